import { type EpochMs, hour } from "../model/time.ts";
import { lengthOf, within } from "./bed-log.ts";
import type { DayLog } from "./day-log.ts";
import { type KnownDegree, unheardAllowedMs } from "./night.ts";

/** What is known of how much somebody was up and about on a day. */
export interface Activity {
  readonly dayStart: EpochMs;
  readonly known: KnownDegree;
  /** Out of bed between 06:00 and 22:00, as far as a bed sensor told. */
  readonly upMs?: number;
  readonly steps?: number;
}

const from = 6 * hour;
const to = 22 * hour;

/** Days that lack have no data. */
export function activityOf(dayStart: EpochMs, log: DayLog | undefined): Activity {
  if (log === undefined) return { dayStart, known: "no-data" };
  const steps = log.steps === undefined ? {} : { steps: log.steps.count };
  const end = Math.min(dayStart + to, log.until);
  const parts = within(log.bed, dayStart + from, end);
  const knownMs = lengthOf(parts, "in-bed") + lengthOf(parts, "out-of-bed");
  if (knownMs === 0) return { dayStart, known: log.steps === undefined ? "no-data" : "partly-known", ...steps };
  const isWhole = end - dayStart - from - knownMs <= unheardAllowedMs;
  return { dayStart, known: isWhole ? "known" : "partly-known", upMs: lengthOf(parts, "out-of-bed"), ...steps };
}
