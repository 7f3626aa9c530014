import type { Notification } from "../../domain/notify/notification.ts";
import { lookAtOf } from "../../domain/notify/sending.ts";
import type { Deps } from "../shell/deps.ts";
import { afterFailure } from "./after-failure.ts";

type SettlingDeps = Deps<"send-notification">;

/**
 * Writes what came of an attempt, whether the message told of this alone or with others. What is to be tried again gets a
 * timer; what was not taken may bring its alert's next step forward.
 */
export async function settle(next: Notification, deps: SettlingDeps): Promise<void> {
  await write(next, deps);
  const isTaken = next.acceptedAt !== undefined && next.leftTo === undefined;
  deps.metrics.put({ [isTaken ? "NotificationsAccepted" : "NotificationAttemptsFailed"]: 1 });
  if (next.state === "due") await wakeFor(next, deps);
  if (next.state !== "accepted") await afterFailure(next, deps);
}

/** A conflict here means that the lease ended before the attempt did: whoever took it over reports. */
export async function write(next: Notification, deps: Pick<SettlingDeps, "notifications" | "log">): Promise<void> {
  if ((await deps.notifications.save(next)) === "saved") return;
  deps.log.warn("a notification was taken over while it was being sent", { alertId: next.alertId });
}

/** The sweep finds what has no timer. */
export async function wakeFor(notification: Notification, deps: Pick<SettlingDeps, "timer" | "log">): Promise<void> {
  const dueAt = lookAtOf(notification);
  if (dueAt === undefined) return;
  try {
    await deps.timer.set({ queue: "notification-due", name: notification.id, dueAt });
  } catch (error) {
    deps.log.warn("timer of a notification was not set", { alertId: notification.alertId, error });
  }
}
