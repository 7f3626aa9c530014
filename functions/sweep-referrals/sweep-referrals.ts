import { minute, second } from "../../domain/model/time.ts";
import { isFromFuture } from "../../domain/referrals/clock-set-back.ts";
import { dueTimesOf } from "../../domain/referrals/papers-due.ts";
import { judgeReferral } from "../referring/judge-referral.ts";
import { armReferral } from "../referring/referral-timer.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

const atOnce = 8;
/** What comes due before the next sweep, and a little more, since not every sweep takes equally long. */
const soonMs = minute + 2 * second;
/** More would not be judged within a minute; the next sweep takes the others. */
const mostAtOnce = 1000;

/** Some cases could not be read or dealt with; the next sweep takes them again. */
export class IncompleteReferralSweepError extends Error {
  readonly code = "incomplete-sweep";
  readonly failed: number;
  constructor(failed: number) {
    super(`${failed} referrals could not be read or judged`);
    this.failed = failed;
  }
}

/**
 * Judges every open case whose stage, or whose papers, are over their time, whatever became of its timer, and arms a timer for what comes due
 * before the next sweep; a stage that began in the future, since the clock was set back, is judged too. What is damaged or fails holds up no other.
 */
export async function sweepReferrals(_tick: undefined, deps: Deps<"sweep-referrals">): Promise<void> {
  const now = deps.now();
  const until = now + soonMs;
  const listing = await deps.referrals.listDue(until, mostAtOnce);
  const waiting = await deps.referrals.listDueAfter(until, mostAtOnce);
  let failed = listing.unreadable.length;
  const early = readableOf(waiting, deps.log).filter((referral) => isFromFuture(referral, now));
  await forEachBounded([...readableOf(listing, deps.log), ...early], atOnce, async (referral) => {
    try {
      const isLater = dueTimesOf(referral).every((at) => at > now) && !isFromFuture(referral, now);
      if (isLater) await armReferral(referral, deps);
      else await judgeReferral(referral.id, deps);
    } catch (error) {
      failed += 1;
      deps.log.error("due referral was not judged", { referralId: referral.id, error });
    }
  });
  if (failed > 0) throw new IncompleteReferralSweepError(failed);
}
