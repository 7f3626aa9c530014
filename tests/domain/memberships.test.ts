import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closingOf, isClosedOn, withClosure } from "../../domain/consortium/closing.ts";
import { membershipsOf, parentOn, standingOn, withMove } from "../../domain/consortium/membership.ts";
import { routesFrom } from "../../domain/consortium/routes.ts";
import { ancestorsOf, parentFault } from "../../domain/consortium/tree.ts";
import { type Facility, type FacilityClosure, type FacilityMove, facilityKinds } from "../../domain/model/facility.ts";

const said = { at: 0, by: "管理员", byId: "operator" };
const move = (from: string, parentId?: string, reason?: string): FacilityMove => ({
  from,
  ...said,
  ...(parentId !== undefined && { parentId }),
  ...(reason !== undefined && { reason }),
});
const home: Facility = { id: "home", name: "敬老院", kind: "care-home", beds: [] };
const old: Facility = { ...home, parentId: "centre" };
const movedBy = (facility: Facility, ...moves: readonly FacilityMove[]) => moves.reduce(withMove, facility);

describe("to whom a facility belongs", () => {
  test.each([
    ["what was stored before there were days holds for all of them", old, "1990-01-01", "centre"],
    ["nobody is said, it belongs to none", home, "2026-11-22", undefined],
    ["the day before it joins, to none", movedBy(home, move("2026-12-01", "county")), "2026-11-30", undefined],
    ["the day it joins, to whom it joins", movedBy(home, move("2026-12-01", "county")), "2026-12-01", "county"],
    ["before a move, to whom it belonged", movedBy(old, move("2026-12-01", "county")), "2026-11-30", "centre"],
    ["from a move on, to the other", movedBy(old, move("2026-12-01", "county")), "2027-12-01", "county"],
    ["from its leaving on, to none", movedBy(old, move("2026-12-01")), "2026-12-01", undefined],
    [
      "what is recorded later for the same day counts",
      movedBy(old, move("2026-12-01", "county"), move("2026-12-01", "other")),
      "2026-12-01",
      "other",
    ],
    [
      "a move of today leaves one that is planned as it is",
      movedBy(old, move("2026-12-01", "county"), move("2026-11-22", "other")),
      "2026-12-01",
      "county",
    ],
  ] as const)("%s", (_claim, facility, day, parentId) => {
    expect(parentOn(facility, day)).toBe(parentId);
    expect(standingOn(facility, day).parentId).toBe(parentId);
  });

  test("its history names days, who recorded it and why it ended; the first of old data has no beginning", () => {
    const moved = movedBy(old, move("2026-12-01", "county", "并入县医院"), move("2027-03-01", undefined, "停办"));
    expect(membershipsOf(moved)).toEqual([
      { parentId: "centre", until: "2026-11-30", endReason: "并入县医院" },
      {
        parentId: "county",
        from: "2026-12-01",
        until: "2027-02-28",
        by: "管理员",
        reason: "并入县医院",
        endReason: "停办",
      },
    ]);
  });

  test("a plan that is given up leaves no trace in it, and is kept all the same", () => {
    const givenUp = movedBy(old, move("2026-12-01", "county"), move("2026-12-01", "centre"));
    expect(membershipsOf(givenUp)).toEqual([{ parentId: "centre" }]);
    expect(givenUp.moves).toHaveLength(2);
  });

  test("the same wish twice is one", () => {
    const once = movedBy(old, move("2026-12-01", "county"));
    expect(withMove(once, { ...move("2026-12-01", "county"), at: 5 })).toBe(once);
    expect(withMove(home, move("2026-12-01"))).toBe(home);
  });
});

const days = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-12-01"] as const;
const dayArb = fc.constantFrom(...days);

test("whatever moves are recorded, on each day the facilities are a tree, and nobody belongs to two", () => {
  const facilities = fc
    .array(fc.constantFrom(...facilityKinds), { minLength: 2, maxLength: 8 })
    .map((kinds) => kinds.map((kind, n): Facility => ({ id: `f${n}`, name: `f${n}`, kind, beds: [] })));
  const wishes = fc.array(fc.record({ who: fc.nat(7), to: fc.option(fc.nat(7), { nil: undefined }), from: dayArb }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(facilities, wishes, (start, wanted) => {
      let all: readonly Facility[] = start;
      for (const { who, to, from } of wanted) {
        const facility = all[who % all.length] as Facility;
        const parentId = to === undefined ? undefined : (all[to % all.length] as Facility).id;
        const standing = all.map((one) => standingOn(one, from));
        if (parentId !== undefined && parentFault(standingOn(facility, from), parentId, standing) !== undefined)
          continue;
        all = all.map((one) => (one === facility ? withMove(one, move(from, parentId)) : one));
      }
      for (const day of days) {
        const standing = all.map((one) => standingOn(one, day));
        const known = new Map(standing.map((one) => [one.id, one]));
        for (const one of standing) {
          const above = ancestorsOf(one.id, standing);
          expect(above).not.toContain(one.id);
          // The way up ends at one that belongs to nobody, not in a ring.
          expect(known.get(above.at(-1) ?? one.id)?.parentId).toBeUndefined();
          const spans = membershipsOf(all.find(({ id }) => id === one.id) as Facility);
          const held = spans.filter(({ from = "", until = "9999" }) => from <= day && day <= until);
          expect(held.map(({ parentId }) => parentId)).toEqual(one.parentId === undefined ? [] : [one.parentId]);
        }
      }
    }),
  );
});

describe("a facility that takes nobody any more", () => {
  const closure = (what: FacilityClosure["what"], from: string): FacilityClosure => ({
    what,
    from,
    ...said,
    reason: "停诊",
  });
  const city: Facility = { id: "city", name: "市院", kind: "external-hospital", beds: [] };
  const closed = withClosure(city, closure("closed", "2026-12-01"));
  const agreed = {
    id: "a1",
    fromFacilityId: "home",
    toFacilityId: "city",
    covers: ["up-referral", "down-referral", "green-channel"],
    validFrom: "2026-01-01",
    changes: [],
    version: 1,
  } as const;

  test.each([
    ["the day before it is open", closed, "2026-11-30", false],
    ["from its day on it is closed", closed, "2026-12-01", true],
    ["it stays so", closed, "2030-01-01", true],
    ["opened again it is open", withClosure(closed, closure("opened", "2026-12-05")), "2026-12-06", false],
    ["a plan that is put off", withClosure(closed, closure("closed", "2027-01-01")), "2026-12-06", false],
    ["data from before there were closures is open", city, "2026-12-06", false],
  ])("%s", (_claim, facility, day, isClosed) => {
    expect(isClosedOn(facility, day)).toBe(isClosed);
  });

  test("no route leads there, and the way back from there stands open; before it, all of them", () => {
    const kinds = (day: string) => routesFrom([home, closed], [agreed], day).map(({ kind }) => kind);
    expect(kinds("2026-11-30")).toEqual(["up-referral", "down-referral", "green-channel"]);
    expect(kinds("2026-12-01")).toEqual(["down-referral"]);
  });

  test("is said once, and every word is kept", () => {
    expect(withClosure(closed, closure("closed", "2026-12-01"))).toBe(closed);
    expect(withClosure(city, closure("opened", "2026-12-01"))).toBe(city);
    const opened = withClosure(closed, closure("opened", "2026-12-05"));
    expect(closingOf(opened)).toBeUndefined();
    expect(opened.closures).toHaveLength(2);
  });
});
