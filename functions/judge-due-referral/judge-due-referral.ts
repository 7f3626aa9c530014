import { judgeReferral } from "../referring/judge-referral.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { treatmentOf } from "../shell/error-table.ts";
import type { QueuedTimer } from "../shell/triggers.ts";

const atOnce = 8;

/**
 * Looks at the cases whose timers went off; returns the records to deliver again. One that carries no timer is among them,
 * so that it ends as a dead letter that somebody sees, and holds up no other.
 */
export async function judgeDueReferral(
  timers: readonly QueuedTimer[],
  deps: Deps<"judge-due-referral">,
): Promise<readonly string[]> {
  const failed: string[] = [];
  await forEachBounded(timers, atOnce, async ({ recordId, timer }) => {
    if (timer === undefined) {
      deps.log.error("a queued message is no timer", { messageId: recordId, code: "unreadable-event" });
      failed.push(recordId);
      return;
    }
    try {
      await judgeReferral(timer.name, deps);
    } catch (error) {
      deps.log.error("referral was not judged", { referralId: timer.name, code: treatmentOf(error).code, error });
      failed.push(recordId);
    }
  });
  return failed;
}
