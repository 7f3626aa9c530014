import { beforeEach, expect, test } from "vitest";
import { hour } from "../../domain/model/time.ts";
import type { Item } from "../../domain/ports.ts";
import { type TableName, tables } from "../../stores/tables.ts";
import { recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

/** Cuts the stored JSON of one item in half, as a broken disk or a half-restored backup may. */
async function damage(name: TableName, key: Readonly<Record<string, string>>): Promise<void> {
  const table = tables[name];
  const item = (await world.tables.get(table, key)) as Item;
  const json = String(item.json).slice(0, String(item.json).length / 2);
  await world.tables.write([{ kind: "put", table, item: { ...item, json } }]);
}

const damages = {
  watch: () => damage("watches", { residentId: "resident-1" }),
  resident: () => damage("residents", { id: "resident-1" }),
  device: () => damage("devices", { id: "bed-1" }),
  facility: () => damage("facilities", { listedUnder: "all", id: "home-1" }),
};

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);
const logged = () => world.log.filter(({ level }) => level === "error").map(({ message }) => message);

test("who has a damaged watch is on the board as unmonitored, and everybody else as ever", async () => {
  await world.telemetry(world.heartRate("bed-1", 70, "m1"), world.heartRate("bed-2", 64, "m2"));
  await damages.watch();
  const { items } = await world.must("list-residents");
  expect(items).toMatchObject([
    { id: "resident-1", monitoring: { state: "unmonitored" }, vitals: [] },
    { id: "resident-2", monitoring: { state: "monitored" }, vitals: [{ value: 64 }] },
  ]);
  expect(await world.must("show-resident", { id: "resident-1" })).toMatchObject({
    monitoring: { state: "unmonitored" },
  });
  expect(ids((await world.must("list-devices")).items)).toEqual(["band-1", "bed-1", "bed-2"]);
  expect(logged().length).toBeGreaterThan(0);
});

test("a damaged resident is named in the list, and everybody else is shown", async () => {
  await damages.resident();
  const { items, unreadable } = await world.must("list-residents", { query: { facilityId: "home-1" } });
  expect([ids(items), unreadable]).toEqual([["resident-2"], ["resident-1"]]);
  expect(logged()).toHaveLength(1);
  expect(JSON.stringify(world.log)).not.toContain("王桂英");
});

test("a damaged device is named in the list, and every other is shown", async () => {
  await damages.device();
  for (const query of [{}, { facilityId: "home-1" }, { residentId: "resident-1" }]) {
    const { items, unreadable } = await world.must("list-devices", { query });
    expect(ids(items)).toContain("band-1");
    expect(unreadable).toEqual(["bed-1"]);
  }
});

test("a damaged facility takes nobody off the board and no alert off the list", async () => {
  await world.urgent(world.message("band-1", "event", { id: "1", type: "fall" }, "m1"));
  await damages.facility();
  expect(ids((await world.must("list-residents")).items)).toEqual(["resident-1", "resident-2"]);
  expect((await world.must("list-alerts")).items).toMatchObject([{ kind: "fall" }]);
  expect((await world.must("list-facilities")).items).toEqual([]);
});

test("a damaged alert hides no other", async () => {
  await world.urgent(world.message("band-1", "event", { id: "1", type: "fall" }, "m1"));
  await world.urgent(world.message("band-1", "event", { id: "1", type: "sos" }, "m2"));
  const [{ id } = { id: "" }] = await world.openAlerts("resident-1");
  await damage("alerts", { key: `alert#${id}` });
  expect((await world.must("list-alerts")).items).toHaveLength(1);
  expect(await world.openAlerts("resident-1")).toHaveLength(1);
});

test.each(["watch", "resident", "facility"] as const)(
  "a sweep over a damaged %s judges everybody else, and counts as failed",
  async (what) => {
    await world.telemetry(world.heartRate("bed-1", 70, "m1"), world.heartRate("bed-2", 64, "m2"));
    await damages[what]();
    world.pass(hour);
    await expect(world.invoke("sweep-watches", recorded("schedule"))).rejects.toThrow("1 watches could not be");
    expect(await world.openAlerts("resident-2")).toMatchObject([{ kind: "device-silent" }]);
  },
);

test("a facility that cannot be swept at all does not hold up the next", async () => {
  await world.must("register-facility", { body: { id: "home-0", name: "一院", kind: "care-home" } });
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  world.pass(hour);
  world.engine = {
    ...world.runtime.engine,
    query: async (table, query) => {
      if (query.partition === "home-0") throw new Error("disk trouble");
      return world.tables.query(table, query);
    },
    get: (...call) => world.tables.get(...call),
    getMany: (...call) => world.tables.getMany(...call),
    write: (...call) => world.tables.write(...call),
  };
  await expect(world.invoke("sweep-watches", recorded("schedule"))).rejects.toThrow("1 watches");
  expect(await world.openAlerts("resident-2")).toMatchObject([{ kind: "device-silent" }]);
});
