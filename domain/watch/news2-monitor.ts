import type { AlertPriority, VerdictInput } from "../alerts/alert.ts";
import type { ObservationValue } from "../model/reading.ts";
import { type EpochMs, hour, minute } from "../model/time.ts";
import type { Monitor } from "./monitor.ts";
import type { News2Band, News2Parameter, News2Score } from "./news2.ts";
import { isHigherBand, news2Parameters, news2Version, scoreNews2, scoresTheSame } from "./news2-scoring.ts";
import type { MonitoringPlan } from "./plan.ts";
import type { LatestValue, Memory, News2Memory } from "./state.ts";

/** Sensor vitals count for this long: a choice of this project, to be confirmed by a clinician. */
const sensorValidityMs = 15 * minute;

/**
 * Blood pressure, temperature, consciousness and oxygen count until the next round of the band that was found last: the
 * minimum monitoring of RCP NEWS2 2017. Before the first full score it is that of a total of 1–4; "continuous" is taken as the
 * validity of a sensor.
 */
const roundIntervalMs = { zero: 12 * hour, low: 6 * hour, "low-medium": hour, medium: hour, high: sensorValidityMs };

/** IEC 60601-1-8 words for the responses of RCP NEWS2 2017: prompt for a single 3 and for 5–6, immediate from 7. */
const priorities: Readonly<Record<Exclude<News2Band, "low">, AlertPriority>> = {
  "low-medium": "medium",
  medium: "medium",
  high: "high",
};

/** Whether NEWS2 scores this code. */
export function isNews2Parameter(code: string): code is News2Parameter {
  return (news2Parameters as readonly string[]).includes(code);
}

/** Until when a parameter's value counts towards the score. */
export function validUntil(parameter: News2Parameter, measuredAt: EpochMs, memory: News2Memory): EpochMs {
  const isSensor = parameter === "heart-rate" || parameter === "respiratory-rate" || parameter === "spo2";
  if (isSensor) return measuredAt + sensorValidityMs;
  const isZero = memory.openBand === "low" && memory.lastTotal === 0;
  return measuredAt + roundIntervalMs[isZero ? "zero" : memory.openBand];
}

/** Scores the values that are valid at one moment. */
export function scoreAt(latest: Memory["latest"], memory: News2Memory, scale: 1 | 2, at: EpochMs): News2Score {
  const values: Partial<Record<News2Parameter, number | string | boolean>> = {};
  for (const parameter of news2Parameters) {
    const known = latest[parameter];
    if (known !== undefined && at <= validUntil(parameter, known.at, memory)) values[parameter] = known.value;
  }
  return scoreNews2(values, scale);
}

/**
 * Whether a value can change the open band at all. While a valid value scores the same again, time has only taken
 * others away, and a score that became partial changes nothing. The scale may have been ordered since.
 */
export function isNewsToNews2(
  parameter: News2Parameter,
  value: ObservationValue,
  at: EpochMs,
  previous: LatestValue | undefined,
  memory: News2Memory,
  { news2: { spo2Scale } }: MonitoringPlan,
): boolean {
  if (previous === undefined || at > validUntil(parameter, previous.at, memory)) return true;
  return (memory.scale ?? 1) !== spo2Scale || !scoresTheSame(parameter, previous.value, value, spo2Scale);
}

/** Judges the score after new values: a full one sets the open band, a partial one can only raise it. */
export function followNews2(
  memory: News2Memory,
  latest: Memory["latest"],
  plan: MonitoringPlan,
  at: EpochMs,
): News2Memory {
  if (!plan.news2.scored) return { openBand: "low" };
  const score = scoreAt(latest, memory, plan.news2.spo2Scale, at);
  const isFull = score.status === "full";
  if (!isFull && !isHigherBand(score.band, memory.openBand)) return memory;
  const lastTotal = isFull ? score.min : memory.lastTotal;
  const { min, max, band, missing, scale, parts } = score;
  return {
    openBand: band,
    ...(plan.news2.spo2Scale === 2 ? { scale: 2 } : {}),
    ...(lastTotal === undefined ? {} : { lastTotal }),
    ...(band === "low"
      ? {}
      : {
          reason: { code: "news2", min, max, band, missing, scale, parts, version: news2Version },
          inputs: inputsOf(latest, missing),
        }),
  };
}

/** Raises by band from a single 3 upwards; under a palliative plan the score never raises. */
export const news2Monitor: Monitor = {
  kind: "news2",
  judge({ memory, plan }) {
    const { openBand, reason, inputs = [] } = memory.news2;
    if (!isRaising(plan) || openBand === "low" || reason === undefined) return undefined;
    return { kind: "news2", priority: priorities[openBand], reason, inputs };
  },
  mayClear({ memory, plan, now }) {
    if (!isRaising(plan)) return true;
    return scoreAt(memory.latest, memory.news2, plan.news2.spo2Scale, now).status === "full";
  },
  changesAt: () => Number.POSITIVE_INFINITY,
};

function isRaising({ news2 }: MonitoringPlan): boolean {
  return news2.scored && news2.excludedBecause === undefined;
}

function inputsOf(latest: Memory["latest"], missing: readonly string[]): readonly VerdictInput[] {
  return news2Parameters.flatMap((code) => {
    const known = latest[code];
    return known === undefined || missing.includes(code) ? [] : [{ code, ...known }];
  });
}
