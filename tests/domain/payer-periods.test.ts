import { describe, expect, test } from "vitest";
import type { BedConversion } from "../../domain/beds/conversion.ts";
import type { BedEvent } from "../../domain/beds/history.ts";
import { overlapping, payerPeriods, staysOf } from "../../domain/beds/payer-periods.ts";

const place = { facilityId: "home", bedId: "b1" };
const entry = (at: number, event: BedEvent) => ({ place, at, event });
const into = (at: number, residentId: string) => entry(at, { kind: "occupied", residentId });
const out = (at: number, residentId: string) => entry(at, { kind: "left", residentId });

describe("who lay in a bed", () => {
  test.each([
    ["came and left", [into(10, "r1"), out(20, "r1")], undefined, [{ residentId: "r1", from: 10, until: 20 }]],
    ["lies there", [into(10, "r1")], "r1", [{ residentId: "r1", from: 10 }]],
    ["lay there since before it was recorded", [out(20, "r1")], undefined, [{ residentId: "r1", until: 20 }]],
    ["lies there since before it was recorded", [], "r1", [{ residentId: "r1" }]],
    [
      "came after another",
      [into(10, "r1"), out(20, "r1"), into(20, "r2")],
      "r2",
      [
        { residentId: "r1", from: 10, until: 20 },
        { residentId: "r2", from: 20 },
      ],
    ],
    [
      "is written twice",
      [into(10, "r1"), into(12, "r1"), out(20, "r1")],
      undefined,
      [{ residentId: "r1", from: 10, until: 20 }],
    ],
  ])("%s", (_claim, history, occupant, stays) => {
    expect(staysOf(place, history, occupant)).toEqual(stays.map((stay) => ({ place, ...stay })));
  });
});

const conversion = (period: BedConversion["period"], more: Partial<BedConversion> = {}): BedConversion => ({
  id: "c1",
  ...place,
  residentId: "r1",
  from: "care",
  to: "medical",
  state: "effective",
  approval: { payer: { before: "care-fee", after: "medical-insurance" }, settlementCutAt: 0 },
  ...(period !== undefined && { period }),
  steps: [],
  version: 1,
  ...more,
});
const stay = (from: number, until?: number, bedId = "b1", residentId = "r1") => ({
  place: { facilityId: "home", bedId },
  residentId,
  from,
  ...(until !== undefined && { until }),
});
const told = (stays: Parameters<typeof payerPeriods>[0], conversions: readonly BedConversion[]) =>
  payerPeriods(stays, conversions, () => "care").map(({ use, payer, from, until }) => [use, payer, from, until]);

describe("who pays", () => {
  test.each([
    ["nobody says without a conversion", [stay(0)], [], [["care", undefined, 0, undefined]]],
    [
      "changes at the cut and back at the return",
      [stay(0)],
      [conversion({ from: 10, until: 20 })],
      [
        ["care", "care-fee", 0, 10],
        ["medical", "medical-insurance", 10, 20],
        ["care", "care-fee", 20, undefined],
      ],
    ],
    [
      "goes on with the conversion that goes on",
      [stay(0)],
      [conversion({ from: 10 })],
      [
        ["care", "care-fee", 0, 10],
        ["medical", "medical-insurance", 10, undefined],
      ],
    ],
    [
      "does so until the return, also where the resident has left before",
      [stay(0, 15)],
      [conversion({ from: 10, until: 20 })],
      [
        ["care", "care-fee", 0, 10],
        ["medical", "medical-insurance", 10, 20],
      ],
    ],
    [
      "is not changed by one that never took effect",
      [stay(0)],
      [conversion(undefined)],
      [["care", undefined, 0, undefined]],
    ],
    [
      "is not changed by another's in the same bed",
      [stay(0, 5, "b1", "r2")],
      [conversion({ from: 10 })],
      [
        ["care", undefined, 0, 5],
        ["medical", "medical-insurance", 10, undefined],
      ],
    ],
  ])("%s", (_claim, stays, conversions, periods) => {
    expect(told(stays, conversions)).toEqual(periods);
  });
});

describe("two who pay at once", () => {
  const month = { from: 0, until: 100 };
  const twice = (stays: Parameters<typeof payerPeriods>[0], within = month) =>
    overlapping(
      payerPeriods(stays, [], () => "care"),
      within,
    ).size;

  test.each([
    ["two beds at the same time", [stay(0, 20), stay(10, 30, "b2")], 2],
    ["one bed after the other", [stay(0, 20), stay(20, 30, "b2")], 0],
    ["two residents", [stay(0, 20), stay(10, 30, "b2", "r2")], 0],
    ["the same bed", [stay(0, 20), stay(10, 30)], 0],
  ])("%s", (_claim, stays, count) => {
    expect(twice(stays)).toBe(count);
  });

  test("count in the month in which they do", () => {
    expect(twice([stay(0, 20), stay(10, 30, "b2")], { from: 20, until: 100 })).toBe(0);
  });
});
