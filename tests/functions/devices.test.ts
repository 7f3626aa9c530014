import { setImmediate } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { enrolled } from "../../contracts/http/devices.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { type Answer, intercepted, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

/** An engine that fails the writes to one table. */
function without(table: string, engine: TableEngine): TableEngine {
  return intercepted(engine, async (writes) => {
    if (writes.some((write) => write.table.name === table)) throw new Error(`${table} is down`);
  });
}

async function watchedDevices(residentId: string): Promise<readonly string[]> {
  const { devices } = await world.must("show-resident", { id: residentId });
  return devices.map(({ id }: { id: string }) => id);
}

const radar = { id: "radar-1", kind: "radar", residentId: "resident-2", csr: "csr" };

test("an enrolled device is on the watch of its resident, with a timer for its silence", async () => {
  const answer = enrolled.parse(await world.must("enrol-device", { body: radar }));
  expect(answer).toMatchObject({
    certificate: "certificate of radar-1",
    device: { id: "radar-1", facilityId: "home-1" },
  });
  expect(await watchedDevices("resident-2")).toEqual(["bed-2", "radar-1"]);
  expect(world.timers.get("resident-2")).toBeGreaterThan(world.now);
});

test("an enrolment without an id is given one", async () => {
  const { id: _, ...anonymous } = radar;
  const { device } = await world.must("enrol-device", { body: anonymous });
  expect(await watchedDevices("resident-2")).toContain(device.id);
});

test("an enrolment that was completed is refused, so that nobody takes over a device", async () => {
  await world.must("enrol-device", { body: radar });
  expect(await world.call("enrol-device", { body: radar })).toMatchObject({
    status: 409,
    body: { code: "already-exists" },
  });
});

test.each(["devices", "watches"])("an enrolment that stopped before the %s can be repeated", async (table) => {
  world.engine = without(table, world.tables);
  expect((await world.call("enrol-device", { body: radar })).status).toBe(500);
  world.engine = world.tables;
  world.pass(30_000);
  const { device } = await world.must("enrol-device", { body: radar });
  expect(await watchedDevices("resident-2")).toContain("radar-1");
  expect(world.revokedSerials).not.toContain(device.certificateSerial);
});

test("of two enrolments of one id at once exactly one wins, and the other's certificate is void", async () => {
  const answers = await Promise.all([1, 2].map(() => world.call("enrol-device", { body: radar })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const winner = answers.find(({ status }) => status === 201)?.body.device.certificateSerial;
  expect(world.revokedSerials).not.toContain(winner);
});

/** Starts requests one after another, so that each finds the one before it at another step. */
async function enrolStaggered(count: number): Promise<readonly Answer[]> {
  world.engine = intercepted(world.tables, async () => {
    for (let step = 0; step < 5; step++) await setImmediate();
  });
  const starts = Array.from({ length: count }, async (_, index) => {
    for (let step = 0; step < index; step++) await setImmediate();
    return world.call("enrol-device", { body: radar });
  });
  return Promise.all(starts);
}

test.each([
  ["of one new id", false],
  ["of what a stopped enrolment left", true],
])("of many enrolments %s exactly one wins, and its certificate is good", async (_claim, isLeftOver) => {
  if (isLeftOver) {
    world.engine = without("watches", world.tables);
    await world.call("enrol-device", { body: radar });
    world.pass(30_000);
  }
  const answers = await enrolStaggered(40);
  const won = answers.filter(({ status }) => status === 201);
  expect(won).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === "already-exists")).toHaveLength(39);
  const serial = won[0]?.body.device.certificateSerial;
  expect(world.revokedSerials).not.toContain(serial);
  const { items } = await world.must("list-devices", { query: { residentId: "resident-2" } });
  expect(items.find(({ id }: { id: string }) => id === "radar-1").certificateSerial).toBe(serial);
});

test("a device that speaks although its enrolment stopped half-way is put on the watch", async () => {
  world.engine = without("watches", world.tables);
  await world.call("enrol-device", { body: radar });
  world.engine = world.tables;
  await world.telemetry(world.message("radar-1", "telemetry", [{ n: "heart-rate", v: 66 }], "m1"));
  expect(await watchedDevices("resident-2")).toContain("radar-1");
  const { vitals } = await world.must("show-resident", { id: "resident-2" });
  expect(vitals).toMatchObject([{ code: "heart-rate", value: 66 }]);
});

test("revoking ends access first, then takes the device off the watch; again it changes nothing", async () => {
  const first = await world.must("revoke-device", { id: "band-1" });
  expect(first.revokedAt).toBeDefined();
  expect(world.revokedSerials).toEqual([first.certificateSerial]);
  expect(await watchedDevices("resident-1")).toEqual(["bed-1"]);
  world.pass(60_000);
  expect((await world.must("revoke-device", { id: "band-1" })).revokedAt).toBe(first.revokedAt);
});

test.each(["devices", "watches"])(
  "a revocation that stopped before the %s is completed when repeated",
  async (table) => {
    world.engine = without(table, world.tables);
    expect((await world.call("revoke-device", { id: "band-1" })).status).toBe(500);
    expect(world.revokedSerials).toHaveLength(1);
    world.engine = world.tables;
    await world.must("revoke-device", { id: "band-1" });
    expect(await watchedDevices("resident-1")).toEqual(["bed-1"]);
  },
);

test("firmware told while a device is being revoked does not bring it back", async () => {
  let isRevoked = false;
  world.engine = intercepted(world.tables, async (writes) => {
    if (isRevoked || !writes.some(({ table }) => table.name === "devices")) return;
    isRevoked = true;
    await world.must("revoke-device", { id: "band-1" });
  });
  await world.urgent(world.message("band-1", "status", { connection: "online", firmware: "3.0" }, "m1"));
  expect(isRevoked).toBe(true);
  const { items } = await world.must("list-devices", { query: { residentId: "resident-1" } });
  expect(items.find(({ id }: { id: string }) => id === "band-1").revokedAt).toBeDefined();
});
