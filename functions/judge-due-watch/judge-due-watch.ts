import { armFallback } from "../judging/due-timer.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import { eachTimer } from "../shell/each-timer.ts";
import type { QueuedTimer } from "../shell/triggers.ts";

/**
 * Judges the residents whose timers went off; returns the records to deliver again. One that carries no timer is among
 * them, so that it ends as a dead letter that somebody sees, and holds up no other.
 */
export async function judgeDueWatch(
  timers: readonly QueuedTimer[],
  deps: Deps<"judge-due-watch">,
): Promise<readonly string[]> {
  const { log } = deps;
  const lateness: number[] = [];
  const work = { log, atOnce: 1, failure: "watch was not judged", named: (residentId: string) => ({ residentId }) };
  const failed = await eachTimer(timers, work, async (id) => {
    lateness.push(...(await judgeIfDue(id, deps)));
  });
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
