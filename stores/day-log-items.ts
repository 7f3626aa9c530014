import type { DayLog } from "../domain/family/day-log.ts";
import { day, type EpochMs, hour } from "../domain/model/time.ts";
import type { Item, Json, Key } from "../domain/ports.ts";

/**
 * A day's log lies beside the rows of a day of its date, under a place that comes after all times: whoever reads, erases or
 * expires the rows of a resident's day meets it there, and no reading of a series does.
 */
const place = "day-log";
/** Rises when a log is summed up otherwise, so that those of before are made anew. */
const dayLogSchema = 1;

/** Of the day of Asia/Shanghai that begins then. */
export function dayLogKey(residentId: string, dayStart: EpochMs): Key {
  const date = new Date(dayStart + 8 * hour).toISOString().slice(0, 10).replaceAll("-", "");
  return { residentDay: `${residentId}#${date}`, minuteDevice: place };
}

export function dayLogItem(log: DayLog, retentionMs: number): Item {
  return {
    ...dayLogKey(log.residentId, log.dayStart),
    schema: dayLogSchema,
    s: JSON.parse(JSON.stringify(log)) as Json,
    expiresAt: Math.ceil((log.dayStart + day + retentionMs) / 1000),
  };
}

/** Undefined for a log that this version does not read: it is made anew. */
export function dayLogIn(item: Item | undefined): DayLog | undefined {
  const log = item?.s as DayLog | undefined;
  const isKnown = item?.schema === dayLogSchema && typeof log === "object" && log !== null && Array.isArray(log.bed);
  return isKnown ? log : undefined;
}
