import type { ObservationCode } from "../model/observations.ts";
import { followBed } from "./bed-exit.ts";
import { followMovement } from "./inactivity.ts";
import { followUp } from "./long-lie.ts";
import { followBattery } from "./low-battery.ts";
import { followNews2, isNews2Parameter, isNewsToNews2 } from "./news2-monitor.ts";
import { followOthers } from "./other-devices.ts";
import type { MonitoringPlan } from "./plan.ts";
import type { LatestValue, Memory, RecentObservation, Watch } from "./state.ts";
import { followExcursions, isLimitedCode } from "./vital-limits.ts";

export const emptyMemory: Memory = { latest: {}, news2: { openBand: "low" } };

const remembered = new WeakMap<Watch, { readonly memory: Memory; readonly plan: MonitoringPlan }>();

/** All that is known with the readings still in the window. It is folded once per watch and plan, then remembered. */
export function memoryOf(watch: Watch, plan: MonitoringPlan): Memory {
  const known = remembered.get(watch);
  if (known?.plan === plan) return known.memory;
  return remember(watch, plan, foldReadings(watch.settled, watch.recent, plan));
}

/** Spares {@link memoryOf} the fold that was just done for this watch. */
export function remember(watch: Watch, plan: MonitoringPlan, memory: Memory): Memory {
  remembered.set(watch, { memory, plan });
  return memory;
}

/** The newest value of every code and what follows from it without any plan. */
export function valuesOf(watch: Watch): Pick<Memory, "latest" | "outOfBedSince" | "lastMovedAt"> {
  return remembered.get(watch)?.memory ?? foldReadings(watch.settled, watch.recent);
}

/** A memory while readings are folded into it. */
interface Draft {
  readonly latest: Partial<Record<ObservationCode, LatestValue>>;
  others: Memory["others"] | undefined;
  excursions: Memory["excursions"] | undefined;
  news2: Memory["news2"];
  outOfBedSince: Memory["outOfBedSince"] | undefined;
  lastMovedAt: Memory["lastMovedAt"] | undefined;
  lastUpAt: Memory["lastUpAt"] | undefined;
  batteries: Memory["batteries"] | undefined;
}

/**
 * Folds readings, which must be in order, into a memory: every monitor takes its step in the time of the readings.
 * Values of the same moment are scored together. Without a plan only the values are followed, nothing is judged.
 */
export function foldReadings(memory: Memory, readings: readonly RecentObservation[], plan?: MonitoringPlan): Memory {
  if (readings.length === 0) return memory;
  const draft: Draft = {
    latest: { ...memory.latest },
    others: memory.others,
    excursions: memory.excursions,
    news2: memory.news2,
    outOfBedSince: memory.outOfBedSince,
    lastMovedAt: memory.lastMovedAt,
    lastUpAt: memory.lastUpAt,
    batteries: memory.batteries,
  };
  let isNews2Due = false;
  for (let index = 0; index < readings.length; index++) {
    const reading = readings[index] as RecentObservation;
    const [at, code, , value] = reading;
    const previous = draft.latest[code];
    follow(draft, reading, previous, plan);
    if (plan === undefined) continue;
    const isLatest = previous === undefined || previous.at <= at;
    isNews2Due ||= isLatest && isNews2Parameter(code) && isNewsToNews2(code, value, at, previous, draft.news2, plan);
    if (isNews2Due && readings[index + 1]?.[0] !== at) {
      draft.news2 = followNews2(draft.news2, draft.latest, plan, at);
      isNews2Due = false;
    }
  }
  const { latest, others, excursions, news2, outOfBedSince, lastMovedAt, lastUpAt, batteries } = draft;
  return {
    latest,
    ...(others === undefined ? {} : { others }),
    ...(excursions === undefined ? {} : { excursions }),
    news2,
    ...(outOfBedSince === undefined ? {} : { outOfBedSince }),
    ...(lastMovedAt === undefined ? {} : { lastMovedAt }),
    ...(lastUpAt === undefined ? {} : { lastUpAt }),
    ...(batteries === undefined ? {} : { batteries }),
  };
}

function follow(
  draft: Draft,
  [at, code, deviceId, value]: RecentObservation,
  previous: LatestValue | undefined,
  plan: MonitoringPlan | undefined,
): void {
  draft.lastMovedAt = followMovement(draft.lastMovedAt, code, value, at, previous);
  draft.lastUpAt = followUp(draft.lastUpAt, [at, code, deviceId, value], previous);
  if (code === "bed-occupancy") {
    draft.outOfBedSince = followBed(draft.outOfBedSince, value, at);
  } else if (code === "battery") {
    if (plan !== undefined && typeof value === "number")
      draft.batteries = followBattery(draft.batteries, deviceId, value, at, plan.lowBatteryPercent);
  } else if (isLimitedCode(code) && typeof value === "number") {
    if (plan !== undefined) {
      draft.excursions = followExcursions(draft, plan.limits[code], code, { value, at, deviceId });
      draft.others = followOthers(draft.others, code, { value, at, deviceId }, previous);
    }
  }
  if (previous === undefined || previous.at <= at) draft.latest[code] = { value, at, deviceId };
}
