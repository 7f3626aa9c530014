import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import { planCallStrip, shownAt, turnMs } from "../../web/wall/call-strip-plan.ts";
import { type Box, floorOf, layOut, lower, type Section, sectionsOf } from "../../web/wall/floor-plan.ts";
import { callsOf } from "../../web/wall/wall-calls.ts";
import { fixtureCounty } from "./fixture/county.ts";

const now = Date.parse("2026-11-22T03:14:00+08:00");

describe("floors", () => {
  test.each([
    ["3号楼205-1床", "3号楼2层"],
    ["B-1102-2", "B11层"],
    ["301", "3层"],
    ["东区", undefined],
    ["床 7", undefined],
  ])("%s is on %s", (label, floor) => {
    expect(floorOf(label)).toBe(floor);
  });

  test("every bed has its place, empty ones too, and whoever has none", () => {
    const beds = [
      { id: "b1", label: "201-1" },
      { id: "b2", label: "201-2" },
      { id: "b3", label: "301-1" },
    ];
    const facility: FacilityView = { id: "sunshine", name: "阳光敬老院", kind: "care-home", beds };
    const [first, second] = fixtureCounty(2, now).residents;
    if (first === undefined || second === undefined) throw new Error("no residents");
    const { bed: _, ...homeless } = { ...second, facilityId: "sunshine" };
    const sections = sectionsOf(
      [facility],
      [{ ...first, facilityId: "sunshine", bed: { id: "b1", label: "201-1" } }, homeless],
    );
    expect(sections.map(({ floor, places }) => [floor, places.map(({ residentId }) => residentId)])).toEqual([
      ["2层", [first.id, undefined]],
      ["3层", [undefined]],
      ["", [second.id]],
    ]);
  });

  test("a facility whose labels tell of no floors is one section", () => {
    const facility: FacilityView = {
      id: "sunshine",
      name: "阳光敬老院",
      kind: "care-home",
      beds: [
        { id: "b1", label: "201" },
        { id: "b2", label: "东" },
      ],
    };
    expect(sectionsOf([facility], []).map(({ floor }) => floor)).toEqual([""]);
  });
});

const sections = fc.array(
  fc.record({
    facility: fc.constantFrom("", "阳光敬老院", "河畔镇卫生院医养中心"),
    floor: fc.constantFrom("", "2层", "3号楼3层"),
    places: fc.integer({ min: 1, max: 200 }).map((count) =>
      Array.from({ length: count }, (_, n) => ({
        key: `${n}`,
        bedLabel: undefined,
        shortLabel: undefined,
        residentId: undefined,
      })),
    ),
  }),
  { minLength: 1, maxLength: 5 },
);
const screen = fc.record({ width: fc.integer({ min: 640, max: 3840 }), height: fc.integer({ min: 480, max: 2160 }) });

test("a floor plan hides nobody: every place is on the screen, none over another, whatever the screen", () => {
  fc.assert(
    fc.property(sections, screen, (wards: Section[], { width, height }) => {
      const { cells } = layOut(wards, width, height);
      expect(cells.length).toBe(wards.reduce((sum, { places }) => sum + places.length, 0));
      for (const { box } of cells) {
        expect(box.width).toBeGreaterThan(0);
        expect(box.height).toBeGreaterThan(0);
        expect(box.left + box.width).toBeLessThanOrEqual(width + 0.01);
        expect(box.top + box.height).toBeLessThanOrEqual(height + 0.01);
      }
      for (const [index, { box }] of cells.entries()) {
        const next = cells[index + 1]?.box;
        if (next !== undefined) expect(overlaps(box, next)).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test("a plan that is lowered keeps every bed in its column and row, on the screen and beside the others", () => {
  fc.assert(
    fc.property(sections, screen, fc.double({ min: 0.6, max: 1, noNaN: true }), (wards, { width, height }, share) => {
      const quiet = layOut(wards, width, height);
      const lowered = lower(wards, quiet, width, height * share);
      const lefts = ({ cells }: typeof quiet) => cells.map(({ place, box }) => [place.key, Math.round(box.left)]);
      expect(lefts(lowered)).toEqual(lefts(quiet));
      for (const [index, { box }] of lowered.cells.entries()) {
        expect(box.top + box.height).toBeLessThanOrEqual(height * share + 0.01);
        const next = lowered.cells[index + 1]?.box;
        if (next !== undefined) expect(overlaps(box, next)).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

describe("the strip of those who call", () => {
  const wall = { width: 1904, height: 1018 };

  test("takes nothing while nobody calls, and never more than two fifths of the height", () => {
    expect(planCallStrip(0, wall.width, wall.height)).toEqual({ height: 0, cards: [], turnLine: 0 });
    for (let count = 1; count <= 60; count++) {
      expect(planCallStrip(count, wall.width, wall.height).height).toBeLessThan(wall.height * 0.4);
    }
  });

  test.each([1, 2, 3, 6, 12])("%i calls are shown at once", (count) => {
    expect(planCallStrip(count, wall.width, wall.height)).toMatchObject({ turnLine: 0, cards: { length: count } });
  });

  test("its cards lie within it and never over one another, whatever the screen", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), screen, (count, { width, height }) => {
        const { cards, height: whole, turnLine } = planCallStrip(count, width, height);
        expect(cards.length).toBeGreaterThan(0);
        expect(cards.length < count).toBe(turnLine > 0);
        for (const [index, card] of cards.entries()) {
          expect(card.top).toBeGreaterThanOrEqual(turnLine);
          expect(card.left + card.width).toBeLessThanOrEqual(width + 0.01);
          expect(card.top + card.height).toBeLessThanOrEqual(whole + 0.01);
          for (const other of cards.slice(index + 1)) expect(overlaps(card, other)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("whoever has no room takes turns: everybody is seen once a round, the most urgent always", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 15 }), (count, places) => {
        const rounds = Array.from({ length: count }, (_, turn) => shownAt(count, places, turn * turnMs));
        expect(new Set(rounds.flat()).size).toBe(count);
        for (const shown of rounds) {
          expect(shown.length).toBeLessThanOrEqual(places);
          expect(new Set(shown).size).toBe(shown.length);
          if (places > 1) expect(shown[0]).toBe(0);
        }
      }),
    );
  });

  test("somebody with two alerts calls once, by the more urgent; a device alone calls nobody", () => {
    const alerts = fixtureCounty(8, now).alerts.filter(({ technical }) => !technical);
    const [first] = alerts;
    if (first === undefined) throw new Error("no alerts");
    const second = { ...first, id: "second", priority: "low" as const };
    const device = { ...first, id: "device", residentId: "elsewhere", technical: true };
    expect(callsOf([first, second, device])).toEqual([{ residentId: first.residentId, alert: first, more: 1 }]);
  });
});

function overlaps(a: Box, b: Box): boolean {
  const slack = 0.01;
  return (
    a.left + a.width > b.left + slack &&
    b.left + b.width > a.left + slack &&
    a.top + a.height > b.top + slack &&
    b.top + b.height > a.top + slack
  );
}
