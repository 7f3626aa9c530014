import { isOvertaken } from "../../domain/family-telling/notifications.ts";
import { mayBeTold } from "../../domain/family-telling/told.ts";
import type { Person } from "../../domain/model/person.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** Why a message is not sent any more; undefined where it is. */
export async function whyNot(
  notification: Notification,
  person: Person | undefined,
  deps: Pick<Deps<"tell-families">, "notifications" | "log" | "now">,
): Promise<"no-consent" | "not-wished" | "overtaken" | undefined> {
  const { family, residentId, priority, channel, alertId } = notification;
  if (family === undefined || person === undefined) return "no-consent";
  if (!mayBeTold(person, residentId, family, priority, deps.now())) return "no-consent";
  if (person.familyWishes?.channels?.some((wished) => wished === channel) === false) return "not-wished";
  const ofSame = readableOf(await deps.notifications.listByAlert(alertId), deps.log);
  return isOvertaken(notification, ofSame) ? "overtaken" : undefined;
}
