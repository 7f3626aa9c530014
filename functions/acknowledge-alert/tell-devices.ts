import type { Alert } from "../../domain/alerts/alert.ts";
import type { Deps } from "../shell/deps.ts";

/**
 * Tells the devices that called that somebody is on the way, once per call. Who called for help hears that they were
 * heard, if the device can say so; a device that cannot be reached changes nothing of the acknowledgement.
 */
export async function tellDevices(
  alert: Alert,
  deps: Pick<Deps<"acknowledge-alert">, "command" | "log">,
): Promise<void> {
  const calls = new Map<string, { readonly deviceId: string; readonly eventId: string }>();
  for (const { reason } of alert.timeline) {
    if (reason?.code === "event") calls.set(`${reason.deviceId}/${reason.eventId}`, reason);
  }
  for (const { deviceId, eventId } of calls.values()) {
    try {
      await deps.command.send(deviceId, { command: "acknowledge", eventId });
    } catch (error) {
      deps.log.warn("device was not told of the acknowledgement", { deviceId, error });
    }
  }
}
