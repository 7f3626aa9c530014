import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { caseFigures, wentDown } from "../../domain/referrals/figures.ts";
import { casesByHouse, figuresOf } from "../../domain/referrals/month-figures.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { ReferralState } from "../../domain/referrals/states.ts";

const start = 1_800_000_000_000;

/** A case of a house that reached the door after so many minutes. */
function cameIn(originId: string, minutes: number): Referral {
  const at = start + minutes * minute;
  return {
    originId,
    direction: "up",
    mode: "routine",
    state: "arrived",
    requestedAt: start,
    stages: [{ state: "requested", at: start, leftAt: at, dueAt: start + hour }],
    offers: [],
    timePoints: [{ code: "door", at, recordedAt: at, by: { id: "p", name: "p" }, facilityId: "h" }],
  } as unknown as Referral;
}

const casesOf = (referrals: readonly Referral[]) =>
  referrals.map((referral) => caseFigures(referral, [], start + 10 * hour));
const byOrigin = (referrals: readonly Referral[]) =>
  casesByHouse(casesOf(referrals), ({ originId }) => originId).map(({ facilityId, cases }) => ({
    facilityId,
    cases,
    ...figuresOf(cases),
  }));

describe("figures by house", () => {
  test("the median of all is of all cases together, not of the houses' medians", () => {
    const cases = [cameIn("a", 10), cameIn("a", 20), cameIn("a", 30), cameIn("b", 100)];
    expect(byOrigin(cases).map(({ facilityId, toDoor }) => [facilityId, toDoor?.medianMs])).toEqual([
      ["a", 20 * minute],
      ["b", 100 * minute],
    ]);
    expect(figuresOf(casesOf(cases)).toDoor?.medianMs).toBe(25 * minute);
  });

  test("every case is in one house's figures, and late cases of the houses are those of all", () => {
    const some = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 240 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(some, (told) => {
        const houses = byOrigin(told.map(([house, minutes]) => cameIn(house, minutes)));
        const sum = (of: (one: (typeof houses)[number]) => number) => houses.reduce((all, one) => all + of(one), 0);
        expect(sum(({ cases }) => cases.length)).toBe(told.length);
        expect(sum(({ general }) => general?.late ?? 0)).toBe(told.filter(([, minutes]) => minutes > 60).length);
        expect(houses.map(({ cases }) => cases.length)).toEqual(
          houses.map(({ cases }) => cases.length).toSorted((a, b) => b - a),
        );
      }),
    );
  });
});

test.each<[string, Referral["direction"], readonly ReferralState[], boolean]>([
  ["one that went up and is still there went not down", "up", ["requested", "admitted"], false],
  ["fit to go back is not down yet", "up", ["admitted", "ready-for-down"], false],
  ["fit to go back and taken back is down", "up", ["ready-for-down", "down-accepted", "follow-up-due"], true],
  [
    "brought home by a hospital that treated and returned is no down-referral",
    "up",
    ["arrived", "follow-up-due"],
    false,
  ],
  ["one that began on the way back is down", "down", ["ready-for-down"], true],
])("%s", (_claim, direction, states, expected) => {
  const stages = states.map((state) => ({ state, at: start }));
  expect(wentDown({ direction, stages } as unknown as Referral)).toBe(expected);
});
