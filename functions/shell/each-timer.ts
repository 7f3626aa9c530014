import { forEachBounded } from "./bounded.ts";
import { treatmentOf } from "./error-table.ts";
import type { Log, LogFields } from "./log.ts";
import type { QueuedTimer } from "./triggers.ts";

interface TimerWork {
  readonly log: Log;
  /** 1: one after the other. */
  readonly atOnce: number;
  /** What the log says of a timer at which it failed, and the fields that name what it was for. */
  readonly failure: string;
  named?(name: string): LogFields;
}

/**
 * Acts on the timers that went off, by their names; returns the records to deliver again. One that carries no timer is
 * among them, so that it ends as a dead letter that somebody sees; one that fails holds up no other.
 */
export async function eachTimer(
  timers: readonly QueuedTimer[],
  { log, atOnce, failure, named }: TimerWork,
  act: (name: string) => Promise<unknown>,
): Promise<readonly string[]> {
  const failed: string[] = [];
  await forEachBounded(timers, atOnce, async ({ recordId, timer }) => {
    if (timer === undefined) {
      log.error("a queued message is no timer", { messageId: recordId, code: "unreadable-event" });
      failed.push(recordId);
      return;
    }
    try {
      await act(timer.name);
    } catch (error) {
      log.error(failure, { ...named?.(timer.name), code: treatmentOf(error).code, error });
      failed.push(recordId);
    }
  });
  return failed;
}
