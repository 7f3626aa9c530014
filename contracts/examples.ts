import type { DeviceEventMessage, DeviceStatusMessage } from "./device-messages.ts";
import type { AlertView } from "./http/alerts.ts";
import type { DeviceView } from "./http/devices.ts";
import type { FacilityView } from "./http/facilities.ts";
import type { ObservationSeriesView } from "./http/observations.ts";
import { problemOf } from "./http/problems.ts";
import type { QuarantineView } from "./http/quarantine.ts";
import type { ResidentDetailView, ResidentView, VitalView } from "./http/residents.ts";
import type { LiveMessage } from "./live.ts";

const facility: FacilityView = {
  id: "mingzhu",
  name: "明珠敬老院",
  kind: "care-home",
  beds: [{ id: "b205-1", label: "3号楼205-1床" }],
};

const heartRate: VitalView = {
  code: "heart-rate",
  value: 76,
  unit: "/min",
  at: "2026-11-22T02:13:00+08:00",
  deviceId: "bed-205-1",
  freshness: "live",
  staleAt: "2026-11-22T02:15:00+08:00",
  lostAt: "2026-11-22T02:28:00+08:00",
};

const resident: ResidentView = {
  id: "wang-guiying",
  name: "王桂英",
  sex: "female",
  birthDate: "1941-03-08",
  age: 85,
  facilityId: "mingzhu",
  bed: { id: "b205-1", label: "3号楼205-1床" },
  careSetting: "care-home",
  disabilityLevel: 3,
  palliative: false,
  monitoring: { state: "monitored", silentDeviceIds: [] },
  vitals: [heartRate],
  news2: {
    status: "partial",
    min: 0,
    max: 17,
    band: "low",
    missing: [
      "respiratory-rate",
      "spo2",
      "inspired-oxygen",
      "systolic-blood-pressure",
      "consciousness",
      "body-temperature",
    ],
    scale: 1,
    parts: { "heart-rate": 0 },
  },
  devices: [
    {
      id: "bed-205-1",
      kind: "bed-sensor",
      connection: "online",
      lastHeardAt: "2026-11-22T02:13:00+08:00",
      isSilent: false,
      batteryPercent: 80,
    },
  ],
};

const residentDetail: ResidentDetailView = {
  ...resident,
  allergies: ["青霉素"],
  contacts: [{ name: "李芳", relation: "女儿", phone: "138 0000 0000" }],
  version: 1,
  limits: { "heart-rate": { low: 45, high: 110, delaySeconds: 60, hysteresis: 3, priority: "medium" } },
  plan: {
    overrides: { inactivity: null },
    changes: [{ at: "2026-11-20T10:30:00+08:00", by: "张医生", reason: "长期卧床", changed: ["inactivity"] }],
  },
};

const alert: AlertView = {
  id: "a1",
  residentId: "wang-guiying",
  facilityId: "mingzhu",
  kind: "fall",
  priority: "high",
  technical: false,
  condition: "active",
  handling: "new",
  raisedAt: "2026-11-22T02:13:01+08:00",
  caseId: "a1",
  escalation: {
    state: "calling",
    round: 1,
    taken: 1,
    called: { roles: ["carer"], persons: 0, channels: 0 },
    nextAt: "2026-11-22T02:15:01+08:00",
    next: { roles: ["nurse"], persons: 0, channels: 1 },
  },
  title: { zh: "疑似跌倒", en: "Suspected fall" },
  reason: { zh: "设备检测到跌倒", en: "A device detected a fall" },
  inputs: [],
  timeline: [{ at: "2026-11-22T02:13:01+08:00", what: "raised" }],
  version: 1,
};

const device: DeviceView = {
  id: "bed-205-1",
  kind: "bed-sensor",
  residentId: "wang-guiying",
  facilityId: "mingzhu",
  state: "in-service",
  certificateSerial: "5A3F",
  enrolledAt: "2026-11-01T09:00:00+08:00",
  connection: "online",
  lastHeardAt: "2026-11-22T02:13:00+08:00",
  isSilent: false,
  batteryPercent: 80,
};

const observationSeries: ObservationSeriesView = {
  residentId: "wang-guiying",
  from: "2026-11-22T02:00:00+08:00",
  to: "2026-11-22T03:00:00+08:00",
  resolution: "15m",
  series: [
    {
      code: "heart-rate",
      unit: "/min",
      buckets: [{ at: "2026-11-22T02:00:00+08:00", count: 90, min: 71, max: 84, mean: 76.2, last: 76 }],
    },
  ],
};

