import { day, type EpochMs, midnightInShanghai, minute } from "../model/time.ts";

/** When a relative wants to hear nothing but emergencies: minutes of the day in Asia/Shanghai, over midnight when `from` > `until`. */
export interface QuietHours {
  /** 0–1439, inclusive. */
  readonly from: number;
  /** 0–1439, exclusive; equal to `from`: there are none. */
  readonly until: number;
}

/** When the quiet hours end that `at` lies in; undefined outside of them. */
export function quietUntil(quiet: QuietHours | undefined, at: EpochMs): EpochMs | undefined {
  if (quiet === undefined || quiet.from === quiet.until) return undefined;
  const midnight = midnightInShanghai(at);
  const minuteOfDay = Math.floor((at - midnight) / minute);
  const { from, until } = quiet;
  const isOverMidnight = from > until;
  const isIn = isOverMidnight ? minuteOfDay >= from || minuteOfDay < until : minuteOfDay >= from && minuteOfDay < until;
  if (!isIn) return undefined;
  return midnight + until * minute + (isOverMidnight && minuteOfDay >= from ? day : 0);
}
