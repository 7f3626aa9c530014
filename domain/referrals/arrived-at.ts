import { clockToleranceMs, type EpochMs, minute } from "../model/time.ts";
import { type Referral, stageOf } from "./referral.ts";

/**
 * When somebody came, as it was said to the minute: in that of the departure it is the departure's moment. Undefined where it
 * cannot be: later than now, or before the stage that it ends.
 */
export function arrivedAt(
  referral: Pick<Referral, "stages" | "state" | "requestedAt">,
  said: EpochMs,
  now: EpochMs,
): EpochMs | undefined {
  const { at: begun } = stageOf(referral);
  if (said > now + clockToleranceMs || said <= begun - minute) return undefined;
  return Math.min(now, Math.max(said, begun));
}
