import { escalate } from "../escalating/escalate.ts";
import type { Deps } from "../shell/deps.ts";
import { eachTimer } from "../shell/each-timer.ts";
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
  const { log } = deps;
  let latestMs: number | undefined;
  let nobodyCalled = 0;
  const work = { log, atOnce, failure: "alert was not escalated", named: (alertId: string) => ({ alertId }) };
  const failed = await eachTimer(timers, work, async (id) => {
    const escalated = await escalate(id, deps);
    nobodyCalled += escalated.nobodyCalled;
    if (escalated.lateMs !== undefined) latestMs = Math.max(latestMs ?? 0, escalated.lateMs);
  });
  deps.metrics.put({
    ...(latestMs !== undefined && { EscalationLateness: latestMs }),
    ...(nobodyCalled > 0 && { NobodyCalled: nobodyCalled }),
  });
  return failed;
}
