import type { EpochMs } from "../model/time.ts";
import type { Monitor } from "./monitor.ts";
import type { BatteryMemory, Memory } from "./state.ts";

/** A battery is low until it has come back by this much: chargers and cold rooms make the figure swing. */
const hysteresisPercent = 10;

/** Follows one device's battery; its older figures change nothing. */
export function followBattery(
  batteries: Memory["batteries"],
  deviceId: string,
  percent: number,
  at: EpochMs,
  lowPercent: number,
): Memory["batteries"] {
  const known = batteries?.[deviceId];
  if (known !== undefined && known.at > at) return batteries;
  const wasLow = known?.isLow ?? false;
  const isLow = percent <= lowPercent || (wasLow && percent < lowPercent + hysteresisPercent);
  const battery: BatteryMemory = { percent, at, isLow };
  return { ...batteries, [deviceId]: battery };
}

/** One alert per resident that names every device with a low battery. */
export const lowBatteryMonitor: Monitor = {
  kind: "low-battery",
  judge({ memory: { batteries }, devices }) {
    if (batteries === undefined) return undefined;
    const low = devices.filter((device) => batteries[device.deviceId]?.isLow === true);
    if (low.length === 0) return undefined;
    const deviceIds = low.map((device) => device.deviceId);
    const percent = Math.min(...deviceIds.map((id) => batteries[id]?.percent ?? 0));
    return {
      kind: "low-battery",
      priority: "low",
      reason: { code: "battery-low", deviceIds, kinds: low.map((device) => device.kind), percent },
      inputs: deviceIds.flatMap((deviceId) => {
        const battery = batteries[deviceId];
        return battery === undefined
          ? []
          : [{ code: "battery" as const, value: battery.percent, at: battery.at, deviceId }];
      }),
    };
  },
  mayClear: () => true,
  changesAt: () => Number.POSITIVE_INFINITY,
};
