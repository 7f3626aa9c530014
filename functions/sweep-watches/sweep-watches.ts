import type { Facility } from "../../domain/model/facility.ts";
import type { LiveChange } from "../../domain/ports.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";

const atOnce = 16;

/** Some watches that were due could not be judged; the next sweep takes them again. */
export class IncompleteSweepError extends Error {
  readonly code = "incomplete-sweep";
  readonly failed: number;
  constructor(failed: number) {
    super(`${failed} due watches could not be judged`);
    this.failed = failed;
  }
}

/**
 * Judges every watch whose due time has passed, whatever became of its timer, and arms its timer anew. A resident
 * whose watch is missing gets one.
 */
export async function sweepWatches(_tick: undefined, deps: Deps<"sweep-watches">): Promise<void> {
  let failed = 0;
  for (const facility of await deps.facilities.list()) failed += await sweepFacility(facility, deps);
  if (failed > 0) throw new IncompleteSweepError(failed);
}

async function sweepFacility(facility: Facility, deps: Deps<"sweep-watches">): Promise<number> {
  const residents = await deps.residents.listByFacility(facility.id);
  const watches = await deps.watches.findMany(residents.map(({ id }) => id));
  const now = deps.now();
  const due = residents.filter(({ id }) => {
    const stored = watches.get(id);
    return stored === undefined || (stored.watch.dueAt !== undefined && stored.watch.dueAt <= now);
  });
  const changes: LiveChange[] = [];
  let failed = 0;
  await forEachBounded(due, atOnce, async (resident) => {
    try {
      const known = watches.get(resident.id);
      const judgement = await judgeResident({ resident, readings: [], known, isWoken: true }, deps);
      if (judgement.kind === "judged") changes.push(judgement.live);
    } catch (error) {
      failed += 1;
      deps.log.error("due watch was not judged", { residentId: resident.id, error });
    }
  });
  await publishLive(facility.id, changes, deps);
  return failed;
}
