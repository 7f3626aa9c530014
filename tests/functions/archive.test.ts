import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { epochOf } from "../../contracts/iso-time.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { day, type EpochMs, hour, minute } from "../../domain/model/time.ts";
import type { BlobPort } from "../../domain/ports.ts";
import { create } from "../../functions/archive-observations/handler.ts";
import { archiveResidentDay } from "../../functions/archive-observations/resident-day.ts";
import { depsFor } from "../../functions/shell/deps.ts";
import { SeriesStore } from "../../stores/series-store.ts";
import { recordedAt, World } from "./world.ts";

/** 2026-11-21 00:00 and 24:00 in Shanghai. */
const dayStart = Date.parse("2026-11-21T00:00:00+08:00");
const dayEnd = dayStart + day;

/** A store of files that pages by two and can be told to fail. */
class Files implements BlobPort {
  readonly kept = new Map<string, Uint8Array>();
  puts: string[] = [];
  broken: string | undefined;

  async put(name: string, bytes: Uint8Array): Promise<void> {
    if (this.broken !== undefined && name.includes(this.broken)) throw new Error("no room");
    this.puts.push(name);
    this.kept.set(name, bytes);
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    return this.kept.get(name);
  }

  async remove(name: string): Promise<"removed" | "none"> {
    return this.kept.delete(name) ? "removed" : "none";
  }

