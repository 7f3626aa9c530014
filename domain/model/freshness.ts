import { entryOf, type ObservationCode } from "./observations.ts";
import { clockToleranceMs, type EpochMs } from "./time.ts";

/** live: may be read as the present; stale: shown with its age; lost: nothing is known. */
export type FreshnessState = "live" | "stale" | "lost";

/**
 * Judges the age of a value. An age of exactly the limit still belongs to the better state. A value from the future, as
 * it looks when this machine's clock was set back, is never live.
 */
export function freshnessOf(code: ObservationCode, at: EpochMs, now: EpochMs): FreshnessState {
  const { liveForMs, lostAfterMs } = entryOf(code).freshness;
  const age = now - at;
  if (age < -clockToleranceMs) return "stale";
  if (age <= liveForMs) return "live";
  return age <= lostAfterMs ? "stale" : "lost";
}
