import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ObservationSeriesView } from "../../contracts/http/observations.ts";
import { bedSegments, bedTotals } from "../../web/resident/bed-segments.ts";
import { extend, type Grown, gapAfterMs, grow, lineOf, summarise, tableRows } from "../../web/resident/lines.ts";
import { columnsOf, scaleFor } from "../../web/resident/panels.ts";
import { iso, vital } from "./fixture/county.ts";

const minute = 60_000;
const noon = Date.UTC(2026, 10, 22, 4);

function points(code: string, ...readings: readonly (readonly [minutes: number, value: number | boolean])[]) {
  return {
    code,
    points: readings.map(([minutes, value]) => ({ at: iso(noon + minutes * minute), value, deviceId: "mat-1" })),
  };
}

function view(change: Partial<ObservationSeriesView>): ObservationSeriesView {
  return { residentId: "r0", from: iso(noon), to: iso(noon + 60 * minute), resolution: "raw", series: [], ...change };
}

describe("a line", () => {
  test("is broken where readings are missing for longer than a value is live", () => {
    const line = lineOf(points("heart-rate", [0, 70], [2, 71], [5, 72]), "raw");
    expect(line.map(({ mean }) => mean)).toEqual([70, 71, null, 72]);
  });

  test("of buckets keeps the lowest and highest, and breaks at a missing bucket", () => {
    const bucket = (n: number) => ({ at: iso(noon + n * 15 * minute), count: 9, min: 60, max: 80, mean: 70, last: 71 });
    const line = lineOf({ code: "heart-rate", buckets: [bucket(0), bucket(1), bucket(3)] }, "15m");
    expect(line.map(({ low, mean, high }) => [low, mean, high])).toEqual([
      [60, 70, 80],
      [60, 70, 80],
      [null, null, null],
      [60, 70, 80],
    ]);
  });

  test("never shows a missing reading as zero", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 40, max: 160 }))),
        (readings) => {
          const line = lineOf(points("heart-rate", ...readings), "raw");
          expect(line.every(({ mean }) => mean === null || mean >= 40)).toBe(true);
          expect(line.filter(({ mean }) => mean !== null)).toHaveLength(readings.length);
        },
      ),
    );
  });

  test("says in words what it shows", () => {
    const line = lineOf(points("heart-rate", [0, 70], [1, 90], [9, 65]), "raw");
    expect(summarise(line)).toEqual({ last: 65, low: 65, high: 90, gaps: 1 });
    expect(summarise([])).toBeUndefined();
  });

  test("as a table loses no low and no high", () => {
    const line = lineOf(
      points("heart-rate", ...Array.from({ length: 600 }, (_, n) => [n / 10, 60 + (n % 50)] as const)),
      "raw",
    );
    const rows = tableRows(line, 96);
    expect(rows.length).toBeLessThanOrEqual(96);
    expect(Math.max(...rows.map(({ high }) => high ?? 0))).toBe(109);
    expect(rows[0]?.at).toBeGreaterThan(rows[1]?.at ?? 0);
  });
});

describe("what has just been measured", () => {
  test("is added to raw points once", () => {
    const before = view({ series: [points("heart-rate", [0, 70])] });
    const once = extend(before, [vital("heart-rate", 75, noon + minute, "mat-1")]);
    expect(once.series[0]?.points).toHaveLength(2);
    expect(extend(once, [vital("heart-rate", 75, noon + minute, "mat-1")])).toBe(once);
  });

  test("goes into the bucket to which it belongs", () => {
    const bucket = { at: iso(noon), count: 1, min: 70, max: 70, mean: 70, last: 70 };
    const before = view({ resolution: "15m", series: [{ code: "heart-rate", buckets: [bucket] }] });
    const same = extend(before, [vital("heart-rate", 90, noon + 5 * minute, "mat-1")]);
    expect(same.series[0]?.buckets).toEqual([{ ...bucket, count: 2, max: 90, mean: 80, last: 90 }]);
    const next = extend(before, [vital("heart-rate", 90, noon + 15 * minute, "mat-1")]);
    expect(next.series[0]?.buckets).toHaveLength(2);
  });

  test("begins a line where there was none", () => {
    expect(extend(view({}), [vital("spo2", 97, noon + minute, "band-1")]).series[0]?.points).toHaveLength(1);
    expect(extend(view({}), [vital("spo2", 97, noon - minute, "band-1")]).series).toEqual([]);
  });
});