  async list(prefix: string, after = "") {
    const names = [...this.kept.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
    return names.length > 2 ? { names: names.slice(0, 2), next: names[1] as string } : { names };
  }
}

let world: World;
let files: Files;
let series: SeriesStore;
beforeEach(async () => {
  world = await new World().furnish();
  files = new Files();
  series = new SeriesStore(world.tables);
  world.now = dayEnd + 6 * hour;
});

/** One run; `timeLeft` is asked again and again. */
async function run(timeLeft: () => number = () => 600_000): Promise<void> {
  const deps = depsFor("archive-observations", {
    ...world.runtime,
    ports: { ...world.runtime.ports, archive: files },
  });
  await create(deps)(
    { scheduledAt: world.now },
    { functionName: "archive-observations", awsRequestId: "1", getRemainingTimeInMillis: timeLeft },
  );
}

function observation(at: EpochMs, value: Observation["value"] = 72, code: ObservationCode = "heart-rate"): Observation {
  return { kind: "observation", code, value, at, deviceId: "bed-1" };
}

const append = (residentId: string, ...observations: readonly Observation[]) =>
  series.append(residentId, observations, 90 * day);

/** Objects of observations alone, without the marks of progress. */
const objects = () => [...files.kept.keys()].filter((name) => name.startsWith("observations/")).sort();

function linesOf(name: string): readonly Record<string, unknown>[] {
  const text = gunzipSync(files.kept.get(name) ?? Buffer.alloc(0)).toString();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

describe("a resident's day", () => {
  test("is one object with one observation a line, by the wall clock of Shanghai", async () => {
    await append("resident-1", observation(dayStart, 71), observation(dayEnd - 1, 72.5, "body-temperature"));
    await append("resident-1", observation(dayStart + 5 * minute, true, "bed-occupancy"));
    await append("resident-1", observation(dayStart - 1), observation(dayEnd));
    await run();
    expect(objects()).toContain("observations/day=2026-11-21/resident-1.ndjson.gz");
    expect(linesOf("observations/day=2026-11-21/resident-1.ndjson.gz")).toEqual([
      { time: "2026-11-21T00:00:00+08:00", code: "heart-rate", value: 71, unit: "/min", deviceId: "bed-1" },
      { time: "2026-11-21T00:05:00+08:00", code: "bed-occupancy", value: true, deviceId: "bed-1" },
      { time: "2026-11-21T23:59:59.999+08:00", code: "body-temperature", value: 72.5, unit: "Cel", deviceId: "bed-1" },
    ]);
  });

  test("is archived from 06:00 of the next day on, not before", async () => {
    await append("resident-1", observation(dayStart));
    world.now = dayEnd + 6 * hour - 1;
    await run();
    expect(objects()).toEqual([]);
    world.pass(1);
    await run();
    expect(objects()).toHaveLength(1);
  });

  test("without observations has no object, and is not looked for again", async () => {
    await run();
    expect(objects()).toEqual([]);
    expect(files.puts).toContain("progress/day=2026-11-21/home-1/archived");
    const before = files.puts.length;
    await run();
    expect(files.puts).toHaveLength(before);
  });

  test("gets what arrived late within 48 hours, once, and what came later not", async () => {
    const name = "observations/day=2026-11-21/resident-1.ndjson.gz";
    await append("resident-1", observation(dayStart));
    await run();
    await append("resident-1", observation(dayStart + hour));
    world.now = dayEnd + 2 * day - 1;
    await run();
    expect(linesOf(name)).toHaveLength(1);
    world.pass(1);
    await run();
    expect(linesOf(name)).toHaveLength(2);
    await append("resident-1", observation(dayStart + 2 * hour));
    world.pass(hour);
    await run();
    expect(linesOf(name)).toHaveLength(2);
  });

  test("loses nothing to tables that were set back to an earlier state", async () => {
    const name = "observations/day=2026-11-21/resident-1.ndjson.gz";
    await append("resident-1", observation(dayStart), observation(dayStart + hour));
    await run();
    world = await new World().furnish();
    series = new SeriesStore(world.tables);
    await append("resident-1", observation(dayStart));
    world.now = dayEnd + 2 * day;
    await run();
    expect(linesOf(name)).toHaveLength(2);
  });

  test("is written anew when its object is damaged", async () => {
    const name = "observations/day=2026-11-21/resident-1.ndjson.gz";
    await append("resident-1", observation(dayStart));
    files.kept.set(name, Buffer.from("not gzip"));
    world.now = dayEnd + 2 * day;
    await run();
    expect(linesOf(name)).toHaveLength(1);
  });

  test("is the same bytes whenever it is made", async () => {
    await append("resident-1", observation(dayStart), observation(dayStart + 1, 80));
    await run();
    const first = files.kept.get("observations/day=2026-11-21/resident-1.ndjson.gz");
    files = new Files();
    world.pass(day);
    await run();
    expect(files.kept.get("observations/day=2026-11-21/resident-1.ndjson.gz")).toEqual(first);
  });
});

test("a day of a device that sends without pause is read by the hour, written down before the next hour is read", async () => {
  const everyMs = 2_000;
  let largestRead = 0;
  let isReading = false;
  let readTo = dayStart;
  const read: SeriesStore["read"] = async ({ from, to }) => {
    expect([from, isReading]).toEqual([readTo, false]);
    isReading = true;
    await new Promise<void>((resolve) => setImmediate(resolve));
    isReading = false;
    readTo = to + 1;
    const times = Array.from({ length: (to + 1 - from) / everyMs }, (_, index) => from + index * everyMs);
    largestRead = Math.max(largestRead, times.length);
    return times.map((at) => observation(at, (at / everyMs) % 200));
  };
  const archiveIt = async (isThere: boolean) => {
    readTo = dayStart;
    const outcome = await archiveResidentDay(
      { residentId: "r", dayStart, isThere },
      { series: { read }, archive: files },
    );
    expect(readTo).toBe(dayEnd);
    return outcome;
  };
  expect(await archiveIt(false)).toBe("written");
  const [name = ""] = objects();
  const first = files.kept.get(name);
  const lines = linesOf(name);
  expect(largestRead).toBe(hour / everyMs);
  expect(lines).toHaveLength(day / everyMs);
  expect(lines.every(({ time }, index) => epochOf(String(time)) === dayStart + index * everyMs)).toBe(true);
  expect(await archiveIt(true)).toBe("unchanged");
  expect(await archiveIt(false)).toBe("written");
  expect(files.kept.get(name)).toEqual(first);
});

describe("a run", () => {
  test("makes up for days that were missed, the oldest first", async () => {
    await append("resident-1", observation(dayStart - 20 * day), observation(dayStart));
    await run();
    expect(files.puts.filter((name) => name.startsWith("observations/"))).toEqual([
      "observations/day=2026-11-01/resident-1.ndjson.gz",
      "observations/day=2026-11-21/resident-1.ndjson.gz",
    ]);
  });

  test("that runs out of time stops, and the next goes on where it stopped", async () => {
    await run();
    await append("resident-1", observation(dayStart + day));
    await append("resident-2", observation(dayStart + day));
    world.pass(day);
    // One asked by the shell, three for the day whose late readings are due, then the new day and its first resident.
    let calls = 0;
    await run(() => (++calls <= 6 ? 600_000 : 10_000));
    expect(objects()).toEqual(["observations/day=2026-11-22/resident-1.ndjson.gz"]);
    expect(world.log.at(-1)).toMatchObject({ level: "warn", count: 1 });
    files.puts = [];
    await run();
    expect(files.puts).toEqual([
      "observations/day=2026-11-22/resident-2.ndjson.gz",
      "progress/day=2026-11-22/home-1/archived",
    ]);
  });

  test.each([
    ["with half a minute left still begins", 30_000, 1],
    ["with less begins nothing: it would be cut off half-way", 29_999, 0],
  ])("%s", async (_claim, leftMs, archived) => {
    await run();
    await append("resident-1", observation(dayStart + day));
    world.pass(day);
    await run(() => leftMs);
    expect(objects()).toHaveLength(archived);
  });

  test("that finds nothing new for a day that is archived leaves its object alone", async () => {
    await append("resident-1", observation(dayStart));
    await run();
    files.puts = [];
    world.now = dayEnd + 2 * day;
    await run();
    expect(files.puts).toContain("progress/day=2026-11-21/home-1/rechecked");
    expect(files.puts.filter((name) => name.startsWith("observations/"))).toEqual([]);
  });

  test("that leaves days behind that are five days old fails", async () => {
    await expect(run(() => 0)).rejects.toThrow("the archive has come no further than 2026-10-23");
  });

  test("in which one resident fails archives all others, fails to be seen, and is made up for", async () => {
    for (const id of ["resident-1", "resident-2"]) await append(id, observation(dayStart));
    files.broken = "resident-1";
    await expect(run()).rejects.toMatchObject({ code: "archive-incomplete" });
    expect(objects()).toEqual(["observations/day=2026-11-21/resident-2.ndjson.gz"]);
    expect(world.log).toContainEqual(expect.objectContaining({ level: "error", residentId: "resident-1" }));
    files.broken = undefined;
    await run();
    expect(objects()).toHaveLength(2);
  });

  test("in which one facility's residents cannot be listed goes on with the others", async () => {
    const body = { id: "a-first", name: "甲院", kind: "care-home" };
    await world.must("register-facility", { body });
    await append("resident-1", observation(dayStart));
    const { engine } = world;
    world.engine = {
      ...engine,
      get: (...call) => engine.get(...call),
      getMany: (...call) => engine.getMany(...call),
      write: (...call) => engine.write(...call),
      query: (table, query) =>
        query.partition === "a-first" ? Promise.reject(new Error("throttled")) : engine.query(table, query),
    };
    await expect(run()).rejects.toMatchObject({ code: "archive-incomplete" });
    expect(objects()).toHaveLength(1);
  });
});

test("the archive holds exactly what was appended to the series, whatever its order and repetitions", async () => {
  const anyObservation = fc.record({
    kind: fc.constant("observation" as const),
    code: fc.constantFrom("heart-rate" as const, "bed-occupancy" as const, "body-position" as const),
    at: fc.integer({ min: dayStart, max: dayEnd - 1 }),
    deviceId: fc.constantFrom("band-1", "bed-1"),
    value: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(36.65, true, "supine")),
  });
  const anyDay = fc.uniqueArray(anyObservation, {
    minLength: 1,
    maxLength: 60,
    selector: ({ at, code, deviceId }) => `${at} ${code} ${deviceId}`,
  });
  await fc.assert(
    fc.asyncProperty(anyDay, async (observations) => {
      world = await new World().furnish();
      world.now = recordedAt + day;
      files = new Files();
      series = new SeriesStore(world.tables);
      await append("resident-1", ...observations);
      await append("resident-1", ...observations.toReversed());
      await run();
      const archived = linesOf("observations/day=2026-11-21/resident-1.ndjson.gz").map((line) => ({
        kind: "observation",
        code: line.code,
        value: line.value,
        at: epochOf(String(line.time)),
        deviceId: line.deviceId,
      }));
      expect(archived).toEqual(await series.read({ residentId: "resident-1", from: dayStart, to: dayEnd - 1 }));
      expect(new Set(archived.map((each) => JSON.stringify(each)))).toEqual(
        new Set(
          observations.map(({ kind, code, value, at, deviceId }) =>
            JSON.stringify({ kind, code, value, at, deviceId }),
          ),
        ),
      );
    }),
    { numRuns: 25 },
  );
});
