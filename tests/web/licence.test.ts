import { describe, expect, test } from "vitest";
import { countOf, occupiedPart, overLicence, totals } from "../../web/beds/licence.ts";

describe("the licence", () => {
  test.each([
    ["as many as it allows are not too many", { licensed: 2, occupied: 2, beds: 2 }, { people: 0, beds: 0 }],
    ["one more in bed is", { licensed: 2, occupied: 3, beds: 4 }, { people: 1, beds: 2 }],
    [
      "more beds than it allows are, though nobody lies in them",
      { licensed: 2, occupied: 1, beds: 3 },
      { people: 0, beds: 1 },
    ],
    ["none at all is passed by the first", { licensed: 0, occupied: 1, beds: 1 }, { people: 1, beds: 1 }],
    ["that says no number is never passed", { occupied: 9, beds: 9 }, { people: 0, beds: 0 }],
  ])("%s", (_claim, count, expected) => {
    expect(overLicence(count)).toEqual(expected);
  });

  test.each([
    ["of the licensed beds", { licensed: 4, occupied: 1, beds: 2 }, 0.25],
    ["of all where it says no number", { occupied: 1, beds: 2 }, 0.5],
    ["of none is nothing", { occupied: 0, beds: 0 }, undefined],
  ])("the part in use is %s", (_claim, count, expected) => {
    expect(occupiedPart(count)).toBe(expected);
  });
});

describe("all facilities together", () => {
  const one = { use: "care", beds: 2, free: 1, occupied: 1, held: 0, licensed: 2 } as const;

  test("are summed by use, and their licences only where each says a number", () => {
    const other = { use: "care", beds: 3, free: 0, occupied: 2, held: 1, licensed: 1 } as const;
    const medical = { use: "medical", beds: 1, free: 1, occupied: 0, held: 0 } as const;
    expect(totals([one, medical, other])).toEqual([
      { use: "care", beds: 5, free: 1, occupied: 3, held: 1, licensed: 3 },
      { use: "medical", beds: 1, free: 1, occupied: 0, held: 0 },
    ]);
    expect(totals([one, { ...medical, use: "care" }])[0]).not.toHaveProperty("licensed");
  });

  test("what an older service does not tell counts as none", () => {
    expect(countOf({ use: "care", beds: 2, free: 2 })).toEqual({ use: "care", beds: 2, free: 2, occupied: 0, held: 0 });
  });
});
