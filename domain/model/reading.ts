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

/** Something that happened, as the device itself judged it; {@link eventIdentity} makes it idempotent. */
export interface DeviceEvent {
  readonly kind: "event";
  readonly eventId: string;
  readonly type: DeviceEventType;
  readonly at: EpochMs;
  readonly deviceId: string;
  /** What the device's clock said, unclamped; absent when it said nothing usable, so that `at` is the arrival. */
  readonly statedAt?: EpochMs;
  readonly evidence?: Readonly<Record<string, number | string | boolean>>;
}

/**
 * What makes two reports the same event: device, type, id and the time that the device stated; without one the arrival.
 *
 * The id alone is not enough, because the counter of some firmware starts again at every boot: with it alone the next
 * fall would be taken for an old one. A redelivery carries the same payload, hence the same stated time.
 */
export function eventIdentity({ deviceId, type, eventId, statedAt, at }: DeviceEvent): string {
  return `${deviceId}#${type}#${eventId}#${statedAt === undefined ? `~${at}` : statedAt}`;
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
