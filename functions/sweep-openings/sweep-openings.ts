import { opensNow } from "../../domain/access/opening.ts";
import { ended, foundLate, settled } from "../../domain/break-glass/advance.ts";
import type { RecordOpening } from "../../domain/break-glass/opening.ts";
import { noticesOfOpening, writesOfNotices } from "../break-glass/tell-managers.ts";
import { sendNotices } from "../notifying/tell-people.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

const atOnce = 8;

/** Some openings could not be read or seen to; the next sweep takes them again. */
export class IncompleteOpeningSweepError extends Error {
  readonly code = "incomplete-sweep";
  readonly failed: number;
  constructor(failed: number) {
    super(`${failed} openings could not be read or seen to`);
    this.failed = failed;
  }
}

/**
 * Writes down of openings what is so already: that the time is over, or the rights of whoever opened it ended. Nobody reads by
 * an opening that is over, whether this came by or not. Then tells once, of what nobody judged in time, who has to judge it.
 */
export async function sweepOpenings(_tick: undefined, deps: Deps<"sweep-openings">): Promise<void> {
  const listing = await deps["break-glass"].listToSee(deps.now());
  let failed = listing.unreadable.length;
  await forEachBounded(readableOf(listing, deps.log), atOnce, async (opening) => {
    try {
      await seeTo(opening, deps);
    } catch (error) {
      failed += 1;
      deps.log.error("an opening was not seen to", { openingId: opening.id, error });
    }
  });
  if (failed > 0) throw new IncompleteOpeningSweepError(failed);
}

/** One step at a time; a conflict means that somebody else took one, and the next sweep looks again. */
async function seeTo(opening: RecordOpening, deps: Deps<"sweep-openings">): Promise<void> {
  const now = deps.now();
  if (opening.state === "open") {
    const over = (await isHeld(opening, deps)) ? settled(opening, now) : ended(opening, "rights-ended", now);
    if (over !== opening) await deps["break-glass"].save(over);
    return;
  }
  const late = foundLate(opening, now);
  if (late === opening) return;
  const notices = await noticesOfOpening(late, "opening-late", deps);
  if ((await deps["break-glass"].save(late, writesOfNotices(notices))) === "saved") await sendNotices(notices, deps);
}

/** Whoever opened it still has it from their role; the clock is not asked here. */
async function isHeld(opening: RecordOpening, deps: Deps<"sweep-openings">): Promise<boolean> {
  const person = await deps.people.find(opening.person.id);
  const given = person?.openings?.find(({ id }) => id === opening.id);
  return person !== undefined && given !== undefined && opensNow(person, given, Number.NEGATIVE_INFINITY);
}
