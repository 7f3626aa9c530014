import fc from "fast-check";
import type { ConversionState } from "../../domain/beds/conversion.ts";
import { type EpochMs, minute } from "../../domain/model/time.ts";

/** One thing that is done to a bed, or around it. */
export type BedStep =
  | { readonly do: "hold"; readonly id: string; readonly minutes: number }
  | { readonly do: "release"; readonly id: string }
  | { readonly do: "move-in"; readonly who: string; readonly by: string | undefined }
  | { readonly do: "move-out"; readonly who: string }
  | { readonly do: "wait"; readonly minutes: number }
  /** The next step of the conversion under way, or a first one. */
  | { readonly do: "convert" };

const holdId = fc.constantFrom("h1", "h2");
const who = fc.constantFrom("p1", "p2");
const minutes = fc.integer({ min: 1, max: 9 });

export const bedSteps: fc.Arbitrary<readonly BedStep[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("hold" as const), id: holdId, minutes }),
    fc.record({ do: fc.constant("release" as const), id: holdId }),
    fc.record({ do: fc.constant("move-in" as const), who, by: fc.option(holdId, { nil: undefined }) }),
    fc.record({ do: fc.constant("move-out" as const), who }),
    fc.record({ do: fc.constant("wait" as const), minutes }),
    fc.record({ do: fc.constant("convert" as const) }),
  ),
  { maxLength: 25 },
);

/** A bed as plain fields; written down once more, apart from domain/beds. */
export interface BedModel {
  now: EpochMs;
  who?: string | undefined;
  hold?: { readonly id: string; readonly until: EpochMs } | undefined;
  conversion?: { readonly state: ConversionState; readonly who: string | undefined } | undefined;
}

const nextState: Readonly<Partial<Record<ConversionState, ConversionState>>> = {
  requested: "ordered",
  ordered: "approved",
  approved: "effective",
  effective: "return-ordered",
};

/** What comes of a step, which the model then has taken. */
export function takenBy(model: BedModel, step: BedStep): string {
  switch (step.do) {
    case "wait":
      model.now += step.minutes * minute;
      return "waited";
    case "hold":
      return held(model, step);
    case "release":
      if (model.hold?.id !== step.id) return "not-held";
      model.hold = undefined;
      return "released";
    case "move-in":
      return movedIn(model, step);
    case "move-out":
      if (model.who !== step.who) return "elsewhere";
      model.who = undefined;
      return "committed";
    case "convert":
      return converted(model);
  }
}

function holderOf({ hold, now }: BedModel): string | undefined {
  return hold !== undefined && hold.until > now ? hold.id : undefined;
}

function isBarred({ conversion }: BedModel): boolean {
  if (conversion === undefined) return false;
  if (conversion.state === "approved") return true;
  return ["effective", "return-ordered"].includes(conversion.state) && conversion.who !== undefined;
}

function held(model: BedModel, { id, minutes: long }: Extract<BedStep, { do: "hold" }>): string {
  const holder = holderOf(model);
  if (model.who !== undefined) return "bed-taken";
  if (holder !== undefined && holder !== id) return "bed-held";
  if (holder === undefined && isBarred(model)) return "under-conversion";
  model.hold = { id, until: model.now + long * minute };
  return "held";
}

function movedIn(model: BedModel, { who: newcomer, by }: Extract<BedStep, { do: "move-in" }>): string {
  const holder = holderOf(model);
  if (model.who === newcomer) return "there";
  if (holder !== undefined && holder !== by) return "bed-held";
  if (model.who !== undefined) return "bed-taken";
  if (isBarred(model) && model.conversion?.who !== newcomer) return "under-conversion";
  model.who = newcomer;
  model.hold = undefined;
  return "committed";
}

function converted(model: BedModel): string {
  const { conversion } = model;
  if (conversion === undefined) {
    if (holderOf(model) !== undefined) return "bed-held";
    model.conversion = { state: "requested", who: model.who };
    return "requested";
  }
  const to = nextState[conversion.state];
  if (to === undefined) {
    model.conversion = undefined;
    return "returned";
  }
  const isEmptyAsBefore = model.who === undefined && holderOf(model) === undefined;
  const isAsBefore = conversion.who === undefined ? isEmptyAsBefore : model.who === conversion.who;
  if ((to === "approved" || to === "effective") && !isAsBefore) return "bed-changed";
  model.conversion = { state: to, who: conversion.who };
  return to;
}
