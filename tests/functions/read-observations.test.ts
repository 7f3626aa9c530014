import { describe, expect, test } from "vitest";
import { observationSeries } from "../../contracts/http/observations.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";
import { downsample } from "../../domain/series/downsample.ts";
import { sample, TooManyPointsError } from "../../functions/read-observations/sample.ts";
import type { SeriesSpan } from "../../stores/series-store.ts";
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

/** A series that holds these, read as the store reads. */
function seriesOf(all: readonly Observation[]) {
  const within = ({ from, to }: SeriesSpan) => all.filter(({ at }) => at >= from && at <= to);
  return {
    read: async (span: SeriesSpan) => within(span),
    readBuckets: async (span: SeriesSpan, ms: number) => downsample(within(span), ms),
  };
}

describe("the resolution", () => {
  test.each([
    ["1,500 readings stay as they are", 1500, 5 * second, "raw"],
    ["one more makes minutes of them", 1501, 5 * second, "1m"],
    ["a day of readings every 5 seconds is shown by the minute", 17_280, 5 * second, "1m"],
    ["30 hours are shown by the quarter", 30 * 720, 5 * second, "15m"],
    ["a month is shown by the hour", 31 * 1440, minute, "1h"],
  ])("%s", async (_claim, count, everyMs, resolution) => {
    const span = { residentId: "r", from: recordedAt, to: recordedAt + count * everyMs - 1 };
    expect((await sample(span, undefined, seriesOf(heartRates(count, everyMs)))).resolution).toBe(resolution);
  });

  test("that was asked for stays", async () => {
    const span = { residentId: "r", from: recordedAt, to: recordedAt + 10 * day };
    const sampled = await sample(span, "raw", seriesOf(heartRates(5000, 2 * minute)));
    expect([sampled.resolution, sampled.points.get("heart-rate")?.length]).toEqual(["raw", 5000]);
  });

  test("that would not fit into an answer is refused before it is all in memory", async () => {
    const span = { residentId: "r", from: recordedAt, to: recordedAt + 30 * day };
    await expect(sample(span, "raw", seriesOf(heartRates(200_001, 10 * second)))).rejects.toThrow(TooManyPointsError);
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
