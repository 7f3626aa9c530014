import {
  alertWords,
  calledTo,
  groupWords,
  noticeWords,
  type Place,
  selfTestWords,
} from "../../contracts/notification-words.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { isCanary } from "../../domain/model/canary.ts";
import type { NoticeKind } from "../../domain/notify/notice.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { mostUrgent } from "../../domain/notify/pace.ts";
import type { OutgoingMessage } from "../../domain/ports.ts";
import type { Deps } from "../shell/deps.ts";

/** The message of a notification, alone or with others in one; it names beds, never persons or what happened. */
export async function messageOf(
  { id, priority }: Notification,
  alerts: readonly Alert[],
  language: "zh" | "en",
  deps: Pick<Deps<"send-notification">, "residents" | "facilities">,
): Promise<OutgoingMessage> {
  const [first] = alerts as readonly [Alert, ...Alert[]];
  const common = { id, language, at: Math.min(...alerts.map(({ raisedAt }) => raisedAt)) };
  if (isCanary(first)) {
    return { ...common, ...selfTestWords(language), priority, path: "/", tag: first.id };
  }
  if (alerts.length === 1) {
    const words = alertWords(first.priority, await placeOf(first, deps), language, calledTo(first.kind));
    return { ...common, ...words, priority: first.priority, path: `/alerts/${first.id}`, tag: first.id };
  }
  const most = mostUrgent(alerts.map((alert) => alert.priority));
  const places = await Promise.all(alerts.map((alert) => placeOf(alert, deps)));
  const to = [...new Set(alerts.map(({ kind }) => calledTo(kind)))];
  const words = groupWords(most, places, language, to.length === 1 ? to[0] : "bedside");
  return { ...common, ...words, priority: most, path: "/inbox", tag: `group-${id}` };
}

/** The message of a notice. */
export async function noticeMessageOf(
  { id, alertId, facilityId, createdAt, priority }: Notification,
  kind: NoticeKind,
  language: "zh" | "en",
  deps: Pick<Deps<"send-notification">, "facilities">,
): Promise<OutgoingMessage> {
  const facility = await deps.facilities.find(facilityId).catch(() => undefined);
  const words = noticeWords(kind, facility?.name ?? facilityId, language);
  const common = { id, language, at: createdAt, ...words, priority, tag: alertId };
  return { ...common, path: pathOf(kind) };
}

function pathOf(kind: NoticeKind): string {
  if (kind === "handed-over") return "/hand-over";
  if (kind === "family-message") return "/family-messages";
  return kind === "record-opened" || kind === "opening-late" ? "/break-glass" : "/duty";
}

/** Where somebody has to go. A message without a place is better than none. */
async function placeOf(
  { residentId, facilityId }: Alert,
  deps: Pick<Deps<"send-notification">, "residents" | "facilities">,
): Promise<Place> {
  const [resident, facility] = await Promise.all([
    deps.residents.find(residentId).catch(() => undefined),
    deps.facilities.find(facilityId).catch(() => undefined),
  ]);
  // Of a referral the house that is called is another than where the person has a bed.
  const isThere = resident?.facilityId === facilityId;
  const bed = isThere ? facility?.beds.find(({ id }) => id === resident.bedId)?.label : undefined;
  return { facility: facility?.name ?? facilityId, ...(bed !== undefined && { bed }) };
}
