import type { EpochMs } from "../model/time.ts";
import { memoryOf } from "./memory.ts";
import { scoreAt } from "./news2-monitor.ts";
import { type news2Bands, news2Parameters } from "./news2-scoring.ts";
import type { MonitoringPlan } from "./plan.ts";
import type { Watch } from "./state.ts";

/** The seven parameters of NEWS2, and its bands from calm to urgent. */
export type News2Parameter = (typeof news2Parameters)[number];
export type News2Band = (typeof news2Bands)[number];

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
  readonly missing: readonly News2Parameter[];
  readonly scale: 1 | 2;
  readonly parts: Readonly<Partial<Record<News2Parameter, number>>>;
  readonly excludedBecause?: "under-16" | "pregnant-or-postpartum" | "palliative";
}

/**
 * The resident's score now, from what is inside its validity window; it is no memory of an open alert.
 *
 * Under 16, in pregnancy and after birth nothing is scored. Under a palliative plan the score is for information.
 */
export function news2Of(watch: Watch, plan: MonitoringPlan, now: EpochMs): News2Score {
  const { scored, excludedBecause, spo2Scale: scale } = plan.news2;
  const because = excludedBecause === undefined ? {} : { excludedBecause };
  if (!scored)
    return {
      status: "not-scored",
      min: 0,
      max: 20,
      band: "low",
      missing: news2Parameters,
      scale,
      parts: {},
      ...because,
    };
  const memory = memoryOf(watch, plan);
  return { ...scoreAt(memory.latest, memory.news2, scale, now), ...because };
}
