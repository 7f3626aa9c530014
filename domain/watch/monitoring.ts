import type { EpochMs } from "../model/time.ts";
import { isSilent, watchingDevices } from "./device-silence.ts";
import { valuesOf } from "./memory.ts";
import type { Memory, Monitoring, Watch, WatchedDevice } from "./state.ts";

/**
 * Whether anybody is listening. A device that was never heard does not listen yet; a resident whose person-following
 * devices (bed sensor, wristband, radar, room sensor; all of them where there is none) are silent is unmonitored, however
 * well the smoke detector does. Time alone never makes it better.
 */
export function monitoringOf({ devices }: Watch, now: EpochMs): Monitoring {
  const quiet = devices.filter((device) => !isHeard(device, now));
  if (devices.length === 0) return { state: "unmonitored" };
  if (quiet.length === 0) return { state: "monitored" };
  const watching = watchingDevices(devices);
  if (watching.every((device) => !isHeard(device, now))) {
    const lastHeardAt = Math.max(...watching.map((device) => device.lastHeardAt ?? Number.NEGATIVE_INFINITY));
    return { state: "unmonitored", ...(Number.isFinite(lastHeardAt) ? { since: lastHeardAt } : {}) };
  }
  const since = Math.min(...quiet.map((device) => device.lastHeardAt ?? device.since));
  return { state: "partly-monitored", silentDeviceIds: quiet.map((device) => device.deviceId), since };
}

/** The newest value of every code and what follows from it (bed, movement), with readings still in the window. */
export function latestValues(watch: Watch): Pick<Memory, "latest" | "outOfBedSince" | "lastMovedAt"> {
  return valuesOf(watch);
}

function isHeard(device: WatchedDevice, now: EpochMs): boolean {
  return device.lastHeardAt !== undefined && !isSilent(device, now);
}
