import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Observation } from "../../domain/model/reading.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { downsample } from "../../domain/series/downsample.ts";
import { SeriesStore } from "../../stores/series-store.ts";
import { tables } from "../../stores/tables.ts";
import { enginesUnderTest } from "../engines.ts";

/** Half a minute before midnight UTC: what lies around it falls into two days and two rows. */
const start = Date.UTC(2026, 10, 21, 23, 59, 30);
const retention = 90 * day;

function heartRate(at: number, value = 72, deviceId = "band"): Observation {
  return { kind: "observation", code: "heart-rate", value, at, deviceId };
}

const anyObservation: fc.Arbitrary<Observation> = fc.record({
  kind: fc.constant("observation" as const),
  code: fc.constantFrom("heart-rate" as const, "bed-occupancy" as const, "body-position" as const),
  at: fc.integer({ min: start - minute, max: start + minute }),
  deviceId: fc.constantFrom("band", "bed-1"),
  value: fc.constantFrom(72, 36.65, true, "supine"),
});

/** What makes an observation another one than the rest. */
function identity({ code, at, deviceId }: Observation): string {
  return `${at} ${code} ${deviceId}`;
}

describe.each(enginesUnderTest())("a series on $name", ({ name, open }) => {
  let engine: TableEngine;
  let series: SeriesStore;
  let people = 0;

  beforeAll(async () => {
    engine = await open({ now: () => start });
    series = new SeriesStore(engine);
  });

  const newResident = (): string => `r${++people}`;
  const readAll = (residentId: string) => series.read({ residentId, from: start - day, to: start + day });
  const rowsOf = async (residentId: string) =>
    (await engine.query(tables.series, { partition: `${residentId}#20261121` })).items;

  test("comes back sorted by time, over the border of a day", async () => {
    const residentId = newResident();
    const ordered = [-hour, -1, 0, 29_999, 30_000, 30_001, hour].map((offset) => heartRate(start + offset));
    await series.append(residentId, ordered.toReversed(), retention);
    expect(await readAll(residentId)).toEqual(ordered);
  });

  test("is summed up by the day of Shanghai, kept beside its rows and met by no reading of them", async () => {
    const residentId = newResident();
    const midnight = Date.UTC(2026, 10, 20, 16);
    await series.append(
      residentId,
      [-1, 0, hour, day - 1, day].map((offset) => heartRate(midnight + offset)),
      retention,
    );
    const log = await series.sumUpDay(residentId, midnight, midnight + 2 * day);
    expect(log.vitals["heart-rate"]?.count).toBe(3);
    expect(await series.findDayLogs(residentId, [midnight, midnight + day])).toEqual([undefined, undefined]);
    await series.saveDayLog(log, retention);
    const again = await series.sumUpDay(residentId, midnight, midnight + 2 * day);
    await series.saveDayLog(again, retention);
    expect(await series.findDayLogs(residentId, [midnight, midnight + day])).toEqual([log, undefined]);
    expect(await series.read({ residentId, from: midnight - day, to: midnight + 2 * day })).toHaveLength(5);
    expect(await rowsOf(residentId)).toMatchObject([{}, {}, { minuteDevice: "day-log" }]);
  });

  test("of a day in another form of log has none, so that it is made anew", async () => {
    const residentId = newResident();
    const midnight = Date.UTC(2026, 10, 20, 16);
    const key = { residentDay: `${residentId}#20261121`, minuteDevice: "day-log" };
    for (const item of [{ ...key, schema: 2, s: { bed: [] } }, { ...key, schema: 1, s: "gone" }, key]) {
      await engine.write([{ kind: "put", table: tables.series, item }]);
      expect(await series.findDayLogs(residentId, [midnight])).toEqual([undefined]);
    }
  });

  test("is read from a first to a last millisecond, both included, and by code", async () => {
    const residentId = newResident();
    const rates = [0, 1, 2, 3].map((offset) => heartRate(start + offset));
    const occupied: Observation = {
      kind: "observation",
      code: "bed-occupancy",
      value: true,
      at: start + 1,
      deviceId: "bed",
    };
    await series.append(residentId, [...rates, occupied], retention);
    expect(await series.read({ residentId, from: start + 1, to: start + 2, code: "heart-rate" })).toEqual(
      rates.slice(1, 3),
    );
    expect(await series.read({ residentId, from: start + 1, to: start + 1 })).toEqual([occupied, rates[1]]);
    expect(await series.read({ residentId, from: start + 2, to: start + 1 })).toEqual([]);
    expect(await series.read({ residentId: "nobody", from: start, to: start + day })).toEqual([]);
  });

  test("is one row per device and ten minutes", async () => {
    const residentId = newResident();
    const observations = [0, 10, 20].flatMap((offset) => [
      heartRate(start + offset * second, 72, "band"),
      heartRate(start + offset * second, 73, "bed"),
    ]);
    await series.append(residentId, observations, retention);
    expect((await rowsOf(residentId)).map((row) => row.minuteDevice)).toEqual(["23:5#band", "23:5#bed"]);
  });

  test("reads once what came again after rows had become longer", async () => {
    const residentId = newResident();
    const row = { residentDay: `${residentId}#20261121`, minuteDevice: "23:59#band", schema: 1, v: 1 };
    const item = { ...row, s: { "heart-rate": [30_000, 72] }, expiresAt: (start + retention) / 1000 };
    await engine.write([{ kind: "put", table: tables.series, item }]);
    await series.append(residentId, [heartRate(start, 72), heartRate(start + second, 73)], retention);
    expect(await readAll(residentId)).toEqual([heartRate(start, 72), heartRate(start + second, 73)]);
  });

  test("reads ten minutes however much there is in them", async () => {
    const residentId = newResident();
    const flood = Array.from({ length: 150_000 }, (_, number) => heartRate(start - 4 * minute + number));
    for (let from = 0; from < flood.length; from += 30_000)
      await series.append(residentId, flood.slice(from, from + 30_000), retention);
    expect(await readAll(residentId)).toHaveLength(flood.length);
  });

  test("of a device that sends much goes on in rows of a minute, and is read in order all the same", async () => {
    const residentId = newResident();
    const first = start - 9 * minute - 30 * second;
    const minutes = Array.from({ length: 600 }, (_, number) => heartRate(first + number * second));
    for (let from = 0; from < minutes.length; from += 60)
      await series.append(residentId, minutes.slice(from, from + 60), retention);
    const places = (await rowsOf(residentId)).map((row) => (row.minuteDevice as string).replace(/#.*/, ""));
    expect(places).toEqual(["23:5", "23:55", "23:56", "23:57", "23:58", "23:59"]);
    expect(await readAll(residentId)).toEqual(minutes);
    const middle = { residentId, from: start - 7 * minute, to: start - 5 * minute };
    expect(await series.read(middle)).toEqual(minutes.filter(({ at }) => at >= middle.from && at <= middle.to));
  });

  test("expires as a row, when the retention of its last reading is over", async () => {
    const residentId = newResident();
    await series.append(residentId, [heartRate(start)], retention);
    expect((await rowsOf(residentId)).map((row) => row.expiresAt)).toEqual([(start + 30 * second + retention) / 1000]);
  });

  test("does not change when the same arrives again, not even its rows", async () => {
    const residentId = newResident();
    const observations = [0, 5, 10].map((offset) => heartRate(start + offset));
    await series.append(residentId, observations, retention);
    const before = await rowsOf(residentId);
    await series.append(residentId, observations, retention);
    expect(await rowsOf(residentId)).toEqual(before);
  });

  test("keeps the first of two values for the same moment", async () => {
    const residentId = newResident();
    await series.append(residentId, [heartRate(start, 70), heartRate(start, 71)], retention);
    await series.append(residentId, [heartRate(start, 72)], retention);
    expect(await readAll(residentId)).toEqual([heartRate(start, 70)]);
  });

  test("loses nothing when many append to the same minute at the same time", async () => {
    const residentId = newResident();
    const parallel = Array.from({ length: 8 }, (_, number) => heartRate(start + number));
    await Promise.all(parallel.map((observation) => series.append(residentId, [observation], retention)));
    expect(await readAll(residentId)).toEqual(parallel);
  });

  test("of a device that sends without measure stays in small rows, and a replay changes nothing", async () => {
    const residentId = newResident();
    const flood = Array.from({ length: 3000 }, (_, number) => heartRate(start + number * 9));
    for (let from = 0; from < flood.length; from += 100)
      await series.append(residentId, flood.slice(from, from + 100), retention);
    const rows = await rowsOf(residentId);
    expect(rows.length).toBeGreaterThan(5);
    expect(Math.max(...rows.map((row) => JSON.stringify(row).length))).toBeLessThan(10_000);
    expect(await readAll(residentId)).toEqual(flood);
    await series.append(residentId, flood.toReversed(), retention);
    expect(await rowsOf(residentId)).toEqual(rows);
  });

  test("in buckets is what it is when read and down-sampled", async () => {
    const residentId = newResident();
    const observations = Array.from({ length: 500 }, (_, number) =>
      heartRate(start + number * 7 * second, 60 + (number % 30), number % 2 === 0 ? "band" : "bed"),
    );
    await series.append(residentId, observations, retention);
    const span = { residentId, from: start + 10 * second, to: start + 40 * minute };
    expect(await series.readBuckets(span, 15 * minute)).toEqual(downsample(await series.read(span), 15 * minute));
    const none = { ...span, code: "spo2" } as const;
    expect(await series.readBuckets(none, hour)).toEqual(new Map());
  });

  test("is the same whatever the order, the portions and the repetitions in which it arrives", async () => {
    const portions = fc.array(fc.array(fc.nat(), { maxLength: 8 }), { maxLength: 5 });
    const observations = fc.uniqueArray(anyObservation, { selector: identity, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(observations, portions, async (unique, picks) => {
        const residentId = newResident();
        for (const pick of picks) {
          const portion =
            unique.length === 0 ? [] : pick.map((number) => unique[number % unique.length] as Observation);
          await series.append(residentId, portion, retention);
        }
        await series.append(residentId, unique.toReversed(), retention);
        const found = await readAll(residentId);
        expect(found.toSorted(byIdentity)).toEqual(unique.toSorted(byIdentity));
        expect(found.map(({ at }) => at)).toEqual(found.map(({ at }) => at).toSorted((a, b) => a - b));
      }),
      { numRuns: name === "SQLite" ? 60 : 12 },
    );
  });
});

function byIdentity(a: Observation, b: Observation): number {
  return identity(a) < identity(b) ? -1 : 1;
}
