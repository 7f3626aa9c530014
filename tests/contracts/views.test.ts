import { describe, expect, test } from "vitest";
import { alertView } from "../../contracts/alert-view.ts";
import { deviceView } from "../../contracts/device-view.ts";
import { facilityView } from "../../contracts/facility-view.ts";
import { alert as alertSchema } from "../../contracts/http/alerts.ts";
import { device as deviceSchema } from "../../contracts/http/devices.ts";
import { quarantineEntry } from "../../contracts/http/quarantine.ts";
import { residentDetail, resident as residentSchema } from "../../contracts/http/residents.ts";
import { liveMessage as liveSchema } from "../../contracts/live.ts";
import { liveMessage } from "../../contracts/live-message.ts";
import { monitoringView, vitalView } from "../../contracts/monitoring-view.ts";
import { quarantineView } from "../../contracts/quarantine-view.ts";
import { residentDetailView, residentView } from "../../contracts/resident-view.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import type { Device } from "../../domain/model/device.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { minute } from "../../domain/model/time.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import { addDevice } from "../../domain/watch/roster.ts";
import { emptyWatch, watch } from "../../domain/watch/watch.ts";

const now = Date.parse("2026-11-22T02:13:00+08:00");
const facility: Facility = {
  id: "home-1",
  name: "明珠敬老院",
  kind: "care-home",
  beds: [{ id: "b1", label: "3号楼205-1床" }],
};
const resident: Resident = {
  id: "r1",
  name: "王桂英",
  sex: "female",
  birthDate: "1941-11-22",
  facilityId: "home-1",
  bedId: "b1",
  careSetting: "care-home",
  disabilityLevel: 3,
  palliative: false,
  allergies: ["青霉素"],
  contacts: [{ name: "李芳", relation: "女儿", phone: "138 0000 0000" }],
};
const plan = planFor(resident, now);
const device: Device = {
  id: "bed-1",
  kind: "bed-sensor",
  residentId: "r1",
  facilityId: "home-1",
  certificateSerial: "5A",
  enrolledAt: now - 60 * minute,
};

const equipped = addDevice(emptyWatch("r1"), { deviceId: "bed-1", kind: "bed-sensor", since: device.enrolledAt });
const heard = watch(
  equipped,
  [
    { kind: "observation", code: "heart-rate", value: 76, at: now - minute, deviceId: "bed-1" },
    { kind: "observation", code: "bed-occupancy", value: true, at: now - minute, deviceId: "bed-1" },
  ],
  plan,
  now,
  () => "a1",
).state;

describe("a resident", () => {
  test("is shown with bed, age, vitals and who listens", () => {
    const view = residentView(resident, facility, heard, plan, now);
    expect(residentSchema.safeParse(view)).toMatchObject({ success: true });
    expect(view).toMatchObject({
      age: 85,
      bed: { label: "3号楼205-1床" },
      monitoring: { state: "monitored" },
      vitals: expect.arrayContaining([expect.objectContaining({ code: "heart-rate", value: 76, freshness: "live" })]),
      news2: { status: "partial", parts: { "heart-rate": 0 } },
      devices: [{ id: "bed-1", isSilent: false, lastHeardAt: "2026-11-22T02:12:00+08:00" }],
    });
  });

  test("without a watch is unmonitored, not calm", () => {
    const view = residentView(resident, undefined, undefined, plan, now);
    expect(view).toMatchObject({ monitoring: { state: "unmonitored" }, vitals: [], devices: [] });
    expect(view.bed).toBeUndefined();
  });

  test("an hour later shows lost values and a silent device", () => {
    const view = residentView(resident, facility, heard, plan, now + 60 * minute);
    expect(view.monitoring.state).toBe("unmonitored");
    expect(view.vitals.map(({ freshness }) => freshness)).toEqual(["lost", "lost"]);
    expect(view.devices).toMatchObject([{ isSilent: true }]);
  });

  test("has the limits in force on the own page", () => {
    const view = residentDetailView(resident, facility, heard, plan, now);
    expect(residentDetail.safeParse(view)).toMatchObject({ success: true });
    expect(Object.keys(view.limits)).toEqual(Object.keys(plan.limits));
    expect(view).toMatchObject({ allergies: ["青霉素"], contacts: [{ name: "李芳" }] });
  });
});

