import type { DeviceEventType } from "./device.ts";
import type { ObservationCode } from "./observations.ts";
import type { EpochMs } from "./time.ts";

export type ObservationValue = number | boolean | string;

/** One measured value in the catalogue's unit of its code, at the device's time. */
export interface Observation {
  readonly kind: "observation";
  readonly code: ObservationCode;
  readonly value: ObservationValue;
  readonly at: EpochMs;
  readonly deviceId: string;
}

/** Something that happened, as the device itself judged it; `eventId` makes it idempotent per device. */
export interface DeviceEvent {
  readonly kind: "event";
  readonly eventId: string;
  readonly type: DeviceEventType;
  readonly at: EpochMs;
  readonly deviceId: string;
  readonly evidence?: Readonly<Record<string, number | string | boolean>>;
}

/** What a device says of itself; `offline` usually comes from its last will. */
export interface DeviceStatus {
  readonly kind: "status";
  readonly connection: "online" | "offline";
  readonly at: EpochMs;
  readonly deviceId: string;
  readonly batteryPercent?: number;
  readonly firmware?: string;
}

/** Anything a device said, decoded. */
export type Reading = Observation | DeviceEvent | DeviceStatus;
