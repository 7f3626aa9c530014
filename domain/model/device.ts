import type { ObservationCode } from "./observations.ts";
import { type EpochMs, minute } from "./time.ts";

export const deviceEventTypes = ["fall", "sos", "bed-exit", "smoke", "gas"] as const;
export type DeviceEventType = (typeof deviceEventTypes)[number];

interface DeviceKindFacts {
  readonly label: { readonly zh: string; readonly en: string };
  readonly observes: readonly ObservationCode[];
  readonly reports: readonly DeviceEventType[];
  /** Without any message for longer than this, the device counts as silent. */
  readonly silentAfterMs: number;
}

/** What each kind of device observes and reports, and how long it may be silent. */
export const deviceKinds = {
  "bed-sensor": {
    label: { zh: "床垫传感器", en: "Bed sensor" },
    observes: ["heart-rate", "respiratory-rate", "bed-occupancy", "bed-movement", "battery", "signal"],
    reports: ["bed-exit"],
    silentAfterMs: 5 * minute,
  },
  wristband: {
    label: { zh: "手环", en: "Wristband" },
    observes: ["heart-rate", "spo2", "body-temperature", "steps", "body-position", "battery", "signal"],
    reports: ["fall", "sos"],
    silentAfterMs: 10 * minute,
  },
  radar: {
    label: { zh: "毫米波雷达", en: "Radar" },
    observes: ["presence", "motion", "respiratory-rate", "heart-rate", "signal"],
    reports: ["fall"],
    silentAfterMs: 15 * minute,
  },
  "room-sensor": {
    label: { zh: "房间传感器", en: "Room sensor" },
    observes: ["room-temperature", "room-humidity", "motion", "battery", "signal"],
    reports: [],
    silentAfterMs: 30 * minute,
  },
  "door-sensor": {
    label: { zh: "门磁", en: "Door sensor" },
    observes: ["door-open", "battery", "signal"],
    reports: [],
    silentAfterMs: 120 * minute,
  },
  "smoke-detector": {
    label: { zh: "烟雾探测器", en: "Smoke detector" },
    observes: ["battery", "signal"],
    reports: ["smoke"],
    silentAfterMs: 120 * minute,
  },
  "gas-detector": {
    label: { zh: "燃气探测器", en: "Gas detector" },
    observes: ["battery", "signal"],
    reports: ["gas"],
    silentAfterMs: 120 * minute,
  },
  "sos-button": {
    label: { zh: "呼叫按钮", en: "SOS button" },
    observes: ["battery", "signal"],
    reports: ["sos"],
    silentAfterMs: 120 * minute,
  },
  "spot-check-monitor": {
    label: { zh: "查房体征仪", en: "Spot-check monitor" },
    observes: [
      "heart-rate",
      "respiratory-rate",
      "spo2",
      "systolic-blood-pressure",
      "diastolic-blood-pressure",
      "body-temperature",
      "glucose",
      "consciousness",
      "inspired-oxygen",
      "battery",
    ],
    reports: [],
    silentAfterMs: 24 * 60 * minute,
  },
  scale: {
    label: { zh: "体重秤", en: "Scale" },
    observes: ["body-weight", "battery"],
    reports: [],
    silentAfterMs: 14 * 24 * 60 * minute,
  },
} as const satisfies Record<string, DeviceKindFacts>;

export type DeviceKind = keyof typeof deviceKinds;
export const deviceKindNames = Object.keys(deviceKinds) as readonly DeviceKind[];

/** An enrolled device 设备. It watches at most one resident; what it says is believed only under its certificate. */
export interface Device {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly residentId: string;
  readonly facilityId: string;
  /** Upper-case hexadecimal serial number of the current certificate. */
  readonly certificateSerial: string;
  readonly enrolledAt: EpochMs;
  readonly revokedAt?: EpochMs;
  readonly firmware?: string;
}
