import type { DeviceStatus } from "../model/reading.ts";
import type { EpochMs } from "../model/time.ts";
import type { Memory, WatchedDevice } from "./state.ts";

/** Marks a device as heard at the time of its reading; never moves backwards. */
export function noteHeard(devices: readonly WatchedDevice[], deviceId: string, at: EpochMs): readonly WatchedDevice[] {
  const device = devices.find((one) => one.deviceId === deviceId);
  if (device === undefined || (device.lastHeardAt ?? Number.NEGATIVE_INFINITY) >= at) return devices;
  return replace(devices, { ...device, lastHeardAt: at });
}

/**
 * Takes over what a device (or its last will) says of its connection. An older word changes nothing; of two at the
 * same time, offline holds. A last will is not a sign of life.
 */
export function noteStatus(
  devices: readonly WatchedDevice[],
  status: DeviceStatus,
  at: EpochMs,
): readonly WatchedDevice[] {
  const { deviceId, connection } = status;
  const heard = connection === "online" ? noteHeard(devices, deviceId, at) : devices;
  const device = heard.find((one) => one.deviceId === deviceId);
  if (device === undefined) return devices;
  const changedAt = device.connectionChangedAt ?? Number.NEGATIVE_INFINITY;
  const isNews = at > changedAt || (at === changedAt && connection === "offline" && device.connection !== "offline");
  return isNews ? replace(heard, { ...device, connection, connectionChangedAt: at }) : heard;
}

/** Shows on each device what the memory knows of its battery. */
export function withBatteries(
  devices: readonly WatchedDevice[],
  batteries: Memory["batteries"],
): readonly WatchedDevice[] {
  if (batteries === undefined) return devices;
  let shown = devices;
  for (const device of devices) {
    const percent = batteries[device.deviceId]?.percent;
    if (percent !== undefined && percent !== device.batteryPercent)
      shown = replace(shown, { ...device, batteryPercent: percent });
  }
  return shown;
}

function replace(devices: readonly WatchedDevice[], changed: WatchedDevice): readonly WatchedDevice[] {
  return devices.map((device) => (device.deviceId === changed.deviceId ? changed : device));
}
