import type { Notification } from "../../domain/notify/notification.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/**
 * When a step reached nobody at all, nobody waits for the next one: the alert's escalation is woken. As long as one call
 * of the step is under way or was taken, it goes on by its plan.
 */
export async function afterFailure(
  notification: Notification,
  deps: Pick<Deps<"send-notification">, "notifications" | "timer" | "log" | "now">,
): Promise<void> {
  const { alertId, round, step } = notification;
  const calls = readableOf(await deps.notifications.listByAlert(alertId), deps.log);
  const ofStep = calls.filter((call) => call.round === round && call.step === step);
  if (ofStep.some(({ state }) => state !== "failed")) return;
  deps.log.error("a step of an escalation reached nobody", { alertId, count: ofStep.length, code: "nobody-reached" });
}
