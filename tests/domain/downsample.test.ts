import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Observation } from "../../domain/model/reading.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { downsample } from "../../domain/series/downsample.ts";

/** 08:00 in Shanghai. */
const morning = Date.UTC(2026, 10, 22, 0);

function rate(at: number, value: number, deviceId = "band"): Observation {
  return { kind: "observation", code: "heart-rate", value, at, deviceId };
}

const observations = fc.array(
  fc.record({
    kind: fc.constant("observation" as const),
    code: fc.constantFrom("heart-rate" as const, "spo2" as const),
    value: fc.integer({ min: 40, max: 200 }),
    at: fc.integer({ min: morning, max: morning + 3 * hour }),
    deviceId: fc.constantFrom("band", "bed"),
  }),
);

describe("down-sampling", () => {
  test("gives count, extremes, mean and the newest value of each span, and leaves gaps", () => {
    const heartRates = [rate(morning, 70), rate(morning + minute - 1, 74), rate(morning + 5 * minute, 90)];
    expect(downsample(heartRates, minute).get("heart-rate")).toEqual([
      { at: morning, count: 2, min: 70, max: 74, mean: 72, last: 74 },
      { at: morning + 5 * minute, count: 1, min: 90, max: 90, mean: 90, last: 90 },
    ]);
  });

  test.each([
    ["minute", minute, "2026-11-22T07:59:00.000Z"],
    ["quarter of an hour", 15 * minute, "2026-11-22T07:45:00.000Z"],
    ["hour", hour, "2026-11-22T07:00:00.000Z"],
    ["day, which begins at midnight in Shanghai", day, "2026-11-21T16:00:00.000Z"],
  ])("begins a %s where people do", (_claim, spanMs, start) => {
    const [bucket] = downsample([rate(Date.UTC(2026, 10, 22, 7, 59, 59, 999), 70)], spanMs).get("heart-rate") ?? [];
    expect(new Date(bucket?.at ?? 0).toISOString()).toBe(start);
  });

  test("counts booleans and codes and keeps their last value", () => {
    const position = (at: number, value: string): Observation => ({
      kind: "observation",
      code: "body-position",
      value,
      at,
      deviceId: "band",
    });
    expect(downsample([position(morning + 1, "left"), position(morning, "supine")], hour).get("body-position")).toEqual(
      [{ at: morning, count: 2, last: "left" }],
    );
  });

  test("takes, of several newest values, that of the device whose id comes last", () => {
    const both = [rate(morning, 71, "bed"), rate(morning, 70, "band")];
    expect(downsample(both, hour).get("heart-rate")?.[0]?.last).toBe(71);
  });

  test("does not depend on the order", () => {
    const unique = (list: readonly Observation[]) => [
      ...new Map(list.map((each) => [`${each.at} ${each.code} ${each.deviceId}`, each])).values(),
    ];
    fc.assert(
      fc.property(observations, (list) => {
        const forwards = unique(list);
        expect(downsample(forwards.toReversed(), 15 * minute)).toEqual(downsample(forwards, 15 * minute));
      }),
    );
  });

  test("loses and invents nothing", () => {
    fc.assert(
      fc.property(observations, (list) => {
        const buckets = [...downsample(list, 15 * minute).values()].flat();
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(list.length);
        for (const { min = 0, mean = 0, max = 0 } of buckets) expect(min <= mean && mean <= max).toBe(true);
      }),
    );
  });
});
