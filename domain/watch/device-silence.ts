import { type DeviceKind, deviceKinds } from "../model/device.ts";
import { clockToleranceMs, type EpochMs, minute } from "../model/time.ts";
import type { Monitor } from "./monitor.ts";
import type { WatchedDevice } from "./state.ts";

/** A device that reconnects at once after its last will is not worth an alert. */
const offlineGraceMs = 2 * minute;

/** Kinds that follow the person all the time. The others call, guard the room or are used now and then. */
const followsPerson: ReadonlySet<DeviceKind> = new Set(["bed-sensor", "wristband", "radar", "room-sensor"]);

/**
 * The devices whose silence leaves the resident unwatched: those that follow the person, or all of them when none does.
 */
export function watchingDevices(devices: readonly WatchedDevice[]): readonly WatchedDevice[] {
  const following = devices.filter((device) => followsPerson.has(device.kind));
  return following.length > 0 ? following : devices;
}

/**
 * From when on the device counts as silent, if nothing more is heard: beyond the limit of its kind since it was heard
 * (or put into service), or two minutes after it was reported offline and not heard since.
 */
export function silentFrom(device: WatchedDevice): EpochMs {
  const heardAt = device.lastHeardAt ?? device.since;
  const unheardAt = heardAt + deviceKinds[device.kind].silentAfterMs + 1;
  const { connection, connectionChangedAt = 0 } = device;
  if (connection !== "offline" || (device.lastHeardAt ?? 0) > connectionChangedAt) return unheardAt;
  return Math.min(unheardAt, connectionChangedAt + offlineGraceMs);
}

/**
 * A gap of exactly the limit still counts as heard. One that was heard later than now has not been heard since the clock
 * was set back, and nobody knows for how long.
 */
export function isSilent(device: WatchedDevice, now: EpochMs): boolean {
  return now >= silentFrom(device) || (device.lastHeardAt ?? 0) > now + clockToleranceMs;
}

/** One alert per resident that names every silent device; more urgent when nothing follows the person any more. */
export const deviceSilenceMonitor: Monitor = {
  kind: "device-silent",
  judge({ devices, now }) {
    if (!devices.some((device) => isSilent(device, now))) return undefined;
    const silent = devices.filter((device) => isSilent(device, now));
    const isUnwatched = watchingDevices(devices).every((device) => isSilent(device, now));
    return {
      kind: "device-silent",
      priority: isUnwatched ? "medium" : "low",
      reason: {
        code: "devices-silent",
        deviceIds: silent.map((device) => device.deviceId),
        kinds: silent.map((device) => device.kind),
        sinceMs: Math.min(...silent.map((device) => device.lastHeardAt ?? device.since)),
      },
      inputs: [],
    };
  },
  mayClear: () => true,
  changesAt({ devices, now }) {
    let next = Number.POSITIVE_INFINITY;
    for (const device of devices) {
      const from = silentFrom(device);
      if (from > now && from < next) next = from;
    }
    return next;
  },
};
