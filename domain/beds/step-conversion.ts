import { type BedUse, bedUseOf, type Facility } from "../model/facility.ts";
import type { EpochMs } from "../model/time.ts";
import type { Author } from "../register/history.ts";
import type { BedConversion, ConversionAction, ConversionApproval } from "./conversion.ts";
import { conversionRules } from "./conversion-transitions.ts";
import { type BedState, guardAt } from "./guard.ts";
import { type QuotaFault, quotaFault } from "./quota.ts";

export interface ConversionRequest {
  readonly action: ConversionAction;
  readonly reason?: string | undefined;
  /** With `approve`. */
  readonly approval?: ConversionApproval | undefined;
  /** With `take-effect`. */
  readonly alarmNote?: string | undefined;
  /** With `review`: when it is asked again. */
  readonly reviewAt?: EpochMs | undefined;
}

/** Where a conversion stands when somebody wants to take a step. */
export interface ConversionFacts {
  readonly conversion: BedConversion;
  readonly facility: Facility;
  readonly bed: BedState;
  /** Other conversions at the facility to the same use that are approved and not effective yet. */
  readonly promised: number;
  /** The conversion by which another payer pays for the resident already, here or in another house. */
  readonly paying?: PayingConversion;
}

/** A conversion that is in effect for a resident: there is one at a time, wherever it is. */
export interface PayingConversion {
  readonly conversionId: string;
  readonly facilityId: string;
  readonly bedId: string;
}

export type ConversionRefusal =
  | QuotaFault
  /** From where it stands the step leads nowhere. */
  | "no-such-step"
  /** Who ordered it does not approve it as well. */
  | "same-person"
  | "consent-missing"
  /** The planned cut has not come. */
  | "too-early"
  /** Another bed of the resident, here or in another house, is converted and was not returned: two would pay at once. */
  | "pays-elsewhere"
  /** The day on which it is asked whether the bed goes back is not ahead. */
  | "review-past"
  /** Whoever lay there lies there no more, somebody else does, or the use is another by now. */
  | "bed-changed";

export type ConversionOutcome =
  | { readonly kind: "stepped"; readonly conversion: BedConversion; readonly facility?: Facility }
  /** The same person took the same step just before, as when a request is sent twice. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "refused"; readonly why: ConversionRefusal };

/**
 * Takes a step, or says why not. With `take-effect` and `return` the bed's use changes at that very moment: what the one
 * use is paid by ends and the other begins, so that there is never both or neither.
 */
export function stepConversion(
  facts: ConversionFacts,
  request: ConversionRequest,
  by: Author,
  now: EpochMs,
): ConversionOutcome {
  const { conversion, facility, bed } = facts;
  const last = conversion.steps.at(-1);
  if (last?.action === request.action && last.byId === by.id && last.reviewAt === request.reviewAt)
    return { kind: "unchanged" };
  const rule = conversionRules[request.action][conversion.state];
  const isLeft = hasLeft(conversion, bed);
  if (rule === undefined || (rule.onlyWhenLeft && !isLeft) || (rule.onlyWhenThere && isLeft))
    return refused("no-such-step");
  const why = refusalOf(facts, request, by, now);
  if (why !== undefined) return refused(why);
  const { action, reason, approval, alarmNote, reviewAt } = request;
  const isBegun = action === "take-effect";
  const isEnded = action === "return";
  const since = conversion.period?.from ?? now;
  const stepped: BedConversion = {
    ...conversion,
    state: rule.to,
    ...(action === "approve" && approval !== undefined && { approval }),
    ...(isBegun && { period: { from: now } }),
    ...(isEnded && { period: { from: since, until: now } }),
    ...(isBegun && alarmNote !== undefined && { alarmNote }),
    steps: [
      ...conversion.steps,
      {
        at: now,
        action,
        by: by.name,
        byId: by.id,
        ...(reason !== undefined && { reason }),
        ...(action === "review" && reviewAt !== undefined && { reviewAt }),
      },
    ],
    version: conversion.version + 1,
  };
  const { bedId, from, to } = conversion;
  if (isBegun) return { kind: "stepped", conversion: stepped, facility: used(facility, bedId, to, from) };
  if (isEnded) return { kind: "stepped", conversion: stepped, facility: used(facility, bedId, from) };
  return { kind: "stepped", conversion: stepped };
}

/** Whether the resident whose conversion it is lies there no more: moved, discharged or dead. */
export function hasLeft({ residentId }: BedConversion, { guard }: BedState): boolean {
  return residentId !== undefined && !(guard.kind === "occupied" && guard.residentId === residentId);
}

function refusalOf(
  { conversion, facility, bed, promised, paying }: ConversionFacts,
  { action, approval, reviewAt }: ConversionRequest,
  by: Author,
  now: EpochMs,
): ConversionRefusal | undefined {
  const asked = action === "review" ? reviewAt : approval?.reviewAt;
  if (asked !== undefined && asked <= now) return "review-past";
  if (action !== "approve" && action !== "take-effect") return undefined;
  if (action === "approve" && conversion.steps.some((step) => step.action === "order" && step.byId === by.id))
    return "same-person";
  if (action === "approve" && conversion.residentId !== undefined && approval?.consentBy === undefined)
    return "consent-missing";
  if (action === "take-effect" && now < (conversion.approval?.settlementCutAt ?? now)) return "too-early";
  if (action === "take-effect" && paying !== undefined && paying.conversionId !== conversion.id)
    return "pays-elsewhere";
  if (!isAsRequested(conversion, facility, bed, now)) return "bed-changed";
  return quotaFault(facility, conversion.to, promised);
}

function isAsRequested(conversion: BedConversion, facility: Facility, bed: BedState, now: EpochMs): boolean {
  const there = facility.beds.find(({ id }) => id === conversion.bedId);
  if (there === undefined || bedUseOf(facility, there) !== conversion.from) return false;
  if (conversion.residentId !== undefined) return !hasLeft(conversion, bed);
  return guardAt(bed.guard, now).kind === "free";
}

function used(facility: Facility, bedId: string, use: BedUse, convertedFrom?: BedUse): Facility {
  const beds = facility.beds.map((bed) => {
    if (bed.id !== bedId) return bed;
    const { convertedFrom: _, ...rest } = bed;
    return { ...rest, use, ...(convertedFrom !== undefined && { convertedFrom }) };
  });
  return { ...facility, beds };
}

function refused(why: ConversionRefusal): ConversionOutcome {
  return { kind: "refused", why };
}
