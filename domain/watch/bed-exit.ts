import { freshnessOf } from "../model/freshness.ts";
import type { ObservationValue } from "../model/reading.ts";
import { day, type EpochMs } from "../model/time.ts";
import { latestWindow } from "./daily-window.ts";
import { isLive, isSourceHeard, type Monitor, type Situation } from "./monitor.ts";

/** Since when the bed has been empty, after one more word on its occupancy. */
export function followBed(
  outOfBedSince: EpochMs | undefined,
  occupied: ObservationValue,
  at: EpochMs,
): EpochMs | undefined {
  return occupied === false ? (outOfBedSince ?? at) : undefined;
}

/**
 * Out of bed at night for too long. An absence that began before the night counts from the start of the night, so
 * that somebody who never reaches the bed is missed too. Ends when the bed is occupied again, or with the night.
 *
 * A bed of which nothing has been heard raises nothing: that is the silence of a device. Nor does it end anything.
 */
export const bedExitMonitor: Monitor = {
  kind: "bed-exit",
  judge(situation) {
    const { memory, plan, now } = situation;
    if (plan.bedExit === undefined || memory.outOfBedSince === undefined || !isBedKnown(situation)) return undefined;
    const night = latestWindow(now, plan.bedExit.nightFrom, plan.bedExit.nightTo);
    const countsFrom = Math.max(memory.outOfBedSince, night.startsAt);
    if (now >= night.endsAt || now - countsFrom < plan.bedExit.maxAbsenceMs) return undefined;
    const latest = memory.latest["bed-occupancy"];
    return {
      kind: "bed-exit",
      priority: "medium",
      reason: { code: "out-of-bed", sinceMs: memory.outOfBedSince },
      inputs: latest === undefined ? [] : [{ code: "bed-occupancy", ...latest }],
    };
  },
  mayClear(situation) {
    if (situation.plan.bedExit === undefined) return true;
    return isLive(situation, "bed-occupancy") || isSourceHeard(situation, "bed-occupancy");
  },
  changesAt({ memory, plan, now }) {
    if (plan.bedExit === undefined || memory.outOfBedSince === undefined) return Number.POSITIVE_INFINITY;
    const { nightFrom, nightTo, maxAbsenceMs } = plan.bedExit;
    const night = latestWindow(now, nightFrom, nightTo);
    const tooLongAt = Math.max(memory.outOfBedSince, night.startsAt) + maxAbsenceMs;
    if (tooLongAt < night.endsAt && now < night.endsAt) return tooLongAt > now ? tooLongAt : night.endsAt;
    return night.startsAt + day + maxAbsenceMs;
  },
};

function isBedKnown(situation: Situation): boolean {
  const latest = situation.memory.latest["bed-occupancy"];
  if (latest === undefined) return false;
  return freshnessOf("bed-occupancy", latest.at, situation.now) !== "lost" || isSourceHeard(situation, "bed-occupancy");
}
