import { commandMessage } from "../../contracts/device-messages.ts";
import type { CommandPort } from "../../domain/ports.ts";

/** A broker that reaches the devices connected to it. */
export interface DeviceBus {
  command(deviceId: string, payload: string): Promise<"sent" | "not-connected">;
}

/** Commands over the MQTT broker in this process, in the words of the contract. */
export function commandPortOn(bus: DeviceBus): CommandPort {
  return { send: (deviceId, command) => bus.command(deviceId, JSON.stringify(commandMessage.parse(command))) };
}
