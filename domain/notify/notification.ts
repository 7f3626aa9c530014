import type { AlertPriority } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { ChannelKind } from "./channel.ts";

/** To whom: a person by one of their addresses, or a group robot or system of the facility. */
export type Recipient =
  | { readonly kind: "person"; readonly personId: string }
  | { readonly kind: "channel"; readonly channelId: string };

/** Why it was not delivered, or not at all. */
export type NotificationState =
  /** To be sent at `dueAt`. */
  | "due"
  /** Somebody is sending it; after `leaseUntil` anybody may. */
  | "sending"
  /** The gateway, mail server or push service took it. */
  | "accepted"
  /** Given up, with `error`. */
  | "failed"
  /** Somebody answered before it was sent. */
  | "cancelled";

/**
 * One call of one recipient by one channel for one step of one round of an alert's escalation: its id is made of these, so
 * that it exists once however often the step is taken.
 */
export interface Notification {
  readonly id: string;
  readonly alertId: string;
  readonly residentId: string;
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
  readonly acceptedAt?: EpochMs;
  /** What the last attempt came to, without addresses or names. */
  readonly error?: string;
  readonly version: number;
}