test("a page that stays open has no gap where nothing was missed, and counts each value once", () => {
  const read = view({ series: [points("heart-rate", [0, 70])] });
  let grown: Grown | undefined;
  for (let minutes = 1; minutes <= 10; minutes += 1) {
    const vitals = [vital("heart-rate", 70 + minutes, noon + minutes * minute, "mat-1")];
    grown = grow(grown, read, vitals);
    expect(grow(grown, read, vitals)).toBe(grown);
  }
  const line = lineOf(grown?.view.series[0] ?? points("heart-rate"), "raw");
  expect(line.map(({ mean }) => mean)).toEqual([70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80]);
  const newer = view({ series: [] });
  expect(grow(grown, newer, []).view).toBe(newer);
});

describe("charts on one time axis", () => {
  test("a time at which only one line has a reading does not break the other", () => {
    const systolic = lineOf(points("systolic-blood-pressure", [0, 130]), "raw");
    const diastolic = lineOf(points("diastolic-blood-pressure", [1, 80]), "raw");
    const [times, , , first, , , second] = columnsOf([systolic, diastolic]);
    expect(times).toEqual([noon / 1000, (noon + minute) / 1000]);
    expect([first, second]).toEqual([
      [130, undefined],
      [undefined, 80],
    ]);
  });

  test("the scale has room for the limits", () => {
    const [low, high] = scaleFor([lineOf(points("heart-rate", [0, 70]), "raw")], [{ low: 50, high: 120 }]);
    expect(low).toBeLessThan(50);
    expect(high).toBeGreaterThan(120);
  });
});

describe("the bed over a day", () => {
  const sample = (minutes: number, isIn: boolean) => {
    const value = isIn ? 1 : 0;
    return { at: noon + minutes * minute, low: value, mean: value, high: value };
  };

  test("a reading holds until the next, but not beyond what it is worth", () => {
    const segments = bedSegments(
      [sample(0, true), sample(10, true), sample(60, false)],
      noon,
      noon + 70 * minute,
      15 * minute,
    );
    expect(segments.map(({ state, from, to }) => [state, (from - noon) / minute, (to - noon) / minute])).toEqual([
      ["in-bed", 0, 25],
      ["unknown", 25, 60],
      ["out-of-bed", 60, 70],
    ]);
  });

  test.each(["raw", "1m"] as const)("at resolution %s three minutes without a reading are unknown", (resolution) => {
    const holds = gapAfterMs("bed-occupancy", resolution);
    const segments = bedSegments(
      [sample(0, true), sample(3, true), sample(12, false)],
      noon,
      noon + 13 * minute,
      holds,
    );
    expect(segments.map(({ state, from, to }) => [state, (from - noon) / minute, (to - noon) / minute])).toEqual([
      ["in-bed", 0, 6],
      ["unknown", 6, 12],
      ["out-of-bed", 12, 13],
    ]);
  });

  test("without a reading all of it is unknown", () => {
    expect(bedSegments([], 0, 10, 5)).toEqual([{ state: "unknown", from: 0, to: 10 }]);
  });

  test("has no holes and no overlaps, whatever was read", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -60, max: 1500 }), fc.boolean())), (readings) => {
        const to = noon + 1440 * minute;
        const segments = bedSegments(
          readings.map(([at, isIn]) => sample(at, isIn)),
          noon,
          to,
          15 * minute,
        );
        const totals = bedTotals(segments);
        expect(totals["in-bed"] + totals["out-of-bed"] + totals.unknown).toBe(to - noon);
        expect(segments.every((segment, n) => segment.from === (segments[n - 1]?.to ?? noon))).toBe(true);
      }),
    );
  });
});
