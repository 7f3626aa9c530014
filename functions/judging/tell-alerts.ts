import type { Alert } from "../../domain/alerts/alert.ts";
import { isCanary } from "../../domain/model/canary.ts";
import type { Deps } from "../shell/deps.ts";
import type { DeviceMessage } from "../shell/events.ts";
import type { AlertChanges } from "./alert-changes.ts";

/** What of a message leads from the device to the alert. */
export type MessageTrace = Pick<DeviceMessage, "messageId" | "deviceId" | "receivedAt">;

/**
 * Writes down, after the commit, which message led to which alert: one line for each that was raised or in which
 * somebody called again, and one figure for all. What the canary raises is not counted, and told at level debug.
 */
export function tellAlerts(
  { raised, changed }: AlertChanges,
  messages: readonly MessageTrace[],
  deps: Pick<Deps<"ingest-event">, "log" | "metrics" | "now">,
): void {
  const calledAgain = changed.filter(({ calledAgainInVersion, version }) => calledAgainInVersion === version);
  let eventToAlertMs: number | undefined;
  for (const alert of [...raised, ...calledAgain]) {
    const message = messageOf(alert, messages);
    const level = isCanary(alert) ? "debug" : "info";
    deps.log[level](alert.version === 1 ? "alert raised" : "alert active again", {
      alertId: alert.id,
      code: alert.kind,
      ...(message === undefined ? {} : { deviceId: message.deviceId, messageId: message.messageId }),
    });
    if (message !== undefined && alert.version === 1 && alert.reason.code === "event") {
      eventToAlertMs = Math.max(0, alert.raisedAt - message.receivedAt);
    }
  }
  const counted = raised.filter((alert) => !isCanary(alert));
  if (counted.length === 0) return;
  const latency = eventToAlertMs === undefined ? {} : { EventToAlert: eventToAlertMs };
  deps.metrics.put({ AlertsRaised: counted.length, ...latency });
}

/** The last message of the device that the verdict names; without any, nobody spoke: time alone raised it. */
function messageOf({ reason, inputs }: Alert, messages: readonly MessageTrace[]): MessageTrace | undefined {
  const deviceIds = new Set(inputs.map(({ deviceId }) => deviceId));
  if (reason.code === "event") deviceIds.add(reason.deviceId);
  return messages.findLast(({ deviceId }) => deviceIds.has(deviceId)) ?? messages.at(-1);
}
