import { beforeEach, describe, expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import { ItemTooLargeError, type TableEngine, type Write } from "../../domain/ports.ts";
import { intercepted, recorded, recordedAt, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

async function seriesOf(residentId: string) {
  const { series } = await world.must("read-observations", { id: residentId });
  return Object.fromEntries(
    series.map((one: { code: string; points: { value: unknown }[] }) => [
      one.code,
      one.points.map(({ value }) => value),
    ]),
  );
}

/** An engine whose writes fail where they touch an item with this resident's id. */
function poisoned(engine: TableEngine, residentId: string, error: Error): TableEngine {
  const touches = (write: Write) =>
    (write.table.name === "series" || write.table.name === "watches") &&
    JSON.stringify(write.kind === "put" ? write.item : write.key).includes(residentId);
  return intercepted(engine, async (writes) => {
    if (writes.some(touches)) throw error;
  });
}

test("a batch as Kinesis hands it over is stored, and the board hears of each resident once", async () => {
  expect(await world.invoke("ingest-telemetry", recorded("kinesis-batch"))).toEqual({ batchItemFailures: [] });
  expect(await seriesOf("resident-1")).toEqual({
    "heart-rate": [72, 74, 73],
    "respiratory-rate": [15],
    spo2: [97],
    "bed-occupancy": [true],
  });
  expect(await seriesOf("resident-2")).toEqual({ "heart-rate": [64], "bed-occupancy": [true] });
  expect(world.live.map(({ facilityId, change }) => [facilityId, change.residentId]).sort()).toEqual([
    ["home-1", "resident-1"],
    ["home-1", "resident-2"],
  ]);
  const { vitals } = world.live.find(({ change }) => change.residentId === "resident-1")?.change ?? {};
  expect(vitals?.find(({ code }) => code === "heart-rate")).toMatchObject({ value: 73, at: recordedAt - second });
});

test("the same batch again changes nothing", async () => {
  await world.invoke("ingest-telemetry", recorded("kinesis-batch"));
  const before = [await seriesOf("resident-1"), await world.deps("sweep-watches").watches.find("resident-1")];
  world.live.length = 0;
  expect(await world.invoke("ingest-telemetry", recorded("kinesis-batch"))).toEqual({ batchItemFailures: [] });
  expect([await seriesOf("resident-1"), await world.deps("sweep-watches").watches.find("resident-1")]).toEqual(before);
  expect(world.live).toEqual([]);
});

test("what cannot be taken in is kept with its reason, once, and the rest of the pack is taken", async () => {
  const batch = recorded("kinesis-batch-refused");
  expect(await world.invoke("ingest-telemetry", batch)).toEqual({ batchItemFailures: [] });
  world.now += minute;
  await world.invoke("ingest-telemetry", batch);
  const { items, counts } = await world.must("list-quarantine");
  expect(items.map(({ reason, deviceId }: Record<string, string>) => `${deviceId} ${reason}`).sort()).toEqual([
    "bed-1 not-json",
    "bed-1 not-utf8",
    "bed-1 unknown-unit",
    "nobody unknown-device",
    "undefined not-json",
  ]);
  expect(counts).toMatchObject({ "not-json": 2, "not-utf8": 1, "unknown-unit": 1, "unknown-device": 1 });
  expect(await seriesOf("resident-1")).toEqual({ "respiratory-rate": [16] });
});

test("a resident that cannot be written fails alone, with all records of their devices in order", async () => {
  const batch = [
    world.heartRate("bed-1", 70, "m1"),
    world.heartRate("bed-2", 64, "m2"),
    world.heartRate("band-1", 71, "m3"),
    world.heartRate("bed-2", 65, "m4"),
    world.heartRate("bed-1", 72, "m5"),
  ];
  world.engine = poisoned(world.tables, "resident-1", new Error("disk trouble"));
  expect(await world.telemetry(...batch)).toEqual(["m1", "m3", "m5"]);
  expect(await seriesOf("resident-2")).toMatchObject({ "heart-rate": expect.anything() });

  world.engine = world.tables;
  expect(await world.telemetry(...batch)).toEqual([]);
  expect(await seriesOf("resident-1")).toHaveProperty("heart-rate");
});

test("what no redelivery can help goes into quarantine instead of holding up its device", async () => {
  world.engine = poisoned(world.tables, "resident-1", new ItemTooLargeError("series"));
  expect(await world.telemetry(world.heartRate("bed-1", 70, "m1"), world.heartRate("bed-2", 64, "m2"))).toEqual([]);
  const { items } = await world.must("list-quarantine");
  expect(items).toMatchObject([{ deviceId: "bed-1", reason: "dead-letter" }]);
});

test("a refusal that cannot be kept fails its record, so that it is not lost", async () => {
  world.engine = intercepted(world.tables, async (writes) => {
    if (writes.some(({ table }) => table.name === "quarantine")) throw new Error("disk trouble");
  });
  expect(await world.telemetry(world.heartRate("nobody", 70, "m1"), world.heartRate("bed-2", 64, "m2"))).toEqual([
    "m1",
  ]);
  expect(await world.invoke("ingest-telemetry", recorded("kinesis-batch-refused"))).toEqual({
    batchItemFailures: ["1001", "1002", "1003", "1004", "1005"].map((itemIdentifier) => ({ itemIdentifier })),
  });
});

test.each([
  ["devices", "bed-1", ["m1", "m4"]],
  ["residents", "resident-1", ["m1", "m3", "m4"]],
  ["watches", "resident-1", ["m1", "m3", "m4"]],
])("a damaged item of table %s holds up nobody but whom it is about", async (damagedTable, id, failed) => {
  const isDamaged = (name: string, key: unknown) => name === damagedTable && JSON.stringify(key).includes(`"${id}"`);
  world.engine = {
    ...intercepted(world.tables, async () => undefined),
    get: async (table, key) => {
      if (isDamaged(table.name, key)) throw new Error("broken JSON");
      return world.tables.get(table, key);
    },
    getMany: async (table, keys) => {
      if (isDamaged(table.name, keys)) throw new Error("broken JSON");
      return world.tables.getMany(table, keys);
    },
  };
  const failures = await world.telemetry(
    world.heartRate("bed-1", 70, "m1"),
    world.heartRate("bed-2", 64, "m2"),
    world.heartRate("band-1", 71, "m3"),
    world.heartRate("bed-1", 72, "m4"),
  );
  expect(failures).toEqual(failed);
  world.engine = world.tables;
  expect(await seriesOf("resident-2")).toEqual({ "heart-rate": [64] });
});

test("readings too late to be judged are stored all the same", async () => {
  const t = recordedAt / 1000 - 3600;
  await world.telemetry(world.message("bed-1", "telemetry", [{ n: "heart-rate", v: 190, t }], "m1"));
  expect(await seriesOf("resident-1")).toEqual({ "heart-rate": [190] });
  expect(await world.openAlerts("resident-1")).toEqual([]);
});

test("a revoked device is not believed", async () => {
  await world.must("revoke-device", { id: "bed-2" });
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  expect(await seriesOf("resident-2")).toEqual({});
  expect((await world.must("list-quarantine")).items).toMatchObject([{ reason: "revoked-certificate" }]);
});

describe("timers and live updates come after the commit", () => {
  test("and their failure neither fails the batch nor loses anything", async () => {
    world.broken.add("timer").add("live");
    expect(await world.telemetry(world.heartRate("bed-1", 70, "m1"))).toEqual([]);
    expect(await seriesOf("resident-1")).toEqual({ "heart-rate": [70] });
    expect(world.log.map(({ message }) => message)).toEqual(
      expect.arrayContaining(["timer was not set", "live update was not sent"]),
    );
  });

  test("and a device that goes on speaking costs no further timer writes", async () => {
    await world.telemetry(world.heartRate("bed-1", 70, "m0"));
    const { timerWrites } = world;
    for (let pack = 1; pack <= 20; pack += 1) {
      world.pass(5 * second);
      await world.telemetry(world.heartRate("bed-1", 70 + (pack % 3), `m${pack}`));
    }
    expect(world.timerWrites).toBe(timerWrites);
    const stored = await world.deps("sweep-watches").watches.find("resident-1");
    expect(world.timers.get("resident-1")).toBeLessThanOrEqual(stored?.watch.dueAt ?? 0);
  });
});

test("two batches at once that speak of one resident both count", async () => {
  const packs = Array.from({ length: 30 }, (_, index) => {
    const t = (recordedAt - index * second) / 1000;
    const device = index % 2 === 0 ? "bed-1" : "band-1";
    return world.message(device, "telemetry", [{ n: "heart-rate", v: 60 + index, t }], `m${index}`);
  });
  const failures = await Promise.all(packs.map((pack) => world.telemetry(pack)));
  expect(failures.flat()).toEqual([]);
  const { "heart-rate": stored } = await seriesOf("resident-1");
  expect([...stored].sort()).toEqual(Array.from({ length: 30 }, (_, index) => 60 + index));
  const watched = await world.deps("sweep-watches").watches.find("resident-1");
  expect(watched?.watch.recent.filter(([, code]) => code === "heart-rate")).toHaveLength(30);
});
