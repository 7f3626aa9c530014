import { describe, expect, test } from "vitest";
import {
  type BedConversion,
  type ConversionAction,
  type ConversionState,
  conversionActions,
  conversionStates,
  isOver,
} from "../../domain/beds/conversion.ts";
import { conversionRules } from "../../domain/beds/conversion-transitions.ts";
import type { BedGuard, BedState } from "../../domain/beds/guard.ts";
import { occupancyOf } from "../../domain/beds/occupancy.ts";
import { convertingOf, requestedConversion } from "../../domain/beds/request-conversion.ts";
import { stepConversion } from "../../domain/beds/step-conversion.ts";
import { bedUseOf, type Facility } from "../../domain/model/facility.ts";
import { minute } from "../../domain/model/time.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");
const home: Facility = {
  id: "home",
  name: "松鹤院",
  kind: "care-home",
  beds: [
    { id: "b1", label: "1 床" },
    { id: "b2", label: "2 床" },
    { id: "b3", label: "3 床", use: "medical", convertedFrom: "care" },
  ],
  licensed: { medical: 3 },
  convertible: { medical: 2 },
};
const nurse = { id: "p-nurse", name: "陈护士" };
const doctor = { id: "p-doctor", name: "周医生" };
const manager = { id: "p-manager", name: "赵院长" };
const lying: BedGuard = { kind: "occupied", residentId: "r1" };
const approval = {
  payer: { before: "care-fee", after: "medical-insurance" },
  settlementCutAt: noon + 10 * minute,
  consentBy: "女儿",
} as const;

function bed(guard: BedGuard = lying, more: Partial<BedState> = {}): BedState {
  return { place: { facilityId: "home", bedId: "b1" }, guard, revision: 0, ...more };
}

function asked(guard: BedGuard = lying): BedConversion {
  const wish = { id: "c1", bedId: "b1", to: "medical", reason: "肺炎" } as const;
  return requestedConversion(wish, home, bed(guard), nurse, noon) as BedConversion;
}

/** A conversion that came into a state by its table alone. */
function conversionIn(state: ConversionState): BedConversion {
  const steps: Partial<Record<ConversionState, readonly ConversionAction[]>> = {
    ordered: ["order"],
    approved: ["order", "approve"],
    effective: ["order", "approve", "take-effect"],
    "return-ordered": ["order", "approve", "take-effect", "order-return"],
    returned: ["order", "approve", "take-effect", "order-return", "return"],
    refused: ["refuse"],
    cancelled: ["cancel"],
  };
  return (steps[state] ?? []).reduce((conversion, action) => mustStep(conversion, action).conversion, asked());
}

function facilityOf({ state }: BedConversion): Facility {
  const isMedical = state === "effective" || state === "return-ordered";
  if (!isMedical) return home;
  const converted = { id: "b1", label: "1 床", use: "medical", convertedFrom: "care" } as const;
  return { ...home, beds: home.beds.map((each) => (each.id === "b1" ? converted : each)) };
}

const whoDoes: Readonly<Record<string, typeof nurse>> = { approve: manager, return: manager, "take-effect": nurse };

function step(conversion: BedConversion, action: ConversionAction, guard: BedGuard = lying, at = noon + 20 * minute) {
  const facts = { conversion, facility: facilityOf(conversion), bed: bed(guard), promised: 0 };
  const request = { action, reason: "理由", ...(action === "approve" && { approval }) };
  return stepConversion(facts, request, whoDoes[action] ?? doctor, at);
}

function mustStep(conversion: BedConversion, action: ConversionAction) {
  const outcome = step(conversion, action);
  if (outcome.kind !== "stepped") throw new Error(`${action} of ${conversion.state}: ${JSON.stringify(outcome)}`);
  return outcome;
}

