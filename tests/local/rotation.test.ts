import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { createKeyAndRequest } from "../../devices-sim/enrol.ts";
import { day, hour } from "../../domain/model/time.ts";
import type { Box } from "../../local/box.ts";
import { virtualClock } from "../../local/clock.ts";
import {
  closed,
  connected,
  connectedByWord,
  type EnrolledDevice,
  get,
  heartRates,
  post,
  quarantined,
  startedBox,
  telemetry,
  withDevices,
} from "./box-under-test.ts";

const morning = Date.parse("2026-11-22T10:00:00+08:00");

async function rotated(box: Box, device: EnrolledDevice): Promise<EnrolledDevice> {
  const { csrPem, keyPem } = await createKeyAndRequest();
  const { status, body } = await post(box, `/api/devices/${device.id}/rotate`, { csr: csrPem });
  expect(status).toBe(201);
  expect(new X509Certificate(body.certificate).subject).toBe(`CN=${device.id}`);
  return { ...device, cert: body.certificate, key: keyPem };
}

async function currentSerial(box: Box): Promise<string> {
  return (await get(box, "/api/devices")).items[0].certificateSerial;
}

function serialOf({ cert }: EnrolledDevice): string {
  return new X509Certificate(cert).serialNumber;
}

test("both certificates open until the new one is used; from then on the former does not, and its connection ends", async () => {
  const clock = virtualClock(morning);
  const box = await startedBox({ clock });
  const [device] = await withDevices(box, "w1");
  const before = await connected(box, device);
  const renewed = await rotated(box, device);
  await before.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
  expect(await currentSerial(box)).toBe(serialOf(device));

  const after = await connected(box, renewed);
  await expect.poll(() => currentSerial(box)).toBe(serialOf(renewed));
  await expect(connected(box, device)).rejects.toThrow();
  expect(await quarantined(box)).toEqual(["revoked-certificate"]);
  await Promise.all([closed(before), clock.advanceBy(hour)]);
  expect(after.connected).toBe(true);
  await after.publishAsync("anhu/v1/w1/telemetry", telemetry(72, clock.now()), { qos: 1 });
  expect((await heartRates(box)).at(-1)).toBe(72);
});

test("a certificate that nobody takes up is withdrawn, and the device goes on with the one it has", async () => {
  const box = await startedBox({ clock: virtualClock(morning) });
  const [device] = await withDevices(box, "w1");
  const lost = await rotated(box, device);
  await box.stop();
  const clock = virtualClock(morning + 8 * day);
  const later = await startedBox({ clock, dataFolder: box.dataFolder });
  await clock.advanceBy(hour);
  await expect(connected(later, lost)).rejects.toThrow();
  expect((await connected(later, device)).connected).toBe(true);
  expect(await currentSerial(later)).toBe(serialOf(device));
});

test("revoking a device ends what it holds: both certificates, and whoever was taken at its word", async () => {
  const box = await startedBox();
  const [device] = await withDevices(box, "w1");
  const renewed = await rotated(box, device);
  const clients = [await connected(box, device), await connectedByWord(box, "w1")];
  await post(box, "/api/devices/w1/revoke", {});
  await Promise.all(clients.map(closed));
  for (const held of [device, renewed]) await expect(connected(box, held)).rejects.toThrow();
});

test("an expected device gets in neither by its word nor at all before it has a certificate", async () => {
  const box = await startedBox();
  await withDevices(box);
  const devices = [{ id: "SN-1", kind: "radar", residentId: "r1" }];
  expect((await post(box, "/api/devices/expected", { devices })).body.items).toMatchObject([{ outcome: "expected" }]);
  await expect(connectedByWord(box, "SN-1")).rejects.toThrow();
  expect(await quarantined(box)).toEqual(["unknown-device"]);
});
