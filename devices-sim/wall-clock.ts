import { isoTimeOf } from "../contracts/iso-time.ts";
import { day, type EpochMs, hour, minute } from "../domain/model/time.ts";

const shanghaiOffsetMs = 8 * hour;

/** Days since 1970-01-01 on the wall calendar in Asia/Shanghai. */
export function localDayOf(at: EpochMs): number {
  return Math.floor((at + shanghaiOffsetMs) / day);
}

/** The moment at which a local day begins. */
export function startOfLocalDay(localDay: number): EpochMs {
  return localDay * day - shanghaiOffsetMs;
}

/** Milliseconds since local midnight. */
export function timeOfDay(at: EpochMs): number {
  return at - startOfLocalDay(localDayOf(at));
}

/** Local time of day as a fraction of a turn, for daily rhythms: 0 at midnight, 0.5 at noon. */
export function turnOfDay(at: EpochMs): number {
  return timeOfDay(at) / day;
}

/** The first moment strictly after `at` that has this time of day. */
export function nextTimeOfDay(at: EpochMs, sinceMidnightMs: number): EpochMs {
  const today = startOfLocalDay(localDayOf(at)) + sinceMidnightMs;
  return today > at ? today : today + day;
}

/** Midnight-based time of day, e.g. `clock(7, 30)`. */
export function clock(hours: number, minutes = 0): number {
  return hours * hour + minutes * minute;
}

/** `2026-11-22 03:10` for people. */
export function readableTime(at: EpochMs): string {
  return isoTimeOf(at).slice(0, 16).replace("T", " ");
}
