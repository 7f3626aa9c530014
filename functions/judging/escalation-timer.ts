import type { Alert } from "../../domain/alerts/alert.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { TimerPort } from "../../domain/ports.ts";
import type { Log } from "../shell/log.ts";

const queue = "escalation-due";

/**
 * Sees to it that an alert is looked at when its escalation is due: called after every write of an alert. What changes
 * nothing of when it is due is no reason to call this. A timer that cannot be set is only logged, since the sweep
 * finds an alert that is due without any; an older timer that comes for nothing changes nothing.
 */
export async function armEscalation(
  alert: Pick<Alert, "id" | "escalation" | "closedAt">,
  deps: { readonly timer: Pick<TimerPort, "set">; readonly log: Log; now(): EpochMs },
): Promise<void> {
  const dueAt = alert.escalation?.dueAt;
  if (dueAt === undefined || alert.closedAt !== undefined) return;
  try {
    await deps.timer.set({ queue, name: alert.id, dueAt: Math.max(dueAt, deps.now()) });
  } catch (error) {
    deps.log.warn("timer of an escalation was not set", { alertId: alert.id, error });
  }
}
