import { beforeEach, describe, expect, test } from "vitest";
import { enrolled } from "../../contracts/http/devices.ts";
import { type Device, mostOffers } from "../../domain/model/device.ts";
import { day, minute } from "../../domain/model/time.ts";
import { sqsEvent } from "../../functions/shell/events.ts";
import { DeviceStore } from "../../stores/device-store.ts";
import { intercepted, World } from "./world.ts";

let world: World;
let current: string;
beforeEach(async () => {
  world = await new World().furnish();
  current = (await stored()).certificateSerial ?? "";
});

async function stored(): Promise<Device> {
  const device = await new DeviceStore(world.tables).find("band-1");
  if (device === undefined) throw new Error("no band-1");
  return device;
}

async function rotate(): Promise<string> {
  const { device } = enrolled.parse(await world.must("rotate-device", { id: "band-1", body: { csr: "csr" } }));
  return device.offered?.at(-1)?.certificateSerial ?? "";
}

/** The device connects with the certificate of that serial number. */
async function use(serial: string): Promise<void> {
  const body = {
    clientId: "band-1",
    timestamp: world.now,
    eventType: "connected",
    versionNumber: 1,
    principalIdentifier: `certificate-${serial}`,
  };
  await world.invoke(
    "settle-presence",
    sqsEvent("presence", [{ messageId: "p1", body, sentAt: world.now, receiveCount: 1 }]),
  );
}

async function endRotations(): Promise<void> {
  await world.invoke("end-rotations", { scheduledAt: world.now });
}

describe("a rotated device", () => {
  test("gets a certificate that is valid beside the one before; nothing is revoked", async () => {
    const answer = await world.must("rotate-device", { id: "band-1", body: { csr: "csr" } });
    expect(answer).toMatchObject({ certificate: "certificate of band-1", ca: "ca" });
    expect(answer.device).toMatchObject({ state: "in-service", certificateSerial: current });
    expect(answer.device.offered).toHaveLength(1);
    await endRotations();
    expect(world.revokedSerials).toEqual([]);
  });

  test("keeps the new certificate from its first use on, and the former is revoked within the hour", async () => {
    const serial = await rotate();
    world.pass(minute);
    await use(serial);
    expect(await stored()).toMatchObject({ certificateSerial: serial, outgoing: [current] });
    await endRotations();
    expect(world.revokedSerials).toEqual([current]);
    const device = await stored();
    expect([device.certificateSerial, device.offered, device.outgoing]).toEqual([serial, undefined, undefined]);
    await endRotations();
    expect(world.revokedSerials).toEqual([current]);
  });

  test("that never took the new certificate keeps the one it has: the new one is withdrawn after its time", async () => {
    const serial = await rotate();
    world.pass(7 * day);
    await use(current);
    await endRotations();
    expect(world.revokedSerials).toEqual([]);
    world.pass(day);
    await endRotations();
    expect(world.revokedSerials).toEqual([serial]);
    const device = await stored();
    expect([device.certificateSerial, device.offered, device.outgoing]).toEqual([current, undefined, undefined]);
  });

  test("whose answers were lost may ask again; the one that it uses stays, all others go", async () => {
    const [first, second, third] = [await rotate(), await rotate(), await rotate()];
    expect(await world.call("rotate-device", { id: "band-1", body: { csr: "csr" } })).toMatchObject({
      status: 409,
      body: { code: "rotation-under-way" },
    });
    expect((await stored()).offered).toHaveLength(mostOffers);
    await use(second);
    await endRotations();
    expect([...world.revokedSerials].sort()).toEqual([current, first, third].sort());
    expect((await stored()).certificateSerial).toBe(second);
  });

  test("may be rotated again afterwards, and again", async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const serial = await rotate();
      await use(serial);
      await endRotations();
      expect((await stored()).certificateSerial).toBe(serial);
    }
    expect(world.revokedSerials).toHaveLength(3);
  });

  test("loses every certificate when it is revoked in the middle of it", async () => {
    const serial = await rotate();
    await world.must("revoke-device", { id: "band-1" });
    expect([...world.revokedSerials].sort()).toEqual([current, serial].sort());
    await use(serial);
    expect((await stored()).certificateSerial).toBe(current);
  });
});

test.each([
  ["nobody knows", "nobody", 404, "unknown-device"],
  ["was revoked", "bed-2", 409, "not-in-service"],
  ["is only expected", "SN-1", 409, "not-in-service"],
])("a device that %s gets no certificate", async (_claim, id, status, code) => {
  await world.must("revoke-device", { id: "bed-2" });
  const devices = [{ id: "SN-1", kind: "radar", residentId: "resident-1" }];
  await world.must("expect-devices", { body: { devices } });
  const revoked = world.revokedSerials.length;
  expect(await world.call("rotate-device", { id, body: { csr: "csr" } })).toMatchObject({ status, body: { code } });
  expect(world.revokedSerials).toHaveLength(revoked);
});

test("of two rotations at once each that is answered is good, and a refused one's certificate is void", async () => {
  const answers = await Promise.all(
    [1, 2].map(() => world.call("rotate-device", { id: "band-1", body: { csr: "csr" } })),
  );
  const offered = (await stored()).offered ?? [];
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(offered.length);
  expect(offered.length).toBeGreaterThan(0);
  for (const { serial } of offered) expect(world.revokedSerials).not.toContain(serial);
  expect(offered.length + world.revokedSerials.length).toBe(2);
});

test("a certificate that came while the device was revoked is revoked with it", async () => {
  let isRacing = false;
  world.engine = intercepted(world.tables, async (writes) => {
    if (isRacing || !writes.some(({ table }) => table.name === "devices")) return;
    isRacing = true;
    await rotate();
  });
  await world.must("revoke-device", { id: "band-1" });
  const device = await stored();
  expect(device.revokedAt).toBeDefined();
  expect(world.revokedSerials).toEqual(expect.arrayContaining([current, device.offered?.[0]?.serial]));
});

describe("an end that stops half-way", () => {
  test.each([
    ["the registry", () => void world.broken.add("deviceAuthority")],
    [
      "the table",
      () => {
        world.engine = intercepted(world.tables, async (writes) => {
          if (writes.some(({ table }) => table.name === "devices")) throw new Error("devices is down");
        });
      },
    ],
  ])("because of %s is told, and completed by the next run", async (_what, breakIt) => {
    const serial = await rotate();
    await use(serial);
    breakIt();
    await expect(endRotations()).rejects.toThrow("1 devices");
    world.engine = world.tables;
    world.broken.clear();
    await endRotations();
    expect(world.revokedSerials).toContain(current);
    expect((await stored()).outgoing).toBeUndefined();
  });

  test("never revokes a certificate that the device took at the last moment", async () => {
    const serial = await rotate();
    world.pass(8 * day);
    let isRacing = false;
    world.engine = intercepted(world.tables, async (writes) => {
      if (isRacing || !writes.some(({ table }) => table.name === "devices")) return;
      isRacing = true;
      await use(serial);
    });
    await endRotations();
    world.engine = world.tables;
    expect(isRacing).toBe(true);
    await endRotations();
    expect((await stored()).certificateSerial).toBe(serial);
    expect(world.revokedSerials).toEqual([current]);
  });
});
