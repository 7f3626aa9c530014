import { day, type EpochMs, midnightInShanghai, minute } from "../model/time.ts";

export interface DailyWindow {
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
}

/**
 * The window that began last, at or before `now`, for a stretch of the day that repeats; it may already be over. Minutes
 * of the day in Asia/Shanghai; `from` after `to` crosses midnight, and equal ones are the whole day.
 */
export function latestWindow(now: EpochMs, from: number, to: number): DailyWindow {
  const today = midnightInShanghai(now) + from * minute;
  const startsAt = today > now ? today - day : today;
  const lengthMs = (to > from ? to - from : to - from + 24 * 60) * minute;
  return { startsAt, endsAt: startsAt + lengthMs };
}
