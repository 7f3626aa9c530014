import { IoTDataPlaneClient } from "@aws-sdk/client-iot-data-plane";
import { iotCommands, iotDevicePath, iotLive, iotLiveConnections } from "../../../adapters/bus/iot.ts";
import type { CommandPort, DevicePathPort, LiveConnectionsPort, LivePort } from "../../../domain/ports.ts";
import { clientSettings } from "./client-settings.ts";

/** Live changes to browsers by way of the region's MQTT broker. */
export function cloudLive(): LivePort {
  return iotLive(new IoTDataPlaneClient(clientSettings), () => Date.now());
}

export function cloudLiveConnections(): LiveConnectionsPort {
  return iotLiveConnections(new IoTDataPlaneClient(clientSettings), {
    now: () => Date.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

export function cloudCommand(): CommandPort {
  return iotCommands(new IoTDataPlaneClient(clientSettings));
}

export function cloudDevicePath(): DevicePathPort {
  return iotDevicePath(new IoTDataPlaneClient(clientSettings));
}
