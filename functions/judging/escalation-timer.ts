import type { Alert } from "../../domain/alerts/alert.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { TimerPort } from "../../domain/ports.ts";
import { armFamilyNews } from "../family-telling/family-timer.ts";
import type { Log } from "../shell/log.ts";

const queue = "escalation-due";

/**
 * Sees to it that an alert is looked at when its escalation is due, and that its resident's family hears of it: called after every write of an alert. What changes
 * nothing of when it is due is no reason to call this. A timer that cannot be set is only logged, since the sweep
 * finds an alert that is due without any; an older timer that comes for nothing changes nothing.
 */
export async function armEscalation(
  alert: Alert,
  deps: { readonly timer: Pick<TimerPort, "set">; readonly log: Log; now(): EpochMs },
): Promise<void> {
  await Promise.all([armCalls(alert, deps), armFamilyNews(alert, deps)]);
}

async function armCalls(alert: Alert, deps: Parameters<typeof armEscalation>[1]): Promise<void> {
  const dueAt = alert.escalation?.dueAt;
  if (dueAt === undefined || alert.closedAt !== undefined) return;
  try {
    await deps.timer.set({ queue, name: alert.id, dueAt: Math.max(dueAt, deps.now()) });
  } catch (error) {
    deps.log.warn("timer of an escalation was not set", { alertId: alert.id, error });
  }
}

/** Has an alert looked at at once: the house that was told that nobody answers waits to hear that somebody does. */
export async function wakeEscalation(
  { id }: Pick<Alert, "id">,
  { timer, log, now }: Parameters<typeof armEscalation>[1],
): Promise<void> {
  try {
    await timer.set({ queue, name: id, dueAt: now() });
  } catch (error) {
    log.warn("timer of an escalation was not set", { alertId: id, error });
  }
}

/**
 * The same for what a judgement raised or changed: only what calls anew is due at once; whatever was planned before has
 * its timer already.
 */
export async function armEscalations(
  { raised, changed }: { readonly raised: readonly Alert[]; readonly changed: readonly Alert[] },
  now: EpochMs,
  deps: Parameters<typeof armEscalation>[1],
): Promise<void> {
  const anew = changed.filter(({ escalation }) => escalation?.kind === "to-plan" && escalation.dueAt <= now);
  const others = changed.filter((alert) => !anew.includes(alert));
  await Promise.all([
    ...[...raised, ...anew].map((alert) => armEscalation(alert, deps)),
    ...others.map((alert) => armFamilyNews(alert, deps)),
  ]);
}
