import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { covered } from "../../domain/duty/cover.ts";
import {
  areAtOnce,
  gapsOf,
  isPossibleSpan,
  onDutyAt,
  overlapsOf,
  rolesWithRoster,
  rostersFrom,
} from "../../domain/duty/roster.ts";
import type { DutyRole, Shift } from "../../domain/duty/shift.ts";
import { answeredSwap, type DutySwap, proposedSwap, swappedDuties } from "../../domain/duty/swap.ts";
import { day, hour } from "../../domain/model/time.ts";

const midnight = Date.parse("2026-11-22T00:00:00+08:00");

function duty(personId: string, fromHour: number, untilHour: number, role: DutyRole = "carer"): Shift {
  const [from, until] = [midnight + fromHour * hour, midnight + untilHour * hour];
  const id = `${personId}-${fromHour}-${role}`;
  return { id, facilityId: "home-1", role, personId, from, until, kind: "planned", version: 1 };
}

const at = (hours: number): number => midnight + hours * hour;

describe("on duty", () => {
  const shifts = [duty("a", 7, 15), duty("b", 15, 23), duty("c", 14, 16), duty("n", 7, 23, "nurse"), duty("a", 8, 10)];
  test.each([
    ["nobody before it begins", at(7) - 1, []],
    ["from its first moment", at(7), ["a"]],
    ["once, who is planned twice", at(9), ["a"]],
    ["both at a hand-over", at(14), ["a", "c"]],
    ["not any more at its end", at(15), ["b", "c"]],
    ["nobody after the last", at(23), []],
  ])("%s", (_claim, when, who) => {
    expect(onDutyAt(shifts, "carer", when)).toEqual(who);
  });
});

describe("a roster is kept for a role", () => {
  const shifts = [duty("a", 7, 15)];
  test.each([
    ["not ten days before the first duty: who works today is called", midnight - 10 * day, false],
    ["not a moment before the first duty", at(7) - 1, false],
    ["from the first moment of the first duty", at(7), true],
    ["within two weeks after the last duty", at(15) + 14 * day - 1, true],
    ["not two weeks after the last duty", at(15) + 14 * day, false],
  ])("%s", (_claim, when, isKept) => {
    expect(rolesWithRoster(shifts, when).has("carer")).toBe(isKept);
    expect(rolesWithRoster(shifts, when).has("nurse")).toBe(false);
  });
});

test("a roster that begins later has its gaps from then on, one that goes on from now", () => {
  const shifts = [duty("a", 30, 38), duty("b", 40, 48), duty("n", -48, -40, "nurse"), duty("n", 41, 47, "nurse")];
  const rosters = rostersFrom(shifts, at(24));
  expect([...rosters]).toEqual([
    ["carer", at(30)],
    ["nurse", at(24)],
  ]);
  expect(gapsOf(shifts, rosters, { from: at(24), until: at(48) })).toEqual([
    { role: "carer", from: at(38), until: at(40) },
    { role: "nurse", from: at(24), until: at(41) },
    { role: "nurse", from: at(47), until: at(48) },
  ]);
});

describe("gaps", () => {
  const roles = new Map<DutyRole, number>([
    ["carer", at(0)],
    ["nurse", at(0)],
  ]);
  test("lie before, between and after duties, per role, and end where the period ends", () => {
    const shifts = [duty("b", 15, 22), duty("a", 7, 15), duty("n", 0, 24, "nurse")];
    expect(gapsOf(shifts, roles, { from: at(0), until: at(24) })).toEqual([
      { role: "carer", from: at(0), until: at(7) },
      { role: "carer", from: at(22), until: at(24) },
    ]);
  });

  test("are none for a role without a roster", () => {
    expect(gapsOf([], new Map(), { from: at(0), until: at(24) })).toEqual([]);
  });

  test("are exactly the moments at which nobody is on duty", () => {
    const shift = fc.record({ from: fc.integer({ min: 0, max: 47 }), length: fc.integer({ min: 1, max: 36 }) });
    fc.assert(
      fc.property(fc.array(shift, { maxLength: 8 }), (planned) => {
        const shifts = planned.map(({ from, length }, n) => duty(`p${n}`, from, from + length));
        const gaps = gapsOf(shifts, new Map([["carer", at(0)]]), { from: at(0), until: at(48) });
        for (let hours = 0; hours < 48; hours += 1) {
          const isGap = gaps.some(({ from, until }) => from <= at(hours) && at(hours) < until);
          expect(isGap).toBe(onDutyAt(shifts, "carer", at(hours)).length === 0);
        }
      }),
    );
  });
});

test("one person twice at the same time is told, whatever the roles; neighbours are not", () => {
  const shifts = [duty("a", 7, 15), duty("a", 14, 20, "nurse"), duty("a", 20, 23), duty("b", 7, 15)];
  expect(overlapsOf(shifts)).toEqual([
    { personId: "a", dutyIds: ["a-7-carer", "a-14-nurse"], from: at(14), until: at(15) },
  ]);
  expect(areAtOnce(duty("a", 7, 15), duty("b", 15, 23))).toBe(false);
});

test.each([
  ["36 hours", 36, true],
  ["more", 36.01, false],
  ["none at all", 0, false],
  ["backwards", -1, false],
])("a duty of %s is possible: %s %s", (_claim, hours, isSo) => {
  expect(isPossibleSpan({ from: at(0), until: at(hours) })).toBe(isSo);
});

