import type { Alert } from "../../domain/alerts/alert.ts";
import { minute, second } from "../../domain/model/time.ts";
import { alertIdOf, type Notification } from "../../domain/notify/notification.ts";
import { lookAtOf } from "../../domain/notify/sending.ts";
import type { TimerPort } from "../../domain/ports.ts";
import { type FamilyDue, familyDueOf } from "../../stores/alert-items.ts";
import type { Log } from "../shell/log.ts";

interface TimerDeps {
  readonly timer: Pick<TimerPort, "set">;
  readonly log: Log;
  now(): number;
}

const queue = "family-due";
/** Of timers that are for an alert's news, not for a message that is made already. */
const newsPrefix = "news.";

/** What is due later is found by the sweep, minute by minute. */
const armedAheadMs = 2 * minute;
/** An alert that was written longer ago has had its timer. */
const freshForMs = 5 * second;

/** Has the family looked after for what an alert's last write brought them; called after the write, and never fails. */
export async function armFamilyNews(alert: Alert, deps: TimerDeps): Promise<void> {
  const due = familyDueOf(alert);
  if (due === undefined || due.dueAt < deps.now() - freshForMs || due.dueAt > deps.now() + armedAheadMs) return;
  await armFamilyDue(due, deps);
}

export async function armFamilyDue({ name, alertId, dueAt }: FamilyDue, deps: TimerDeps): Promise<void> {
  await set(`${newsPrefix}${name}`, dueAt, alertId, deps);
}

/** Has a message to a relative sent when it is due; the sweep finds one without a timer. */
export async function armFamilyMessage(notification: Notification, deps: TimerDeps): Promise<void> {
  const dueAt = lookAtOf(notification);
  if (dueAt === undefined || dueAt > deps.now() + armedAheadMs) return;
  await set(notification.id, dueAt, alertIdOf(notification.id), deps);
}

/** What a timer of the queue is for. */
export function familyTimerOf(name: string): { readonly kind: "news" | "message"; readonly id: string } {
  if (name.startsWith(newsPrefix)) return { kind: "news", id: name.slice(newsPrefix.length) };
  return { kind: "message", id: name };
}

async function set(name: string, dueAt: number, alertId: string, { timer, log, now }: TimerDeps): Promise<void> {
  try {
    await timer.set({ queue, name, dueAt: Math.max(dueAt, now()) });
  } catch (error) {
    log.warn("timer of a message to relatives was not set", { alertId, error });
  }
}
