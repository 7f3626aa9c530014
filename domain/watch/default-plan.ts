import { ageOf, type CareSetting, type DisabilityLevel, type Resident } from "../model/resident.ts";
import { type EpochMs, hour, minute, second } from "../model/time.ts";
import { longLieAfterMs } from "./long-lie.ts";
import type { LimitedCode, MonitoringPlan, PlanOverrides, VitalLimit } from "./plan.ts";

type Limits = MonitoringPlan["limits"];

/** Minutes of the day in Asia/Shanghai. */
const night = { nightFrom: 22 * 60, nightTo: 6 * 60 };
const waking = { dayFrom: 7 * 60, dayTo: 21 * 60 };

/** Readings of a sensor must last a minute, so that a turn in bed alarms nobody; to be confirmed by a clinician. */
const sustained = 60 * second;

/**
 * Adults who are up and about. Pulse 120 and SpO2 90 are makers' defaults (Edan and Contec monitor manuals); pulse 45
 * because the elderly sleep below the makers' 50. Respiration, pressure, temperature and glucose are starting values to be
 * confirmed by a clinician. Priorities after IEC 60601-1-8: low oxygen is the one that kills within minutes.
 */
const adult: Readonly<Record<LimitedCode, VitalLimit>> = {
  "heart-rate": { low: 45, high: 120, delayMs: sustained, hysteresis: 3, priority: "medium" },
  "respiratory-rate": { low: 8, high: 30, delayMs: sustained, hysteresis: 2, priority: "medium" },
  spo2: { low: 90, delayMs: sustained, hysteresis: 2, priority: "high" },
  "systolic-blood-pressure": { low: 90, high: 160, delayMs: 0, hysteresis: 5, priority: "medium" },
  "diastolic-blood-pressure": { low: 50, high: 90, delayMs: 0, hysteresis: 5, priority: "low" },
  "body-temperature": { low: 35, high: 38.5, delayMs: sustained, hysteresis: 0.3, priority: "medium" },
  glucose: { low: 3.9, high: 16.7, delayMs: 0, hysteresis: 0.3, priority: "medium" },
};

/**
 * Resting in bed nearly all day (severe disability): narrower starting values for a mat sensor, to be confirmed by a
 * clinician.
 */
const resting: Limits = {
  ...adult,
  "heart-rate": { ...adult["heart-rate"], high: 110 },
  "respiratory-rate": { ...adult["respiratory-rate"], high: 25 },
};

/**
 * Adult rates and pressures mean nothing in a child (RCP NEWS2 2017 and the makers' defaults are for adults); what holds
 * at every age stays.
 */
const child: Limits = { spo2: adult.spo2, "body-temperature": adult["body-temperature"], glucose: adult.glucose };

/**
 * The comfort profile, to be confirmed by a clinician: breathlessness stays on, as fall, SOS, smoke, gas and devices do
 * everywhere.
 */
const comfort: Limits = {
  "respiratory-rate": { high: 30, delayMs: sustained, hysteresis: 2, priority: "medium" },
};

/** On scale 2 the target is 88–92 % (RCP NEWS2 2017); the alert begins where that scale gives two points. */
const spo2Scale2: VitalLimit = { ...adult.spo2, low: 86 };

/** Out of bed at night, by disability level: the less able, the sooner. To be confirmed by a clinician. */
const maxAbsenceMs: Readonly<Record<DisabilityLevel, number>> = {
  0: 40 * minute,
  1: 30 * minute,
  2: 20 * minute,
  3: 10 * minute,
  4: 10 * minute,
  5: 10 * minute,
};

/**
 * The monitoring plan of a resident: the defaults for disability level, care setting, age and palliative status, with
 * what a clinical role changed on top. Every figure is a starting value that belongs to the resident.
 */
export function planFor(resident: Resident, now: EpochMs): MonitoringPlan {
  const isChild = ageOf(resident, now) < 16;
  const overrides: PlanOverrides = resident.planOverrides ?? {};
  const bedExit = overrides.bedExit === undefined ? defaultBedExit(resident) : (overrides.bedExit ?? undefined);
  const inactivity =
    overrides.inactivity === undefined ? defaultInactivity(resident) : (overrides.inactivity ?? undefined);
  return {
    limits: withOverrides(defaultLimits(resident, isChild), overrides.limits),
    news2: news2For(resident, isChild),
    ...(bedExit === undefined ? {} : { bedExit }),
    ...(inactivity === undefined ? {} : { inactivity }),
    lowBatteryPercent: overrides.lowBatteryPercent ?? 20,
    longLieAfterMs: overrides.longLieAfterMs ?? longLieAfterMs,
  };
}

function defaultLimits({ palliative, disabilityLevel, spo2Scale2: order }: Resident, isChild: boolean): Limits {
  if (palliative) return comfort;
  const limits = isChild ? child : disabilityLevel >= 3 ? resting : adult;
  return order === undefined ? limits : { ...limits, spo2: spo2Scale2 };
}

/** Exclusions of RCP NEWS2 2017; under a palliative plan the score is kept for information. */
function news2For(
  { palliative, pregnantOrPostpartum, spo2Scale2: order }: Resident,
  isChild: boolean,
): MonitoringPlan["news2"] {
  const spo2Scale = order === undefined ? 1 : 2;
  if (isChild) return { scored: false, excludedBecause: "under-16", spo2Scale };
  if (pregnantOrPostpartum === true) return { scored: false, excludedBecause: "pregnant-or-postpartum", spo2Scale };
  if (palliative) return { scored: true, excludedBecause: "palliative", spo2Scale };
  return { scored: true, spo2Scale };
}

/** Nobody sleeps in a day-care centre. */
function defaultBedExit({ careSetting, disabilityLevel }: Resident): MonitoringPlan["bedExit"] {
  return careSetting === "day-care" ? undefined : { ...night, maxAbsenceMs: maxAbsenceMs[disabilityLevel] };
}

/**
 * Stillness by day where no staff is in sight. At home a long lie after a fall begins after one hour, yet people also read
 * and nap: three hours. Severely disabled residents lie still by their condition, and in a hospital, a day-care centre or
 * under a comfort plan somebody is there.
 */
function defaultInactivity({ careSetting, disabilityLevel, palliative }: Resident): MonitoringPlan["inactivity"] {
  const maxStillMs = stillness[careSetting];
  if (maxStillMs === undefined || palliative || disabilityLevel >= 3) return undefined;
  return { ...waking, maxStillMs, priority: "medium" };
}

const stillness: Readonly<Partial<Record<CareSetting, number>>> = { home: 3 * hour, "care-home": 4 * hour };

function withOverrides(limits: Limits, overrides: PlanOverrides["limits"]): Limits {
  if (overrides === undefined) return limits;
  const kept = Object.entries({ ...limits, ...overrides }).filter(([, limit]) => limit !== null && limit !== undefined);
  return Object.fromEntries(kept) as Limits;
}