describe("cover", () => {
  const night = duty("a", 23, 31);
  let made = 0;
  const newId = () => `new-${++made}`;
  const spans = (shifts: readonly Shift[]) =>
    shifts.map(({ personId, from, until }) => [personId, (from - midnight) / hour, (until - midnight) / hour]);

  test.each([
    ["of the whole keeps the duty and changes the person", {}, [["b", 23, 31]]],
    [
      "of its beginning",
      { until: at(25) },
      [
        ["a", 25, 31],
        ["b", 23, 25],
      ],
    ],
    [
      "of its end",
      { from: at(29) },
      [
        ["a", 23, 29],
        ["b", 29, 31],
      ],
    ],
    [
      "of its middle cuts it in three",
      { from: at(25), until: at(27) },
      [
        ["a", 23, 25],
        ["b", 25, 27],
        ["a", 27, 31],
      ],
    ],
  ])("%s", (_claim, part, parts) => {
    const result = covered(night, { personId: "b", ...part }, newId, night.from);
    const all = result === undefined ? [] : [result.changed, ...result.added];
    expect(spans(all)).toEqual(parts);
    expect(all.filter(({ personId }) => personId === "b")).toMatchObject([{ kind: "cover", insteadOf: "a" }]);
    expect(all.filter(({ personId }) => personId === "a").every(({ kind }) => kind === "planned")).toBe(true);
    expect(result?.changed).toMatchObject({ id: night.id, version: 2 });
    expect(result?.added.every(({ version, id }) => version === 1 && id !== night.id)).toBe(true);
  });

  test.each([
    ["by the same person", { personId: "a" }],
    ["before it begins", { personId: "b", from: at(22) }],
    ["after it ends", { personId: "b", until: at(32) }],
    ["of nothing", { personId: "b", from: at(25), until: at(25) }],
  ])("%s is none", (_claim, part) => {
    expect(covered(night, part, newId, night.from)).toBeUndefined();
  });

  test("of a cover still says whose duty it was", () => {
    const once = covered(night, { personId: "b" }, newId, night.from)?.changed ?? night;
    expect(covered(once, { personId: "c" }, newId, night.from)?.changed).toMatchObject({
      personId: "c",
      insteadOf: "a",
    });
  });

  test.each([
    ["that runs begins now", 60_000, [0, 60_000]],
    ["to come begins with it", -60_000, [undefined, 0]],
    ["that is over is corrected as a whole", night.until - night.from, [undefined, 0]],
  ])("of a duty %s, unless it is said", (_claim, after, [keptUntil, begins]) => {
    const result = covered(night, { personId: "b" }, () => "new", night.from + after);
    const taken = [result?.changed, ...(result?.added ?? [])].find((part) => part?.personId === "b");
    expect(taken?.from).toBe(night.from + (begins ?? 0));
    expect(result?.changed.personId).toBe(keptUntil === undefined ? "b" : "a");
  });
});

describe("swaps", () => {
  const own = duty("a", 31, 39);
  const other = duty("b", 55, 63);
  const swap = proposedSwap("s1", own, other, midnight) as DutySwap;

  test.each([
    ["with oneself", duty("a", 55, 63), midnight, "same-person"],
    ["between roles", duty("b", 55, 63, "nurse"), midnight, "other-role"],
    ["between facilities", { ...other, facilityId: "home-2" }, midnight, "other-role"],
    ["of what has begun", other, at(31), "begun"],
  ])("%s cannot be proposed", (_claim, with_, now, refusal) => {
    expect(proposedSwap("s1", own, with_, now)).toBe(refusal);
  });

  test.each([
    ["the other accepts", "accepted", "b", "accepted"],
    ["the other declines", "declined", "b", "declined"],
    ["who proposed withdraws", "withdrawn", "a", "withdrawn"],
    ["who proposed cannot accept", "accepted", "a", "not-yours"],
    ["who proposed cannot decline", "declined", "a", "not-yours"],
    ["the other cannot withdraw", "withdrawn", "b", "not-yours"],
    ["a third cannot accept", "accepted", "c", "not-yours"],
  ] as const)("%s", (_claim, answer, who, result) => {
    const next = answeredSwap(swap, answer, who, at(1));
    expect(typeof next === "string" ? next : next.state).toBe(result);
  });

  test.each(["accepted", "declined", "withdrawn"] as const)("what was %s is answered once", (state) => {
    for (const answer of ["accepted", "declined", "withdrawn"] as const)
      for (const who of ["a", "b"])
        expect(answeredSwap({ ...swap, state }, answer, who, at(1))).toBe("answered-before");
  });

  test("give each the other's duty, in the versions that both saw", () => {
    expect(swappedDuties(swap, own, other, midnight)).toMatchObject([
      { id: own.id, personId: "b", insteadOf: "a", kind: "swap", version: 2 },
      { id: other.id, personId: "a", insteadOf: "b", kind: "swap", version: 2 },
    ]);
  });

  test.each([
    ["one was changed since", { ...own, version: 2 }, other, midnight],
    ["the other was changed since", own, { ...other, version: 2 }, midnight],
    ["one is gone", undefined, other, midnight],
    ["the other is gone", own, undefined, midnight],
    ["one has begun", own, other, at(31)],
  ])("change nothing when %s", (_claim, one, two, now) => {
    expect(swappedDuties(swap, one, two, now)).toBeUndefined();
  });
});
