import type { AlertPriority } from "../alerts/alert.ts";
import type { FamilyTold } from "../family-telling/told.ts";
import type { EpochMs } from "../model/time.ts";
import type { ChannelKind } from "./channel.ts";
import type { NoticeKind } from "./notice.ts";

/** To whom: a person by one of their addresses, or a group robot or system of the facility. */
export type Recipient =
  | { readonly kind: "person"; readonly personId: string }
  | { readonly kind: "channel"; readonly channelId: string };

export const notificationStates = [
  /** To be sent at `dueAt`. */
  "due",
  /** Somebody is sending it; after `leaseUntil` anybody may. */
  "sending",
  /** The gateway, mail server or push service took it. */
  "accepted",
  /** Given up, with `error`. */
  "failed",
  /** Somebody answered before it was sent, or a later step calls the same recipient. */
  "cancelled",
] as const;
export type NotificationState = (typeof notificationStates)[number];

/**
 * One call of one recipient by one channel for one step of one round of an alert's escalation: its id is made of these, so
 * that it exists once however often the step is taken.
 */
export interface Notification {
  /** By {@link notificationId}. */
  readonly id: string;
  /** Of a notice, which has no alert, what it is about. */
  readonly alertId: string;
  /** Absent from a notice, which is about the recipient's own work. */
  readonly residentId?: string;
  readonly facilityId: string;
  readonly round: number;
  readonly step: number;
  readonly to: Recipient;
  readonly channel: ChannelKind;
  readonly priority: AlertPriority;
  readonly state: NotificationState;
  readonly createdAt: EpochMs;
  readonly dueAt: EpochMs;
  readonly attempts: number;
  readonly leaseUntil?: EpochMs;
  /** Set while it is due again too, where some of a person's browsers took it and others may later. */
  readonly acceptedAt?: EpochMs;
  /** The ids of the browsers to which it goes again, where not all of them said so; absent: by every way there is. */
  readonly leftTo?: readonly string[];
  /** What the last attempt came to, without addresses or names. */
  readonly error?: string;
  /** Waits for others of the same recipient and channel, to be sent with them as one message. */
  readonly isHeld?: true;
  /** Set: it tells this instead of an alert, to the recipient alone, and waits for no escalation. */
  readonly notice?: NoticeKind;
  /** Set: it tells a relative this of the resident; no escalation knows of it. */
  readonly family?: FamilyTold;
  /** It is tried again until then; absent: for ten minutes. */
  readonly relevantUntil?: EpochMs;
  /** The notification whose message told of this one too. */
  readonly sentWith?: string;
  readonly version: number;
}

/** What names a notification; each part fits `[A-Za-z0-9_-]`, or for persons whatever an issuer calls them. */
export function notificationId(part: Pick<Notification, "alertId" | "round" | "step" | "to" | "channel">): string {
  return [part.alertId, part.round, part.step, recipientId(part.to), part.channel].join(".");
}

/** The alert in whose name a notification goes. */
export function alertIdOf(notificationId: string): string {
  return notificationId.slice(0, notificationId.indexOf("."));
}

export function recipientId(to: Recipient): string {
  return to.kind === "person" ? to.personId : to.channelId;
}

/** The first form of a notification that a step of an escalation asks for, to be sent at once. */
export function newNotification(
  asked: Pick<Notification, "alertId" | "residentId" | "facilityId" | "round" | "step" | "to" | "channel" | "priority">,
  now: EpochMs,
): Notification {
  return { ...asked, id: notificationId(asked), state: "due", createdAt: now, dueAt: now, attempts: 0, version: 1 };
}
