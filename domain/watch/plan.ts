import type { AlertPriority } from "../alerts/alert.ts";
import type { ObservationCode } from "../model/observations.ts";

/** The range outside which one observation raises an alert. */
export interface VitalLimit {
  readonly low?: number;
  readonly high?: number;
  /** The value must stay outside for this long; 0 raises at once. */
  readonly delayMs: number;
  /** The value must come back inside by this much before the alert clears. */
  readonly hysteresis: number;
  readonly priority: AlertPriority;
}

/** The observations for which a plan may set a limit. */
export const limitedCodes = [
  "heart-rate",
  "respiratory-rate",
  "spo2",
  "systolic-blood-pressure",
  "diastolic-blood-pressure",
  "body-temperature",
  "glucose",
] as const satisfies readonly ObservationCode[];
export type LimitedCode = (typeof limitedCodes)[number];

/**
 * The monitoring plan 监护方案 of one resident: what is judged, by which limits. Belongs to the resident, is changed by
 * a clinical role only.
 */
export interface MonitoringPlan {
  readonly limits: Readonly<Partial<Record<LimitedCode, VitalLimit>>>;
  readonly news2: {
    readonly scored: boolean;
    /** Why it is not scored or must be read with caution. */
    readonly excludedBecause?: "under-16" | "pregnant-or-postpartum" | "palliative";
    readonly spo2Scale: 1 | 2;
  };
  readonly bedExit?: {
    /** Minutes of the day in Asia/Shanghai; the night may cross midnight. */
    readonly nightFrom: number;
    readonly nightTo: number;
    readonly maxAbsenceMs: number;
  };
  readonly inactivity?: {
    readonly dayFrom: number;
    readonly dayTo: number;
    readonly maxStillMs: number;
    readonly priority: AlertPriority;
  };
  readonly lowBatteryPercent: number;
  /** How long after a fall nobody may have seen the person up; absent: the default of long-lie.ts. Never switched off. */
  readonly longLieAfterMs?: number;
}

/** What a clinical role set instead of the default; what is `null` is switched off. */
export interface PlanOverrides {
  readonly limits?: Readonly<Partial<Record<LimitedCode, VitalLimit | null>>>;
  readonly bedExit?: MonitoringPlan["bedExit"] | null;
  readonly inactivity?: MonitoringPlan["inactivity"] | null;
  readonly lowBatteryPercent?: number;
  readonly longLieAfterMs?: number;
}
