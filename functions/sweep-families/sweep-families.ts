import { minute, second } from "../../domain/model/time.ts";
import { armFamilyDue, armFamilyMessage } from "../family-telling/family-timer.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";

const facilitiesAtOnce = 8;
const timersAtOnce = 16;
/** What comes due before the next sweep, and a little more, since not every sweep takes equally long. */
const aheadMs = minute + 2 * second;
/** More would not go out within a minute; the next sweep takes the others. */
const atOnce = 500;

/** Some facilities or rows could not be read; the next sweep takes them again. */
export class IncompleteFamilySweepError extends Error {
  readonly code = "incomplete-sweep";
  constructor(failed: number) {
    super(`what relatives are to be told could not be read of ${failed} facilities or rows`);
  }
}

/**
 * Sees to it that relatives are told what is due, whatever became of its timer, and in the minute ahead. What is damaged
 * or fails holds up no other.
 */
export async function sweepFamilies(_tick: undefined, deps: Deps<"sweep-families">): Promise<void> {
  const facilities = await deps.facilities.list();
  readableOf(facilities, deps.log);
  let failed = facilities.unreadable.length;
  await forEachBounded(idsOf(facilities), facilitiesAtOnce, async (facilityId) => {
    try {
      failed += await sweepFacility(facilityId, deps);
    } catch (error) {
      failed += 1;
      deps.log.error("facility was not swept", { facilityId, error });
    }
  });
  if (failed > 0) throw new IncompleteFamilySweepError(failed);
}

async function sweepFacility(facilityId: string, deps: Deps<"sweep-families">): Promise<number> {
  const by = deps.now() + aheadMs;
  const [news, messages] = await Promise.all([
    deps.alerts.listFamilyDue(facilityId, by, atOnce),
    deps.notifications.listFamilyOverdue(facilityId, by, atOnce),
  ]);
  await forEachBounded(readableOf(news, deps.log), timersAtOnce, (due) => armFamilyDue(due, deps));
  await forEachBounded(readableOf(messages, deps.log), timersAtOnce, (message) => armFamilyMessage(message, deps));
  return news.unreadable.length + messages.unreadable.length;
}
