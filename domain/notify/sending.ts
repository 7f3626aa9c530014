import type { Alert } from "../alerts/alert.ts";
import { type EpochMs, minute, second } from "../model/time.ts";
import type { SendOutcome } from "../ports.ts";
import { type Notification, notificationId } from "./notification.ts";

/** Longer than the longest attempt, so that nobody begins a second one while the first may still succeed. */
export const leaseMs = 45 * second;

/** Until the second attempt; what fails for shorter makes nobody call others. */
export const firstWaitMs = 5 * second;
const waitsMs = [firstWaitMs, 15 * second, 30 * second] as const;
const longestWaitMs = minute;
/** By then the escalation has called others several times: what comes later only confuses. */
export const relevantForMs = 10 * minute;

/** Whether somebody may begin to send it now: it is due, or whoever began never reported. */
export function isToBeSent(notification: Notification, now: EpochMs): boolean {
  const at = lookAtOf(notification);
  return at !== undefined && at <= now;
}

/** When somebody has to look at it again; absent once it is over. */
export function lookAtOf({ state, dueAt, leaseUntil }: Notification): EpochMs | undefined {
  if (state === "due") return dueAt;
  return state === "sending" ? leaseUntil : undefined;
}

/** Somebody begins to send it; nobody else does until the lease ends. */
export function claimed(notification: Notification, now: EpochMs): Notification {
  const { isHeld: _, ...rest } = notification;
  return next(rest, { state: "sending", leaseUntil: now + leaseMs, attempts: notification.attempts + 1 });
}

/** It waits, to be told together with what else comes for the same recipient meanwhile. */
export function held(notification: Notification, until: EpochMs): Notification {
  return next(notification, { state: "due", dueAt: until, isHeld: true });
}

/** The same over hours in which the recipient wants to hear nothing: it is tried as long after them as before. */
export function heldOver(notification: Notification, until: EpochMs): Notification {
  const { createdAt, relevantUntil = createdAt + relevantForMs } = notification;
  return { ...held(notification, until), relevantUntil: Math.max(relevantUntil, until + (relevantUntil - createdAt)) };
}

/** Nobody has to be told any more, or a later call of the same recipient tells them; `why` for the log. What some browser took stays so. */
export function cancelled(notification: Notification, why?: string): Notification {
  const state = notification.acceptedAt === undefined ? "cancelled" : "accepted";
  return next(notification, { state, ...(why !== undefined && { error: why }) });
}

/** Given up. What some browser took stays so. */
export function failed(notification: Notification, error: string): Notification {
  return next(notification, { state: notification.acceptedAt === undefined ? "failed" : "accepted", error });
}

/**
 * What an attempt comes to: taken, to be tried again later, or given up, at the latest when it is not relevant any more.
 * What one browser took and another may take later is tried again there alone: whose desk took it may be away from it.
 */
export function attempted(
  notification: Notification,
  outcome: SendOutcome,
  now: EpochMs,
  leftTo: readonly string[] = [],
): Notification {
  if (outcome.kind === "refused") return failed(notification, outcome.detail);
  const taken = outcome.kind === "accepted" ? { acceptedAt: notification.acceptedAt ?? now } : {};
  if (outcome.kind === "accepted" && leftTo.length === 0) return next(notification, { state: "accepted", ...taken });
  const { detail = "not-answering", afterMs = 0 } = outcome.kind === "retry" ? outcome : {};
  const dueAt = now + Math.max(afterMs, waitMs(notification.attempts));
  if (dueAt > (notification.relevantUntil ?? notification.createdAt + relevantForMs))
    return failed({ ...notification, ...taken }, detail);
  const left =
    leftTo.length > 0 ? { leftTo } : notification.leftTo === undefined ? {} : { leftTo: notification.leftTo };
  return next(notification, { state: "due", dueAt, error: detail, ...taken, ...left });
}

/** Told in the message of another one. */
export function toldWith(
  notification: Notification,
  other: Notification,
  now: EpochMs,
  leftTo: readonly string[] = [],
): Notification {
  return { ...attempted(notification, { kind: "accepted" }, now, leftTo), sentWith: other.id };
}

/** Before the n-th attempt after the first. */
function waitMs(attempts: number): number {
  return waitsMs[attempts - 1] ?? longestWaitMs;
}

/** Whether its alert still calls, in the same round: nobody answered, closed or shelved it since. */
export function isStillWanted({ round }: Pick<Notification, "round">, alert: Alert | undefined): boolean {
  if (alert?.closedAt !== undefined || alert?.escalation === undefined) return false;
  return alert.escalation.kind === "calling" && alert.escalation.round === round;
}

/**
 * The ids that calls of the same recipient and channel by later steps of the same round would have, the latest first. Where
 * one of them exists and was not given up, this one says nothing new: whoever was out of reach for a while is called once,
 * not as often as there were steps.
 */
export function laterCallsOf(notification: Notification, { escalation }: Alert): readonly string[] {
  if (escalation?.kind !== "calling" || escalation.round !== notification.round) return [];
  const { step } = notification;
  const later = Array.from({ length: Math.max(0, escalation.taken - step) }, (_, index) => escalation.taken - index);
  return later.map((each) => notificationId({ ...notification, step: each }));
}

/** What was told is not told again; what an attempt left behind goes with the next state. */
function next(notification: Notification, change: Partial<Notification>): Notification {
  const { leaseUntil: _lease, leftTo, ...rest } = notification;
  const isOver = change.state !== "due" && change.state !== "sending";
  return {
    ...rest,
    ...(!isOver && leftTo !== undefined && { leftTo }),
    ...change,
    version: notification.version + 1,
  };
}
