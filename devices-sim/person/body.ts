import { type EpochMs, hour, minute } from "../../domain/model/time.ts";
import type { SimulatedPerson } from "../county/county.ts";
import { noiseAt } from "../random.ts";
import { clock, timeOfDay, turnOfDay } from "../wall-clock.ts";
import type { Activity } from "./day-plan.ts";
import type { Moment } from "./routine.ts";
import type { BodyShift, Consciousness } from "./shift.ts";
import { sleepShift, sleepStage } from "./sleep.ts";

/** The state of a body at one moment, unrounded and without the faults of any instrument. */
export interface Body {
  readonly heartRate: number;
  readonly respiratoryRate: number;
  readonly spo2: number;
  readonly systolic: number;
  readonly diastolic: number;
  readonly temperature: number;
  readonly glucose: number;
  readonly weight: number;
  readonly inspiredOxygen: number;
  readonly consciousness: Consciousness;
  /** 0 (still) to 1 (restless), as far as lying or sitting. */
  readonly restlessness: number;
}

interface Effort {
  readonly heartRate: number;
  readonly respiratoryRate: number;
  readonly systolic: number;
  readonly restlessness: number;
}

const efforts = {
  asleep: { heartRate: -2, respiratoryRate: -0.3, systolic: -9, restlessness: 0.06 },
  "resting-in-bed": { heartRate: -1, respiratoryRate: 0, systolic: -3, restlessness: 0.18 },
  sitting: { heartRate: 2, respiratoryRate: 0.3, systolic: 0, restlessness: 0.25 },
  eating: { heartRate: 5, respiratoryRate: 0.6, systolic: 4, restlessness: 0.4 },
  toilet: { heartRate: 9, respiratoryRate: 1, systolic: 5, restlessness: 0.5 },
  walking: { heartRate: 16, respiratoryRate: 2.4, systolic: 9, restlessness: 0.9 },
  "on-the-floor": { heartRate: 14, respiratoryRate: 2.5, systolic: 6, restlessness: 0.08 },
} as const satisfies Record<Activity, Effort>;

const followsWithinMs = 90_000;

/**
 * The body of a person at a moment: baseline, daily rhythm, effort, sleep, meals, noise, and whatever illness shifts.
 *
 * A pure function of person, time, activity and shift, so that any stretch of time can be computed in any order.
 */
export function bodyAt(person: SimulatedPerson, moment: Moment, at: EpochMs, shift: BodyShift): Body {
  const { baseline, salt } = person;
  const effort = effortAt(moment, at);
  // Warmest and fastest around 16:00, lowest around 04:00.
  const rhythm = Math.cos((turnOfDay(at) - 16 / 24) * 2 * Math.PI);
  const sleepDip = moment.episode.doing === "asleep" ? 0.5 : 0;
  return {
    heartRate:
      baseline.heartRate +
      2.5 * rhythm +
      effort.heartRate +
      2 * noiseAt(salt, at, 5 * minute) +
      noiseAt(salt + 1, at, 20_000) +
      shift.heartRate,
    respiratoryRate:
      baseline.respiratoryRate +
      0.3 * rhythm +
      effort.respiratoryRate +
      0.8 * noiseAt(salt + 2, at, 3 * minute) +
      shift.respiratoryRate,
    spo2: Math.min(
      100,
      baseline.spo2 -
        sleepDip +
        0.6 * noiseAt(salt + 3, at, 7 * minute) +
        0.4 * noiseAt(salt + 4, at, minute) +
        shift.spo2,
    ),
    systolic:
      baseline.systolic + 3 * rhythm + effort.systolic + 5 * noiseAt(salt + 5, at, 40 * minute) + shift.systolic,
    diastolic:
      baseline.diastolic +
      1.5 * rhythm +
      effort.systolic * 0.4 +
      3 * noiseAt(salt + 6, at, 40 * minute) +
      shift.systolic * 0.45,
    temperature: baseline.temperature + 0.22 * rhythm + 0.08 * noiseAt(salt + 7, at, 90 * minute) + shift.temperature,
    glucose: Math.max(1.2, baseline.glucose + afterMeal(at) * (baseline.glucose / 4) + shift.glucose),
    weight: baseline.weight + 0.5 * noiseAt(salt + 8, at, 100 * hour) + shift.weight,
    inspiredOxygen: Math.max(21, shift.inspiredOxygen),
    consciousness: shift.consciousness,
    restlessness: effort.restlessness * shift.restlessness,
  };
}

function effortAt({ episode, before }: Moment, at: EpochMs): Effort {
  const now = effortOf(episode.doing, at - episode.from);
  const earlier = efforts[before.doing];
  const share = Math.exp(-(at - episode.from) / followsWithinMs);
  if (share < 0.01) return now;
  return {
    heartRate: now.heartRate + (earlier.heartRate - now.heartRate) * share,
    respiratoryRate: now.respiratoryRate + (earlier.respiratoryRate - now.respiratoryRate) * share,
    systolic: now.systolic + (earlier.systolic - now.systolic) * share,
    restlessness: now.restlessness,
  };
}

function effortOf(doing: Activity, forMs: number): Effort {
  if (doing !== "asleep") return efforts[doing];
  const stage = sleepShift[sleepStage(forMs)];
  return { ...efforts.asleep, ...stage };
}

/** 0 before a meal, up to 1 three quarters of an hour after it began. */
function afterMeal(at: EpochMs): number {
  const now = timeOfDay(at);
  return [clock(7, 10), clock(11, 25), clock(17, 15)].reduce((highest, meal) => {
    const hours = (now - meal) / hour;
    return hours > 0 && hours < 3 ? Math.max(highest, (hours / 0.75) * Math.exp(1 - hours / 0.75)) : highest;
  }, 0);
}
