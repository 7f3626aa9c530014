import { judgeReferral } from "../referring/judge-referral.ts";
import type { Deps } from "../shell/deps.ts";
import { eachTimer } from "../shell/each-timer.ts";
import type { QueuedTimer } from "../shell/triggers.ts";

const atOnce = 8;

/**
 * Looks at the cases whose timers went off; returns the records to deliver again. One that carries no timer is among them,
 * so that it ends as a dead letter that somebody sees, and holds up no other.
 */
export async function judgeDueReferral(
  timers: readonly QueuedTimer[],
  deps: Deps<"judge-due-referral">,
): Promise<readonly string[]> {
  const { log } = deps;
  const work = { log, atOnce, failure: "referral was not judged", named: (referralId: string) => ({ referralId }) };
  return eachTimer(timers, work, (id) => judgeReferral(id, deps));
}
