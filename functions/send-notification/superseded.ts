import type { Alert } from "../../domain/alerts/alert.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { laterCallsOf } from "../../domain/notify/sending.ts";
import type { Deps } from "../shell/deps.ts";

/** Whether a later step of the same round calls the same recipient by the same channel, and was not given up. */
export async function isSuperseded(
  notification: Notification,
  alert: Alert,
  deps: Pick<Deps<"send-notification">, "notifications">,
): Promise<boolean> {
  for (const id of laterCallsOf(notification, alert)) {
    const later = await deps.notifications.find(id);
    if (later !== undefined && later.state !== "failed") return true;
  }
  return false;
}
