import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import { enlarge, overlaps } from "../../web/wall/enlarged.ts";
import { floorOf, layOut, type Section, sectionsOf } from "../../web/wall/floor-plan.ts";
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

test("enlarged cards lie on the screen and never over one another; the most urgent always has one", () => {
  const cell = fc.record({ left: fc.integer({ min: 0, max: 1900 }), top: fc.integer({ min: 0, max: 1000 }) });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 80 }), (places) => {
      const cells = places.map((place) => ({ ...place, width: 70, height: 50 }));
      const cards = enlarge(cells, 1920, 1000);
      expect(cards.length).toBe(cells.length);
      expect(cards[0]).toBeDefined();
      const shown = cards.filter((card) => card !== undefined);
      for (const [index, card] of shown.entries()) {
        expect(card.left).toBeGreaterThanOrEqual(0);
        expect(card.left + card.width).toBeLessThanOrEqual(1920.01);
        expect(card.top + card.height).toBeLessThanOrEqual(1000.01);
        for (const other of shown.slice(index + 1)) expect(overlaps(card, other)).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test("one call alone is as large as four tenths of the screen, over its own bed", () => {
  const [card] = enlarge([{ left: 900, top: 500, width: 70, height: 50 }], 1920, 1000);
  expect(card?.height).toBe(420);
  expect((card?.left ?? 0) + (card?.width ?? 0) / 2).toBeCloseTo(935);
});
