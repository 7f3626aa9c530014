import { minute } from "../../domain/model/time.ts";

export type SleepStage = "light" | "deep" | "rem";

/**
 * The stage of sleep after falling asleep: cycles of 90 minutes, deep sleep early in the night, dreaming late. A rough
 * sketch: it only shapes heart rate, breathing and movement.
 */
export function sleepStage(asleepForMs: number): SleepStage {
  const cycle = Math.floor(asleepForMs / (90 * minute));
  const into = asleepForMs % (90 * minute);
  const deepUntil = (cycle < 2 ? 60 : 35) * minute;
  if (into < 20 * minute) return "light";
  if (into < deepUntil) return "deep";
  return into > (cycle < 2 ? 80 : 65) * minute ? "rem" : "light";
}

/** What a stage of sleep does to the body, beside being awake and still. */
export const sleepShift = {
  light: { heartRate: -3, respiratoryRate: -0.8, restlessness: 0.1 },
  deep: { heartRate: -6, respiratoryRate: -1.2, restlessness: 0.03 },
  rem: { heartRate: -2, respiratoryRate: 0, restlessness: 0.06 },
} as const satisfies Record<SleepStage, object>;
