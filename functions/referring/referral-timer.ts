import type { TimerPort } from "../../domain/ports.ts";
import { dueTimesOf } from "../../domain/referrals/papers-due.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { Log } from "../shell/log.ts";

const queue = "referral-due";

/**
 * Sees to it that a case is looked at when its stage should be over, or its papers complete. A timer that cannot be set is only logged, since the
 * sweep finds a case that is due without any.
 */
export async function armReferral(
  referral: Referral,
  deps: { readonly timer: Pick<TimerPort, "set">; readonly log: Log; now(): number },
): Promise<void> {
  const ahead = dueTimesOf(referral).filter((at) => at > deps.now());
  if (ahead.length === 0) return;
  const dueAt = Math.min(...ahead);
  try {
    await deps.timer.set({ queue, name: referral.id, dueAt });
  } catch (error) {
    deps.log.warn("timer of a referral was not set", { referralId: referral.id, error });
  }
}
