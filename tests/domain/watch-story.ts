import type { AlertKind } from "../../domain/alerts/alert.ts";
import type { DeviceEventType, DeviceKind } from "../../domain/model/device.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { DeviceEvent, DeviceStatus, Observation, ObservationValue, Reading } from "../../domain/model/reading.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { type EpochMs, minute } from "../../domain/model/time.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { MonitoringPlan } from "../../domain/watch/plan.ts";
import { addDevice, noteResolved, removeDevice } from "../../domain/watch/roster.ts";
import type { Watch, WatchResult } from "../../domain/watch/state.ts";
import { emptyWatch, watch } from "../../domain/watch/watch.ts";

export const resident: Resident = {
  id: "r-1",
  name: "王秀英",
  sex: "female",
  birthDate: "1940-03-05",
  facilityId: "f-1",
  careSetting: "care-home",
  disabilityLevel: 2,
  palliative: false,
  allergies: [],
  contacts: [],
};

/** A wall-clock time in Shanghai on 22 November 2026, or on the day after with `+1`. */
export function at(clock: string): EpochMs {
  const [time = "", days = "0"] = clock.split("+");
  return Date.parse(`2026-11-22T${time.length === 5 ? `${time}:00` : time}+08:00`) + Number(days) * 24 * 60 * minute;
}

export function observation(
  code: ObservationCode,
  value: ObservationValue,
  time: EpochMs,
  deviceId = "bed",
): Observation {
  return { kind: "observation", code, value, at: time, deviceId };
}

/** As a device with a good clock reports it. */
export function event(type: DeviceEventType, eventId: string, time: EpochMs, deviceId = "band"): DeviceEvent {
  return { kind: "event", type, eventId, at: time, statedAt: time, deviceId };
}

/** As a device without a clock reports it: it happened on arrival. */
export function untimedEvent(type: DeviceEventType, eventId: string, arrivedAt: EpochMs): DeviceEvent {
  return { kind: "event", type, eventId, at: arrivedAt, deviceId: "band" };
}

export function status(connection: "online" | "offline", time: EpochMs, deviceId = "bed"): DeviceStatus {
  return { kind: "status", connection, at: time, deviceId };
}

/** One resident's watch through a day: says what each step told, in the words `raised heart-rate-limit`. */
export class Story {
  plan: MonitoringPlan;
  state: Watch;
  last: WatchResult | undefined;
  #alerts = 0;

  constructor(devices: Readonly<Record<string, DeviceKind>>, since: EpochMs, who: Partial<Resident> = {}) {
    this.plan = planFor({ ...resident, ...who }, since);
    this.state = Object.entries(devices).reduce(
      (state, [deviceId, kind]) => addDevice(state, { deviceId, kind, since }),
      emptyWatch(resident.id),
    );
  }

  judge(now: EpochMs, ...readings: readonly Reading[]): readonly string[] {
    const result = watch(this.state, readings, this.plan, now, () => `alert-${++this.#alerts}`);
    this.state = result.state;
    this.last = result;
    return (["raised", "changed", "cleared", "reactivated"] as const).flatMap((what) =>
      result[what].map(({ kind }) => `${what} ${kind}`),
    );
  }

  /** One value, heard at the moment when it was measured. */
  hear(code: ObservationCode, value: ObservationValue, time: EpochMs, deviceId?: string): readonly string[] {
    return this.judge(time, observation(code, value, time, deviceId));
  }

  resolve(kind: AlertKind, now: EpochMs): void {
    this.state = noteResolved(this.state, kind, now);
  }

  remove(deviceId: string): void {
    this.state = removeDevice(this.state, deviceId);
  }

  get openKinds(): readonly string[] {
    return Object.keys(this.state.open).sort();
  }
}
