import type { ObservationCode } from "../model/observations.ts";

/** The seven parameters of NEWS2 (Royal College of Physicians, 2017). */
export type News2Parameter =
  | "respiratory-rate"
  | "spo2"
  | "inspired-oxygen"
  | "systolic-blood-pressure"
  | "heart-rate"
  | "consciousness"
  | "body-temperature";

export type News2Band = "low" | "low-medium" | "medium" | "high";

/**
 * A NEWS2 score or, when parameters are missing, the range in which it lies.
 *
 * `min` counts what is known, `max` adds the worst of what is missing; they are equal when `status` is `full`.
 */
export interface News2Score {
  readonly status: "full" | "partial" | "not-scored";
  readonly min: number;
  readonly max: number;
  /** The band that `min` (with any single 3) already reaches. */
  readonly band: News2Band;
  readonly missing: readonly (News2Parameter & ObservationCode)[];
  readonly scale: 1 | 2;
  readonly parts: Readonly<Partial<Record<News2Parameter, number>>>;
  readonly excludedBecause?: "under-16" | "pregnant-or-postpartum" | "palliative";
}