const quarantineEntry: QuarantineView = {
  id: "q1",
  at: "2026-11-22T02:13:00+08:00",
  deviceId: "bed-205-1",
  topicKind: "telemetry",
  reason: "unknown-unit",
  detail: {
    zh: '第 1 条记录的 heart-rate (u)：应为以下单位之一：/min, Hz，收到 "kPa"',
    en: 'record 1, heart-rate (u): expected a unit of /min, Hz, got "kPa"',
  },
  sample: "W3sibiI6ImhlYXJ0LXJhdGUiLCJ1Ijoia1BhIiwidiI6MTB9XQ==",
};

const fall: DeviceEventMessage = {
  id: "17",
  type: "fall",
  at: "2026-11-22T02:13:00+08:00",
  evidence: { impactG: 3.1 },
};

const online: DeviceStatusMessage = { connection: "online", batteryPercent: 80, firmware: "1.4.2" };

const live: LiveMessage = {
  sentAt: "2026-11-22T02:13:01+08:00",
  residents: [{ residentId: resident.id, vitals: [heartRate], monitoring: resident.monitoring, news2: resident.news2 }],
  alerts: [alert],
};

/** One example for each schema that crosses the border as a whole, under the schema's name in the documents. */
export const examples: Readonly<Record<string, unknown>> = {
  Acknowledgement: { by: "李护工" },
  Alert: alert,
  AlertList: { items: [alert] },
  Command: { command: "acknowledge", eventId: "17" },
  Device: device,
  DeviceEvent: fall,
  DeviceList: { items: [device] },
  DeviceStatus: online,
  Enrolled: {
    device,
    certificate: "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
    ca: "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
  },
  Enrolment: {
    id: "bed-205-1",
    kind: "bed-sensor",
    residentId: "wang-guiying",
    csr: "-----BEGIN CERTIFICATE REQUEST-----\n…\n-----END CERTIFICATE REQUEST-----\n",
  },
  Expectation: { devices: [{ id: "SN-7001", kind: "radar", residentId: "wang-guiying" }] },
  ExpectationResult: { items: [{ id: "SN-7001", outcome: "expected" }] },
  Facility: facility,
  FacilityList: { items: [facility] },
  Health: {
    status: "ok",
    version: "0.1.0",
    time: "2026-11-22T02:13:00+08:00",
    speed: 1,
    mode: "live",
    devicesConnected: 42,
    messages: { taken: 10_000, refused: 3 },
    deadLetters: 0,
  },
  LiveLease: { until: "2026-11-22T02:14:30+08:00" },
  LiveLeaseRequest: { seconds: 90 },
  LiveMessage: live,
  FamilyChanged: { sentAt: "2026-11-22T02:13:07+08:00" },
  NewFacility: { id: "mingzhu", name: "明珠敬老院", kind: "care-home", beds: facility.beds },
  NewResident: {
    id: "wang-guiying",
    name: "王桂英",
    sex: "female",
    birthDate: "1941-03-08",
    facilityId: "mingzhu",
    bedId: "b205-1",
    disabilityLevel: 3,
  },
  ObservationSeries: observationSeries,
  PlanChange: {
    limits: { spo2: { low: 88, delaySeconds: 120, hysteresis: 2, priority: "high" }, glucose: null },
    bedExit: { nightFrom: "21:00", nightTo: "06:30", maxAbsenceMinutes: 15 },
    by: "张医生",
    reason: "慢阻肺，基础血氧 89–91%",
  },
  Problem: problemOf(
    "unknown-resident",
    { zh: "没有编号为 wang 的服务对象", en: "There is no resident with the id wang" },
    "zh",
  ),
  QuarantineList: { items: [quarantineEntry], counts: { "unknown-unit": 1 } },
  ResidentDetail: residentDetail,
  ResidentList: { items: [resident] },
  Rotation: { csr: "-----BEGIN CERTIFICATE REQUEST-----\n…\n-----END CERTIFICATE REQUEST-----\n" },
  Resolution: { by: "李护工", outcome: "real", note: "扶起，无外伤" },
  SenmlPack: [
    { bn: "anhu:bed-205-1:", bt: 1795284780, n: "heart-rate", v: 76 },
    { n: "respiratory-rate", v: 16 },
    { n: "bed-occupancy", vb: true },
  ],
};
