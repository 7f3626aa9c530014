import type { DeviceKind } from "../../domain/model/device.ts";
import { alarmBeacon } from "./alarm-beacon.ts";
import { bedSensor } from "./bed-sensor.ts";
import { doorSensor } from "./door-sensor.ts";
import type { DeviceModel } from "./model.ts";
import { radar } from "./radar.ts";
import { roomSensor } from "./room-sensor.ts";
import { scale } from "./scale.ts";
import { spotCheckMonitor } from "./spot-check-monitor.ts";
import { wristband } from "./wristband.ts";

/** How each kind of device behaves. */
export const deviceModels: Readonly<Record<DeviceKind, DeviceModel>> = {
  "bed-sensor": bedSensor,
  wristband,
  radar,
  "room-sensor": roomSensor,
  "door-sensor": doorSensor,
  "smoke-detector": alarmBeacon,
  "gas-detector": alarmBeacon,
  "sos-button": alarmBeacon,
  "spot-check-monitor": spotCheckMonitor,
  scale,
};
