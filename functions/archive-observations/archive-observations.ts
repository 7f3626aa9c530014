import { isoTimeOf } from "../../contracts/iso-time.ts";
import { day, type EpochMs, second } from "../../domain/model/time.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import type { Border } from "../shell/lambda.ts";
import { idsOf } from "../shell/read-each.ts";
import { completedPasses, duePasses, markerOf, namesIn, type Pass } from "./due-passes.ts";
import { archiveResidentDay, dayName, objectName } from "./resident-day.ts";

/** How long this run may still take, in ms. */
export type TimeLeft = () => number;

/** The hour's tick. What is due is judged by the clock and by what is archived. */
export const archiveTick: Border<TimeLeft, void> = {
  parse: (_event, context) => () => context.getRemainingTimeInMillis(),
  answer: () => ({ kind: "done" }),
};

/** With less left nothing is begun: one resident's day takes far less. */
const reserveMs = 30 * second;
const residentsAtOnce = 4;
/** A run that leaves days as old as this undone has failed; before, the next hour makes up for it. */
const oldestLeftMs = 5 * day;

/** Some residents' days could not be archived, or the archive lags behind by days. The next run tries again. */
export class ArchiveIncompleteError extends Error {
  readonly code = "archive-incomplete";
}

type Archive = Deps<"archive-observations">;

/**
 * Archives every resident's past days, oldest first, each once it has settled and once more for what came late. It goes
 * on where the last run stopped. A resident who fails stops nobody else; the run then fails at its end, to be seen.
 */
export async function archiveObservations(timeLeft: TimeLeft, deps: Archive): Promise<void> {
  const now = deps.now();
  const facilityIds = idsOf(await deps.facilities.list());
  const due = duePasses(now, facilityIds, await completedPasses(deps.archive, now));
  const objectsOf = rememberingDay((dayStart) => namesIn(deps.archive, `observations/${dayName(dayStart)}/`));
  const left: Pass[] = [];
  let failed = 0;
  for (const pass of due) {
    if (timeLeft() < reserveMs) {
      left.push(pass);
      continue;
    }
    const outcome = await runPass(pass, await objectsOf(pass.dayStart), timeLeft, deps);
    failed += outcome.failed;
    if (outcome.isCut) left.push(pass);
  }
  if (left.length > 0) deps.log.warn("the archive goes on with the next run", { count: left.length });
  const oldest = left[0]?.dayStart ?? now;
  if (failed === 0 && now - oldest < oldestLeftMs) return;
  throw new ArchiveIncompleteError(
    failed > 0
      ? `${failed} resident-days were not archived`
      : `the archive has come no further than ${isoTimeOf(oldest)}`,
  );
}

async function runPass(
  pass: Pass,
  objects: ReadonlySet<string>,
  timeLeft: TimeLeft,
  deps: Archive,
): Promise<{ readonly failed: number; readonly isCut: boolean }> {
  const { dayStart, facilityId, kind } = pass;
  let failed = 0;
  let written = 0;
  let isCut = false;
  try {
    const residentIds = await watchedOn(dayStart, facilityId, deps);
    await forEachBounded(residentIds, residentsAtOnce, async (residentId) => {
      const isThere = objects.has(objectName(dayStart, residentId));
      if (isThere && kind === "archived") return;
      if (timeLeft() < reserveMs) {
        isCut = true;
        return;
      }
      try {
        if ((await archiveResidentDay({ residentId, dayStart, isThere }, deps)) === "written") written += 1;
      } catch (error) {
        failed += 1;
        deps.log.error("a resident's day was not archived", { residentId, error });
      }
    });
    if (failed === 0 && !isCut) {
      const marker = { residents: residentIds.length, written, at: isoTimeOf(deps.now()) };
      await deps.archive.put(markerOf(pass), Buffer.from(`${JSON.stringify(marker)}\n`));
    }
  } catch (error) {
    failed += 1;
    deps.log.error("a facility's day was not archived", { facilityId, error });
  }
  return { failed, isCut };
}

/** Those in care, and those who were still in care on that day. */
async function watchedOn(dayStart: EpochMs, facilityId: string, deps: Archive): Promise<readonly string[]> {
  const [inCare, former] = await Promise.all([
    deps.residents.listByFacility(facilityId),
    deps.residents.listFormer(facilityId),
  ]);
  const left = former.items.filter(({ discharge }) => discharge !== undefined && discharge.at >= dayStart);
  return [...idsOf(inCare), ...left.map(({ id }) => id)];
}

/** Passes come day by day, so the names of one day are listed once. */
function rememberingDay<T>(list: (dayStart: EpochMs) => Promise<T>): (dayStart: EpochMs) => Promise<T> {
  let latest: { readonly dayStart: EpochMs; readonly listed: Promise<T> } | undefined;
  return (dayStart) => {
    if (latest?.dayStart !== dayStart) latest = { dayStart, listed: list(dayStart) };
    return latest.listed;
  };
}
