import { isCanary } from "../domain/model/canary.ts";
import { day } from "../domain/model/time.ts";
import { type Notification, recipientId } from "../domain/notify/notification.ts";
import type { Item, Write } from "../domain/ports.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.notifications;

/** How long the log of deliveries goes back. */
export const keptForDays = 400;

/**
 * The write of a notification that is to be sent, for the transaction that decides it. Refused when it exists: then the
 * same step was taken before.
 */
export function notifying(notification: Notification): Write {
  return { kind: "put", table, item: itemOf(notification), when: { absent: true } };
}

/** The write of a notification's next version; the version before must be there. */
export function changingNotification(notification: Notification): Write {
  const when = { attribute: "version", equals: notification.version - 1 };
  return { kind: "put", table, item: itemOf(notification), when };
}

/** Those that wait to be told together; what is told to somebody as a relative waits apart from what calls them. */
export function heldKey(notification: Pick<Notification, "facilityId" | "to" | "channel" | "family">): string {
  const { facilityId, channel, to, family } = notification;
  return `${family === undefined ? facilityId : familyPending(facilityId)}#${channel}#${recipientId(to)}`;
}

/** Where what is to be told to relatives is found: however much of it there is, it crowds out no call. */
export function familyPending(facilityId: string): string {
  return `family#${facilityId}`;
}

/** Only what is still to be sent, or being sent, is found by when somebody must look at it again. */
function itemOf(notification: Notification): Item {
  const { alertId, id, facilityId, createdAt, state, version } = notification;
  const lookAt = state === "due" ? notification.dueAt : state === "sending" ? notification.leaseUntil : undefined;
  const attributes = {
    alertId,
    id,
    facilityId,
    createdAt: new Date(createdAt).toISOString(),
    version,
    expiresAt: Math.ceil((createdAt + (isCanary(notification) ? 1 : keptForDays) * day) / 1000),
    ...(lookAt !== undefined && {
      pendingAt: notification.family === undefined ? facilityId : familyPending(facilityId),
      lookAt: new Date(lookAt).toISOString(),
    }),
    ...(notification.isHeld && state === "due" && { heldFor: heldKey(notification) }),
  };
  return storedItem(attributes, notification);
}
