import { escalate } from "../escalating/escalate.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { treatmentOf } from "../shell/error-table.ts";
import type { QueuedTimer } from "../shell/triggers.ts";

const atOnce = 8;

/**
 * Calls people for the alerts whose timers went off; returns the records to deliver again. One that carries no timer is
 * among them, so that it ends as a dead letter that somebody sees, and holds up no other.
 */
export async function escalateAlert(
  timers: readonly QueuedTimer[],
  deps: Deps<"escalate-alert">,
): Promise<readonly string[]> {
  const failed: string[] = [];
  let latestMs: number | undefined;
  let nobodyCalled = 0;
  await forEachBounded(timers, atOnce, async ({ recordId, timer }) => {
    if (timer === undefined) {
      deps.log.error("a queued message is no timer", { messageId: recordId, code: "unreadable-event" });
      failed.push(recordId);
      return;
    }
    try {
      const escalated = await escalate(timer.name, deps);
      nobodyCalled += escalated.nobodyCalled;
      if (escalated.lateMs !== undefined) latestMs = Math.max(latestMs ?? 0, escalated.lateMs);
    } catch (error) {
      deps.log.error("alert was not escalated", { alertId: timer.name, code: treatmentOf(error).code, error });
      failed.push(recordId);
    }
  });
  deps.metrics.put({
    ...(latestMs !== undefined && { EscalationLateness: latestMs }),
    ...(nobodyCalled > 0 && { NobodyCalled: nobodyCalled }),
  });
  return failed;
}
