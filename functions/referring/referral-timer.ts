import type { TimerPort } from "../../domain/ports.ts";
import { type Referral, stageOf } from "../../domain/referrals/referral.ts";
import type { Log } from "../shell/log.ts";

const queue = "referral-due";

/**
 * Sees to it that a case is looked at when its stage should be over. A timer that cannot be set is only logged, since the
 * sweep finds a case that is due without any.
 */
export async function armReferral(
  referral: Referral,
  deps: { readonly timer: Pick<TimerPort, "set">; readonly log: Log; now(): number },
): Promise<void> {
  const { dueAt } = stageOf(referral);
  if (dueAt === undefined || referral.closedAt !== undefined || dueAt <= deps.now()) return;
  try {
    await deps.timer.set({ queue, name: referral.id, dueAt });
  } catch (error) {
    deps.log.warn("timer of a referral was not set", { referralId: referral.id, error });
  }
}
