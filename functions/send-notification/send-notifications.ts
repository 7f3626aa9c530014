import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { treatmentOf } from "../shell/error-table.ts";
import type { QueuedTimer } from "../shell/triggers.ts";
import { sendIfDue } from "./send-if-due.ts";

/** A batch is ten; one that hangs holds up no other. */
const atOnce = 10;

/**
 * Sends the notifications whose timers went off; returns the records to deliver again. One that carries no timer is among
 * them, so that it ends as a dead letter that somebody sees.
 */
export async function sendNotifications(
  timers: readonly QueuedTimer[],
  deps: Deps<"send-notification">,
): Promise<readonly string[]> {
  const failed: string[] = [];
  await forEachBounded(timers, atOnce, async ({ recordId, timer }) => {
    if (timer === undefined) {
      deps.log.error("a queued message is no timer", { messageId: recordId, code: "unreadable-event" });
      failed.push(recordId);
      return;
    }
    try {
      await sendIfDue(timer.name, deps);
    } catch (error) {
      deps.log.error("a notification was not sent", { code: treatmentOf(error).code, error });
      failed.push(recordId);
    }
  });
  return failed;
}
