import { day, type EpochMs } from "../../domain/model/time.ts";
import { expectedImpossible } from "./referral-refusals.ts";

const longestAheadMs = 366 * day;

/**
 * When somebody is expected, as it was said; undefined where nothing was. A time more than a day ago or a year ahead is a
 * slip: a case that waits for it would be late at once, or never.
 */
export function expectedTime(said: string | undefined, now: EpochMs): EpochMs | undefined {
  if (said === undefined) return undefined;
  const at = Date.parse(said);
  if (at >= now - day && at <= now + longestAheadMs) return at;
  throw expectedImpossible();
}
