import { armFallback } from "../judging/due-timer.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import { treatmentOf } from "../shell/error-table.ts";
import type { QueuedTimer } from "../shell/triggers.ts";

/**
 * Judges the residents whose timers went off; returns the records to deliver again. One that carries no timer is among
 * them, so that it ends as a dead letter that somebody sees, and holds up no other.
 */
export async function judgeDueWatch(
  timers: readonly QueuedTimer[],
  deps: Deps<"judge-due-watch">,
): Promise<readonly string[]> {
  const failed: string[] = [];
  const lateness: number[] = [];
  for (const { recordId, timer } of timers) {
    if (timer === undefined) {
      deps.log.error("a queued message is no timer", { messageId: recordId, code: "unreadable-event" });
      failed.push(recordId);
      continue;
    }
    try {
      lateness.push(...(await judgeIfDue(timer.name, deps)));
    } catch (error) {
      deps.log.error("watch was not judged", { residentId: timer.name, code: treatmentOf(error).code, error });
      failed.push(recordId);
    }
  }
  if (lateness.length > 0) deps.metrics.put({ TimerLateness: Math.max(...lateness) });
  return failed;
}

/**
 * A timer that went off early, since readings moved the due time away, only gets a successor. Returns by how many
 * milliseconds a watch that was due was late.
 */
async function judgeIfDue(residentId: string, deps: Deps<"judge-due-watch">): Promise<readonly number[]> {
  const known = await deps.watches.find(residentId);
  if (known?.watch.dueAt === undefined) return [];
  const latenessMs = deps.now() - known.watch.dueAt;
  if (latenessMs < 0) {
    await armFallback(known.watch, deps);
    return [];
  }
  const resident = await deps.residents.find(residentId);
  if (resident === undefined || resident.discharge !== undefined) return [];
  const judgement = await judgeResident({ resident, readings: [], known, isWoken: true }, deps);
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
  return [latenessMs];
}