describe("a conversion of a bed", () => {
  test.each(conversionStates.flatMap((state) => conversionActions.map((action) => [state, action] as const)))(
    "in %s: %s leads where the table says, or nowhere",
    (state, action) => {
      const conversion = conversionIn(state);
      const rule = conversionRules[action][state];
      const outcome = step(conversion, action);
      if (rule === undefined || rule.onlyWhenLeft === true) {
        const isRepeated = conversion.steps.at(-1)?.action === action;
        expect(outcome).toEqual(isRepeated ? { kind: "unchanged" } : { kind: "refused", why: "no-such-step" });
        return;
      }
      expect(outcome).toMatchObject({
        kind: "stepped",
        conversion: { state: rule.to, version: conversion.version + 1 },
      });
    },
  );

  test("nobody may both order and approve by one role of the table", () => {
    expect(conversionRules.order.requested?.access).toBe("bed.convert-order");
    expect(conversionRules.approve.ordered?.access).toBe("bed.convert-approve");
    const facts = { conversion: conversionIn("ordered"), facility: home, bed: bed(), promised: 0 };
    const outcome = stepConversion(facts, { action: "approve", approval }, doctor, noon);
    expect(outcome).toEqual({ kind: "refused", why: "same-person" });
  });

  test("one moment ends the one use and begins the other, there and back", () => {
    const begun = mustStep(conversionIn("approved"), "take-effect");
    const cut = noon + 20 * minute;
    expect(begun.conversion.period).toEqual({ from: cut });
    const converted = begun.facility?.beds[0];
    expect(converted).toMatchObject({ use: "medical", convertedFrom: "care" });
    const returned = mustStep(conversionIn("return-ordered"), "return");
    expect(returned.conversion.period).toEqual({ from: cut, until: cut });
    expect(returned.facility?.beds[0]).toEqual({ id: "b1", label: "1 床", use: "care" });
  });

  test.each([
    ["before its planned cut it does not take effect", "approved", "take-effect", lying, noon, "too-early"],
    ["with nobody's consent it is not approved", "ordered", "approve", lying, noon, "consent-missing"],
    [
      "when the resident has left it does not take effect",
      "approved",
      "take-effect",
      { kind: "free" },
      undefined,
      "bed-changed",
    ],
    [
      "when another lies there it does not take effect",
      "approved",
      "take-effect",
      { kind: "occupied", residentId: "r2" },
      undefined,
      "bed-changed",
    ],
    ["while the resident lies there it returns by order only", "effective", "return", lying, undefined, "no-such-step"],
  ] as const)("%s", (_claim, state, action, guard, at, why) => {
    const conversion = conversionIn(state);
    const facts = { conversion, facility: facilityOf(conversion), bed: bed(guard), promised: 0 };
    const { consentBy: _, ...silent } = approval;
    const request = { action, reason: "理由", ...(action === "approve" && { approval: silent }) };
    expect(stepConversion(facts, request, manager, at ?? noon + 20 * minute)).toEqual({ kind: "refused", why });
  });

  test("of somebody who left it is returned without a doctor", () => {
    expect(step(conversionIn("effective"), "return", { kind: "free" })).toMatchObject({
      kind: "stepped",
      conversion: { state: "returned" },
    });
  });

  test.each([
    ["as many as may be converted", { convertible: { medical: 1 } }, 0, "over-convertible"],
    ["with those that were promised", { convertible: { medical: 2 } }, 1, "over-convertible"],
    ["where none may be converted", { convertible: undefined }, 0, "over-convertible"],
    ["more than the licence says", { licensed: { medical: 1 } }, 0, "over-licence"],
    ["more than the licence says, with those that were promised", { licensed: { medical: 2 } }, 1, "over-licence"],
  ] as const)("%s: no more are approved or take effect", (_claim, change, promised, why) => {
    const facility = { ...home, ...change } as Facility;
    for (const [state, action] of [
      ["ordered", "approve"],
      ["approved", "take-effect"],
    ] as const) {
      const facts = { conversion: conversionIn(state), facility, bed: bed(), promised };
      const outcome = stepConversion(facts, { action, approval }, manager, noon + 20 * minute);
      expect(outcome).toEqual({ kind: "refused", why });
    }
  });

  test.each([
    ["a bed that there is not", "b9", { kind: "free" }, "unknown-bed"],
    ["a bed that is used so", "b3", { kind: "free" }, "used-so"],
    ["a bed that is held", "b1", { kind: "held", hold: hold(noon + 1) }, "bed-held"],
  ] as const)("is not asked for %s", (_claim, bedId, guard, refusal) => {
    const wish = { id: "c1", bedId, to: "medical", reason: "肺炎" } as const;
    expect(requestedConversion(wish, home, bed(guard), nurse, noon)).toBe(refusal);
  });

  test("is asked for once a time", () => {
    const wish = { id: "c2", bedId: "b1", to: "medical", reason: "肺炎" } as const;
    const under = bed(lying, { converting: { id: "c1", isBarred: false } });
    expect(requestedConversion(wish, home, under, nurse, noon)).toBe("under-conversion");
  });

  test.each(conversionStates)("in %s bars the bed just when it is promised or somebody's", (state) => {
    const ofSomebody = convertingOf({ ...asked(), state });
    const ofNobody = convertingOf({ ...asked({ kind: "free" }), state });
    const isEnd = isOver({ state });
    expect(ofSomebody === undefined).toBe(isEnd);
    expect(ofSomebody?.isBarred ?? false).toBe(!isEnd && state !== "requested" && state !== "ordered");
    expect(ofNobody?.isBarred ?? false).toBe(state === "approved");
  });
});

function hold(until: number) {
  return { id: "h", purpose: "admission", until, heldAt: noon, by: "李", byId: "p" } as const;
}

test("every bed counts once: occupied, held, barred or free, by its use", () => {
  const state = (bedId: string, guard: BedGuard, more: Partial<BedState> = {}): BedState => ({
    ...bed(guard, more),
    place: { facilityId: "home", bedId },
  });
  const states = [
    state("b1", lying),
    state("b2", { kind: "held", hold: hold(noon) }),
    state("b3", { kind: "free" }, { converting: { id: "c", isBarred: true } }),
  ];
  const count = { occupied: 0, held: 0, barred: 0, free: 0 };
  expect(occupancyOf(home, states, noon)).toEqual([
    { use: "care", beds: 2, ...count, occupied: 1, free: 1 },
    { use: "medical", licensed: 3, beds: 1, ...count, barred: 1 },
  ]);
  expect(occupancyOf(home, states, noon - 1)[0]).toMatchObject({ occupied: 1, held: 1, free: 0 });
});

test.each([
  ["county-hospital", "medical"],
  ["township-health-centre", "medical"],
  ["care-home", "care"],
  ["community", "care"],
] as const)("a bed of a %s that says nothing is for %s", (kind, use) => {
  expect(bedUseOf({ kind }, {})).toBe(use);
  expect(bedUseOf({ kind }, { use: "hospice" })).toBe("hospice");
});
