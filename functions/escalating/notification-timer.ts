import type { EpochMs } from "../../domain/model/time.ts";
import { alertIdOf, type Notification } from "../../domain/notify/notification.ts";
import type { TimerPort } from "../../domain/ports.ts";
import type { Log } from "../shell/log.ts";

const queue = "notification-due";

/** Has a call sent when it is due; one whose timer cannot be set is found by the sweep. */
export async function armNotification(
  { id, dueAt }: Pick<Notification, "id" | "dueAt">,
  deps: { readonly timer: Pick<TimerPort, "set">; readonly log: Log; now(): EpochMs },
): Promise<void> {
  try {
    await deps.timer.set({ queue, name: id, dueAt: Math.max(dueAt, deps.now()) });
  } catch (error) {
    deps.log.warn("timer of a notification was not set", { alertId: alertIdOf(id), error });
  }
}
