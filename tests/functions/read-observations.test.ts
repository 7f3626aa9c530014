import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { observationSeries } from "../../contracts/http/observations.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";
import { Sampler } from "../../functions/read-observations/sampler.ts";
import { recordedAt, World } from "./world.ts";

function heartRates(count: number, everyMs: number): readonly Observation[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: "observation",
    code: "heart-rate",
    value: 60 + (index % 20),
    at: recordedAt + index * everyMs,
    deviceId: "bed-1",
  }));
}

describe("the sampler", () => {
  test.each([
    ["1,500 readings stay as they are", 1500, 5 * second, "raw"],
    ["one more makes minutes of them", 1501, 5 * second, "1m"],
    ["a day of readings every 5 seconds is shown by the minute", 17_280, 5 * second, "1m"],
    ["30 hours are shown by the quarter", 30 * 720, 5 * second, "15m"],
    ["a month is shown by the hour", 31 * 1440, minute, "1h"],
    ["a long span with few readings keeps them all", 1000, hour, "raw"],
  ])("%s", (_claim, count, everyMs, resolution) => {
    const sampler = new Sampler(undefined);
    const all = heartRates(count, everyMs);
    for (let from = 0; from < all.length; from += 1000) sampler.add(all.slice(from, from + 1000));
    expect(sampler.resolution).toBe(resolution);
  });

  test("a resolution that was asked for stays", () => {
    const sampler = new Sampler("raw");
    sampler.add(heartRates(5000, second));
    expect([sampler.resolution, sampler.size]).toEqual(["raw", 5000]);
  });

  test("becoming coarser step by step says the same as sampling at once", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 20 * minute }), { minLength: 1600, maxLength: 4000 });
    fc.assert(
      fc.property(gaps, (waits) => {
        let at = recordedAt;
        const all = waits.map((wait, index): Observation => {
          at += wait;
          return { kind: "observation", code: "spo2", value: index % 7, at, deviceId: "band-1" };
        });
        const found = new Sampler(undefined);
        for (let from = 0; from < all.length; from += 100) found.add(all.slice(from, from + 100));
        const direct = new Sampler(found.resolution);
        direct.add(all);
        expect(found.points).toEqual(direct.points);
        expect(found.buckets).toEqual(direct.buckets);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the answer", () => {
  const at = (ms: number) => new Date(recordedAt + ms).toISOString();

  async function told(): Promise<World> {
    const world = await new World().furnish();
    const pack = [60, 64, 80].map((v, index) => ({ n: "heart-rate", v, t: recordedAt / 1000 - 90 + 60 * index }));
    await world.telemetry(
      world.message("bed-1", "telemetry", [...pack.slice(0, 2), { n: "bed-occupancy", vb: true }], "m1"),
    );
    return world;
  }

  test("is of the last 24 hours, raw, in the order of the catalogue", async () => {
    const world = await told();
    const body = observationSeries.parse(await world.must("read-observations", { id: "resident-1" }));
    expect(body).toMatchObject({
      resolution: "raw",
      to: "2026-11-22T02:10:00+08:00",
      from: "2026-11-21T02:10:00+08:00",
    });
    expect(body.series.map(({ code, unit, points }) => [code, unit, points?.length])).toEqual([
      ["heart-rate", "/min", 2],
      ["bed-occupancy", undefined, 1],
    ]);
  });

  test("has buckets with extremes and mean for numbers, the last value for the rest, and gaps where nothing was", async () => {
    const world = await told();
    const query = { resolution: "15m", from: at(-hour), to: at(0) };
    const { series } = observationSeries.parse(await world.must("read-observations", { id: "resident-1", query }));
    expect(series[0]?.buckets).toEqual([
      { at: "2026-11-22T02:00:00+08:00", count: 2, min: 60, max: 64, mean: 62, last: 64 },
    ]);
    expect(series[1]?.buckets).toEqual([{ at: "2026-11-22T02:00:00+08:00", count: 1, last: true }]);
  });

  test("of one code is of that code alone", async () => {
    const world = await told();
    const { series } = await world.must("read-observations", { id: "resident-1", query: { code: "bed-occupancy" } });
    expect(series.map(({ code }: { code: string }) => code)).toEqual(["bed-occupancy"]);
  });

  test("of a century is cut to what is kept", async () => {
    const world = await told();
    const query = { from: "1926-01-01T00:00:00Z", to: "2126-01-01T00:00:00Z" };
    const { from, to } = await world.must("read-observations", { id: "resident-1", query });
    expect(Date.parse(to) - Date.parse(from)).toBeLessThan(91 * day);
  });
});
