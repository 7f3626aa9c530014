import type { Resident } from "../domain/model/resident.ts";
import { minute, second } from "../domain/model/time.ts";
import { changedPartsOf, type PlanChange } from "../domain/watch/change-plan.ts";
import type { LimitedCode, PlanOverrides, VitalLimit } from "../domain/watch/plan.ts";
import type { PlanChangeRequest, PlanView } from "./http/monitoring-plan.ts";
import { epochOf, isoTimeOf } from "./iso-time.ts";

type Overrides = PlanView["overrides"];
type LimitView = NonNullable<NonNullable<Overrides["limits"]>[LimitedCode]>;

/** A change of a plan as the domain has it: milliseconds, minutes of the day, nothing undefined. */
export function planChangeOf({ by: _by, reason: _reason, ...request }: PlanChangeRequest): PlanChange {
  const { limits, bedExit, inactivity, lowBatteryPercent, longLieMinutes } = request;
  const { defaults, palliative, disabilityLevel, spo2Scale2 } = request;
  return {
    ...(limits === undefined ? {} : { limits: mapped(limits, limitOf) }),
    ...(bedExit === undefined ? {} : { bedExit: bedExit && bedExitOf(bedExit) }),
    ...(inactivity === undefined ? {} : { inactivity: inactivity && inactivityOf(inactivity) }),
    ...(lowBatteryPercent === undefined ? {} : { lowBatteryPercent }),
    ...(longLieMinutes === undefined ? {} : { longLieAfterMs: longLieMinutes * minute }),
    ...(defaults === undefined ? {} : { defaults }),
    ...(palliative === undefined ? {} : { palliative }),
    ...(disabilityLevel === undefined ? {} : { disabilityLevel }),
    ...(spo2Scale2 === undefined
      ? {}
      : { spo2Scale2: spo2Scale2 && { ...spo2Scale2, orderedAt: epochOf(spo2Scale2.orderedAt) ?? 0 } }),
  };
}

/** What of a resident's plan deviates from the default, and who changed it. */
export function planView({ planOverrides = {}, planChanges = [], spo2Scale2 }: Resident): PlanView {
  return {
    overrides: overridesView(planOverrides),
    ...(spo2Scale2 === undefined ? {} : { spo2Scale2: { ...spo2Scale2, orderedAt: isoTimeOf(spo2Scale2.orderedAt) } }),
    changes: planChanges.toReversed().map(({ at, by, reason, change }) => ({
      at: isoTimeOf(at),
      by,
      reason,
      changed: [...changedPartsOf(change)],
    })),
  };
}

/** Deviations from the default as the API shows them. */
export function overridesView(overrides: PlanOverrides): Overrides {
  const { limits, bedExit, inactivity, lowBatteryPercent, longLieAfterMs } = overrides;
  return {
    ...(limits === undefined ? {} : { limits: mapped(limits, limitView) }),
    ...(bedExit === undefined
      ? {}
      : {
          bedExit: bedExit && {
            nightFrom: clockOf(bedExit.nightFrom),
            nightTo: clockOf(bedExit.nightTo),
            maxAbsenceMinutes: bedExit.maxAbsenceMs / minute,
          },
        }),
    ...(inactivity === undefined
      ? {}
      : {
          inactivity: inactivity && {
            dayFrom: clockOf(inactivity.dayFrom),
            dayTo: clockOf(inactivity.dayTo),
            maxStillMinutes: inactivity.maxStillMs / minute,
            priority: inactivity.priority,
          },
        }),
    ...(lowBatteryPercent === undefined ? {} : { lowBatteryPercent }),
    ...(longLieAfterMs === undefined ? {} : { longLieMinutes: longLieAfterMs / minute }),
  };
}

/** A limit as the API shows it. */
export function limitView({ low, high, delayMs, hysteresis, priority }: VitalLimit): LimitView {
  return {
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    delaySeconds: delayMs / second,
    hysteresis,
    priority,
  };
}

function limitOf({ low, high, delaySeconds, hysteresis, priority }: LimitView): VitalLimit {
  return {
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    delayMs: delaySeconds * second,
    hysteresis,
    priority,
  };
}

function bedExitOf({ nightFrom, nightTo, maxAbsenceMinutes }: NonNullable<Overrides["bedExit"]>) {
  return {
    nightFrom: minuteOfDay(nightFrom),
    nightTo: minuteOfDay(nightTo),
    maxAbsenceMs: maxAbsenceMinutes * minute,
  };
}

function inactivityOf({ dayFrom, dayTo, maxStillMinutes, priority }: NonNullable<Overrides["inactivity"]>) {
  return { dayFrom: minuteOfDay(dayFrom), dayTo: minuteOfDay(dayTo), maxStillMs: maxStillMinutes * minute, priority };
}

/** Converts every limit that is there; `null` stays `null`. */
function mapped<A, B>(
  limits: { readonly [Code in LimitedCode]?: A | null | undefined },
  convert: (limit: A) => B,
): { [Code in LimitedCode]?: B | null } {
  const converted: { [Code in LimitedCode]?: B | null } = {};
  for (const [code, limit] of Object.entries(limits) as [LimitedCode, A | null | undefined][])
    if (limit !== undefined) converted[code] = limit === null ? null : convert(limit);
  return converted;
}

function minuteOfDay(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
