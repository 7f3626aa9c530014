import { type EpochMs, minute, second } from "../model/time.ts";
import { foldReadings } from "./memory.ts";
import { latestOf } from "./other-devices.ts";
import type { MonitoringPlan } from "./plan.ts";
import type { Memory, RecentObservation } from "./state.ts";
import { isLimitedCode } from "./vital-limits.ts";

/** Inside this time behind the newest reading, the order of arrival does not matter. */
const latenessWindowMs = 60 * second;

/** What is older on arrival is stored, but never judged. */
export const judgedForMs = 10 * minute;

/** A device that sends faster than this many values in the window gets a shorter one: the watch must stay small. */
const maxRecent = 120;

/** The order in which readings are folded: by time, code, device, value. Equal ones are duplicates. */
function compareReadings(a: RecentObservation, b: RecentObservation): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  if (a[2] !== b[2]) return a[2] < b[2] ? -1 : 1;
  if (a[3] !== b[3]) return String(a[3]) < String(b[3]) ? -1 : 1;
  return 0;
}

/** Where a reading belongs, sought from the newest end because it is nearly always there; undefined for a duplicate. */
export function placeOf(recent: readonly RecentObservation[], reading: RecentObservation): number | undefined {
  for (let index = recent.length; index > 0; index--) {
    const order = compareReadings(recent[index - 1] as RecentObservation, reading);
    if (order === 0) return undefined;
    if (order < 0) return index;
  }
  return 0;
}

/**
 * Takes in a reading that is older than what has been settled: it counts if it is the newest of its code (of a battery or
 * of a vital with limits: of its device, so that one which sends by the batch is judged too), and is too late otherwise.
 */
export function settleLate(
  settled: Memory,
  reading: RecentObservation,
  plan: MonitoringPlan,
): Memory | "too-late" | "duplicate" {
  const [at, code, deviceId, value] = reading;
  const latest = isLimitedCode(code) ? latestOf(settled, code, deviceId) : settled.latest[code];
  const newest = code === "battery" ? settled.batteries?.[deviceId]?.at : latest?.at;
  if (newest === undefined || at > newest) return foldReadings(settled, [reading], plan);
  const isKnown = latest?.at === at && latest.deviceId === deviceId && latest.value === value;
  return isKnown ? "duplicate" : "too-late";
}

export interface Settled {
  readonly settled: Memory;
  readonly settledTo?: EpochMs;
  readonly recent: readonly RecentObservation[];
}

/**
 * Folds what has left the lateness window into the settled memory. A device whose clock is ahead does not push the
 * others out of the window: it reaches back from the newest reading or from now, whichever is earlier.
 */
export function settle(state: Settled, plan: MonitoringPlan, now: EpochMs): Settled {
  const { settled, recent } = state;
  const newest = recent.at(-1)?.[0];
  if (newest === undefined) return state;
  const horizon = Math.min(newest, now) - latenessWindowMs;
  let count = Math.max(0, recent.length - maxRecent);
  while (count < recent.length && (recent[count]?.[0] ?? Number.POSITIVE_INFINITY) < horizon) count++;
  const last = recent[count - 1];
  if (last === undefined) return state;
  return {
    settled: foldReadings(settled, recent.slice(0, count), plan),
    settledTo: last[0],
    recent: recent.slice(count),
  };
}
