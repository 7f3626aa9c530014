import type { DisabilityLevel, Resident, Spo2Scale2Order } from "../model/resident.ts";
import type { EpochMs } from "../model/time.ts";
import type { LimitedCode, PlanOverrides } from "./plan.ts";

/** The parts of a plan that can be overridden. */
export type PlanPart = LimitedCode | "bed-exit" | "inactivity" | "low-battery" | "long-lie";

/** What a clinical role changes; what is absent stays as it is. */
export interface PlanChange extends PlanOverrides {
  /** What goes back to the default for this resident; a part that is also set is set. */
  readonly defaults?: readonly PlanPart[];
  readonly palliative?: boolean;
  readonly disabilityLevel?: DisabilityLevel;
  /** `null` withdraws the order. */
  readonly spo2Scale2?: Spo2Scale2Order | null;
}

/** One change of a plan: who made it, when, why, and what it was. */
export interface PlanChangeRecord {
  readonly at: EpochMs;
  readonly by: string;
  readonly reason: string;
  readonly change: PlanChange;
}

/** As many changes as are kept with a resident. */
const maxRecords = 20;

/**
 * A resident with a changed plan and a record of the change. The same words by the same person again, as a request that
 * is sent twice has them, change nothing: then the very resident comes back.
 */
export function changePlan(
  resident: Resident,
  change: PlanChange,
  { by, reason }: { readonly by: string; readonly reason: string },
  now: EpochMs,
): Resident {
  const records = resident.planChanges ?? [];
  const last = records.at(-1);
  if (last?.by === by && last.reason === reason && JSON.stringify(last.change) === JSON.stringify(change))
    return resident;
  const { palliative, disabilityLevel, spo2Scale2 } = change;
  const { spo2Scale2: orderBefore, ...others } = resident;
  const order = spo2Scale2 === undefined ? orderBefore : (spo2Scale2 ?? undefined);
  return {
    ...others,
    palliative: palliative ?? resident.palliative,
    disabilityLevel: disabilityLevel ?? resident.disabilityLevel,
    ...(order === undefined ? {} : { spo2Scale2: order }),
    planOverrides: overridesAfter(resident.planOverrides ?? {}, change),
    planChanges: [...records, { at: now, by, reason, change }].slice(-maxRecords),
  };
}

/** The names of what a change touches: codes of limits and parts of the plan. */
export function changedPartsOf({ limits = {}, defaults = [], ...fields }: PlanChange): ReadonlySet<string> {
  return new Set([...Object.keys(limits), ...Object.keys(fields), ...defaults]);
}

function overridesAfter(before: PlanOverrides, change: PlanChange): PlanOverrides {
  const kept = withoutParts(before, new Set(change.defaults));
  const { bedExit = kept.bedExit, inactivity = kept.inactivity } = change;
  const { lowBatteryPercent = kept.lowBatteryPercent, longLieAfterMs = kept.longLieAfterMs } = change;
  const limits = { ...kept.limits, ...change.limits };
  return {
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(bedExit === undefined ? {} : { bedExit }),
    ...(inactivity === undefined ? {} : { inactivity }),
    ...(lowBatteryPercent === undefined ? {} : { lowBatteryPercent }),
    ...(longLieAfterMs === undefined ? {} : { longLieAfterMs }),
  };
}

function withoutParts(
  { limits = {}, bedExit, inactivity, lowBatteryPercent, longLieAfterMs }: PlanOverrides,
  parts: ReadonlySet<PlanPart>,
): PlanOverrides {
  return {
    limits: Object.fromEntries(Object.entries(limits).filter(([code]) => !parts.has(code as LimitedCode))),
    ...(bedExit === undefined || parts.has("bed-exit") ? {} : { bedExit }),
    ...(inactivity === undefined || parts.has("inactivity") ? {} : { inactivity }),
    ...(lowBatteryPercent === undefined || parts.has("low-battery") ? {} : { lowBatteryPercent }),
    ...(longLieAfterMs === undefined || parts.has("long-lie") ? {} : { longLieAfterMs }),
  };
}
