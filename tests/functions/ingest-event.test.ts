import { beforeEach, expect, test } from "vitest";
import type { DeviceEventType } from "../../domain/model/device.ts";
import { day, minute, second } from "../../domain/model/time.ts";
import { EventStore } from "../../stores/event-store.ts";
import { intercepted, recorded, recordedAt, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

function event(deviceId: string, type: DeviceEventType, id: string) {
  return world.message(deviceId, "event", { id, type, at: new Date(world.now - second).toISOString() }, `m-${id}`);
}

test("a fall as the IoT rule hands it over alerts its resident, and the board hears of it", async () => {
  await world.invoke("ingest-event", recorded("iot-rule-fall"));
  expect(await world.openAlerts("resident-1")).toMatchObject([{ kind: "fall", priority: "high", handling: "new" }]);
  expect(world.live.at(-1)).toMatchObject({
    facilityId: "home-1",
    change: { residentId: "resident-1", alerts: [{ kind: "fall", priority: "high" }] },
  });
});

test("a fall in a home that nobody watches any more alerts as ever, and nothing is sent", async () => {
  world.pass(401 * day);
  await world.urgent(event("band-1", "fall", "f1"));
  expect((await world.openAlerts("resident-1")).map(({ kind }) => kind)).toContain("fall");
  expect(world.live).toEqual([]);
});

test("the same fall delivered thirty times at once is one alert and one event", async () => {
  await Promise.all(Array.from({ length: 30 }, () => world.invoke("ingest-event", recorded("iot-rule-fall"))));
  expect(await world.openAlerts("resident-1")).toHaveLength(1);
  expect(world.live.flatMap(({ change }) => change.alerts)).toHaveLength(1);
});

test("a counter that started again after a reboot alerts anew, under the id and even the type of an old event", async () => {
  for (const type of ["fall", "sos"] as const) {
    await world.urgent(event("band-1", type, "1"));
    const [{ id } = { id: "" }] = (await world.openAlerts("resident-1")).filter(({ kind }) => kind === type);
    await world.must("resolve-alert", { id, body: { by: "李", outcome: "real" } });
  }
  world.pass(15 * minute);
  await world.urgent(event("band-1", "fall", "1"));
  expect((await world.openAlerts("resident-1")).map(({ kind }) => kind)).toContain("fall");
});

test("a report without a time, sent a hundred times at once, is one alert and one event", async () => {
  await Promise.all(
    Array.from({ length: 100 }, (_, index) => {
      const sos = world.message("band-1", "event", { id: "1", type: "sos" }, `m${index}`);
      return world.urgent({ ...sos, receivedAt: sos.receivedAt + index });
    }),
  );
  expect(world.live.flatMap(({ change }) => change.alerts)).toHaveLength(1);
  expect((await new EventStore(world.tables).listByResident("resident-1", 10)).items).toHaveLength(1);
});

test("thirty different falls at once are one open alert", async () => {
  const falls = Array.from({ length: 30 }, (_, index) => event("band-1", "fall", `f${index}`));
  await Promise.all(falls.map((fall) => world.urgent(fall)));
  expect(await world.openAlerts("resident-1")).toMatchObject([{ kind: "fall" }]);
});

test("a fall of one resident never touches another", async () => {
  const before = await world.deps("sweep-watches").watches.find("resident-2");
  await world.urgent(event("band-1", "fall", "f1"));
  expect(await world.openAlerts("resident-2")).toEqual([]);
  expect(await world.deps("sweep-watches").watches.find("resident-2")).toEqual(before);
});

test.each([
  ["a device nobody knows", "nobody", "unknown-device"],
  ["a revoked device", "bed-2", "revoked-certificate"],
])("an event of %s alerts nobody and is kept with its reason", async (_who, deviceId, reason) => {
  await world.must("revoke-device", { id: "bed-2" });
  await world.urgent(event(deviceId, "sos", "s1"));
  expect((await world.must("list-alerts")).items).toEqual([]);
  expect((await world.must("list-quarantine")).items).toMatchObject([{ deviceId, reason }]);
});

test("an event reported an hour late alerts all the same", async () => {
  const at = new Date(recordedAt - 60 * minute).toISOString();
  await world.urgent(world.message("band-1", "event", { id: "f1", type: "fall", at }, "m1"));
  expect((await world.openAlerts("resident-1")).map(({ kind }) => kind)).toContain("fall");
});

test("a broken event is kept with its reason", async () => {
  await world.urgent(world.message("band-1", "event", { type: "fall" }, "m1"));
  expect((await world.must("list-quarantine")).items).toMatchObject([{ deviceId: "band-1", reason: "not-an-event" }]);
});

test("an event that cannot be written goes back to be delivered again", async () => {
  world.engine = intercepted(world.tables, () => Promise.reject(new Error("disk trouble")));
  await expect(world.invoke("ingest-event", recorded("iot-rule-fall"))).rejects.toThrow("disk trouble");
  world.engine = world.tables;
  await world.invoke("ingest-event", recorded("iot-rule-fall"));
  expect(await world.openAlerts("resident-1")).toHaveLength(1);
});

test("a status tells connection, battery and firmware; the same again changes nothing", async () => {
  await world.invoke("ingest-status", recorded("iot-rule-status"));
  const device = async () =>
    (await world.must("list-devices", { query: { residentId: "resident-1" } })).items.find(
      ({ id }: { id: string }) => id === "band-1",
    );
  expect(await device()).toMatchObject({
    connection: "online",
    batteryPercent: 81,
    firmware: "2.4.1",
    isSilent: false,
  });
  const before = await world.deps("sweep-watches").watches.find("resident-1");
  await world.invoke("ingest-status", recorded("iot-rule-status"));
  expect(await world.deps("sweep-watches").watches.find("resident-1")).toEqual(before);
});

test("a last will shows the device as offline", async () => {
  await world.urgent(world.message("band-1", "status", { connection: "offline" }, "m1"));
  const { items } = await world.must("list-devices", { query: { facilityId: "home-1" } });
  expect(items.find(({ id }: { id: string }) => id === "band-1")).toMatchObject({ connection: "offline" });
});
