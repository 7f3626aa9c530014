import { retentionMs } from "../../contracts/decode-telemetry.ts";
import type { DayLog } from "../../domain/family/day-log.ts";
import { day, type EpochMs, hour, minute } from "../../domain/model/time.ts";
import type { SeriesStore } from "../../stores/series-store.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Log } from "../shell/log.ts";

/** Of a day that goes on, a log that is younger is shown: a page asks every minute, and the rows of a day are many. */
const youngForMs = 5 * minute;
/** What comes late is added hour by hour, until two days after the day; then nothing more is expected (archive-observations). */
const addedEveryMs = hour;
const settledAfterMs = 2 * day;
const atOnce = 2;

interface LogDeps {
  readonly series: Pick<SeriesStore, "findDayLogs" | "sumUpDay" | "saveDayLog">;
  readonly log: Log;
  now(): EpochMs;
}

/**
 * What a resident's devices said on these days, in their order. Days are summed up once and kept; making one again comes to
 * the same. One that cannot be kept is shown all the same, and made again by the next who asks.
 */
export async function dayLogsOf(
  residentId: string,
  dayStarts: readonly EpochMs[],
  deps: LogDeps,
): Promise<readonly DayLog[]> {
  const now = deps.now();
  const begun = dayStarts.filter((dayStart) => dayStart < now && dayStart > now - retentionMs);
  const stored = await deps.series.findDayLogs(residentId, begun);
  const logs = new Map(stored.flatMap((log) => (log === undefined ? [] : [[log.dayStart, log]])));
  const missing = begun.filter((dayStart) => !isGood(logs.get(dayStart), now));
  await forEachBounded(missing, atOnce, async (dayStart) => {
    const log = await deps.series.sumUpDay(residentId, dayStart, now);
    logs.set(dayStart, log);
    try {
      await deps.series.saveDayLog(log, retentionMs);
    } catch (error) {
      deps.log.warn("a day's log was not kept", { residentId, error });
    }
  });
  return begun.flatMap((dayStart) => logs.get(dayStart) ?? []);
}

/** A log from later than now was made before the clock was set back. */
function isGood(log: DayLog | undefined, now: EpochMs): boolean {
  if (log === undefined || log.madeAt > now) return false;
  const end = log.dayStart + day;
  if (now < end || log.until < end) return now - log.madeAt <= youngForMs && now < end;
  return log.madeAt >= end + settledAfterMs || now - log.madeAt <= addedEveryMs;
}
