/**
 * A moment as milliseconds since 1970-01-01T00:00:00Z.
 *
 * All domain times are of this type: it compares, sorts and serialises as it is. Borders speak ISO 8601 with a zone.
 */
export type EpochMs = number;

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A clock that is further ahead is wrong; a time from later than this after now is not to be believed. */
export const clockToleranceMs = 2 * minute;

/** China has one zone and no daylight saving time since 1991, so the county's wall clock is a fixed offset. */
const shanghaiOffsetMs = 8 * hour;

/** The moment at which the day of `at` began in Asia/Shanghai. */
export function midnightInShanghai(at: EpochMs): EpochMs {
  return at - ((((at + shanghaiOffsetMs) % day) + day) % day);
}