test("a value carries the moments at which it turns stale and lost", () => {
  const view = vitalView({ code: "heart-rate", value: 76, at: now - 3 * minute, deviceId: "bed-1" }, now);
  expect(view).toMatchObject({
    unit: "/min",
    freshness: "stale",
    staleAt: "2026-11-22T02:12:00+08:00",
    lostAt: "2026-11-22T02:25:00+08:00",
  });
  expect(vitalView({ code: "motion", value: true, at: now, deviceId: "x" }, now)).not.toHaveProperty("unit");
});

test("partly monitored names the devices that are silent", () => {
  expect(monitoringView({ state: "partly-monitored", silentDeviceIds: ["bed-1"], since: now })).toEqual({
    state: "partly-monitored",
    silentDeviceIds: ["bed-1"],
    since: "2026-11-22T02:13:00+08:00",
  });
});

const alert: Alert = {
  id: "a1",
  caseId: "a1",
  residentId: "r1",
  facilityId: "home-1",
  kind: "heart-rate-limit",
  priority: "medium",
  condition: "cleared",
  handling: "resolved",
  raisedAt: now,
  closedAt: now + minute,
  outcome: "real",
  reason: { code: "above-limit", observation: "heart-rate", value: 135, limit: 110, forMs: minute },
  inputs: [{ code: "heart-rate", value: 135, at: now, deviceId: "bed-1" }],
  timeline: [
    {
      at: now,
      what: "raised",
      reason: { code: "above-limit", observation: "heart-rate", value: 131, limit: 110, forMs: 0 },
    },
    { at: now + minute, what: "resolved", by: "李护工", note: "已服药" },
  ],
  version: 3,
};

test("an alert is shown with title, reasons in words and its whole timeline", () => {
  const view = alertView(alert);
  expect(alertSchema.safeParse(view)).toMatchObject({ success: true });
  expect(view).toMatchObject({
    title: { zh: "心率偏高" },
    technical: false,
    closedAt: "2026-11-22T02:14:00+08:00",
    timeline: [{ reason: { zh: expect.stringContaining("131") } }, { by: "李护工", note: "已服药" }],
  });
});

test.each([
  ...["fall", "sos", "smoke", "gas", "long-lie"].map((kind) => [kind, false] as const),
  ["spo2-limit", true] as const,
])("an alert says whether it may be silenced: %s, %s", (kind, shelvable) => {
  expect(alertView({ ...alert, kind: kind as Alert["kind"] }).shelvable).toBe(shelvable);
});

test("an alert about a device is shown as technical, and no other", () => {
  const isTechnical = (kind: Alert["kind"]) => alertView({ ...alert, kind }).technical;
  expect((["device-silent", "low-battery"] as const).map(isTechnical)).toEqual([true, true]);
  expect((["fall", "news2", "bed-exit", "referral-late"] as const).some(isTechnical)).toBe(false);
});

describe("a device", () => {
  test("that no watch knows is silent since it was enrolled", () => {
    expect(deviceView(device, undefined, now).isSilent).toBe(true);
    expect(deviceView({ ...device, enrolledAt: now }, undefined, now).isSilent).toBe(false);
  });

  test("is shown as the watch heard it", () => {
    const view = deviceView({ ...device, revokedAt: now, firmware: "1.2" }, heard.devices[0], now);
    expect(deviceSchema.safeParse(view)).toMatchObject({ success: true });
    expect(view).toMatchObject({ isSilent: false, firmware: "1.2", revokedAt: "2026-11-22T02:13:00+08:00" });
  });
});

test("a live message speaks as the API does", () => {
  const message = liveMessage(
    [
      {
        residentId: "r1",
        at: now,
        vitals: [{ code: "heart-rate", value: 76, at: now, deviceId: "bed-1" }],
        monitoring: { state: "unmonitored" },
        news2: { status: "partial", min: 0, max: 17, band: "low", missing: ["spo2"], scale: 1, parts: {} },
        outOfBedSince: now,
        alerts: [alert],
      },
    ],
    now,
  );
  expect(liveSchema.safeParse(message)).toMatchObject({ success: true });
  expect(message.alerts).toEqual([alertView(alert)]);
  expect(message.residents).toMatchObject([
    { outOfBedSince: "2026-11-22T02:13:00+08:00", monitoring: { state: "unmonitored", silentDeviceIds: [] } },
  ]);
});

test("facilities and quarantined messages go out as they are, with times in words of the border", () => {
  expect(facilityView(facility, "2026-11-22")).toEqual(facility);
  const entry = { id: "q1", at: now, reason: "not-json", detail: { zh: "一", en: "one" } } as const;
  expect(quarantineEntry.safeParse(quarantineView(entry))).toMatchObject({ success: true });
});
