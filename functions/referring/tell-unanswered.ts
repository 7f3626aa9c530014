import type { Alert } from "../../domain/alerts/alert.ts";
import { transitionOf } from "../../domain/referrals/transitions.ts";
import type { Deps } from "../shell/deps.ts";
import { takeStep } from "./take-step.ts";

/** Steps of the calls of a desk after which nobody can be counted on to answer: three minutes (call-policy.ts). */
const inVainAfterSteps = 3;

/**
 * Tells the house that sent somebody that nobody at the hospital answers: at once where nobody there could be called, else
 * when the third call was in vain; once for a round of calls. The desk goes on being called.
 */
export async function tellUnanswered(alert: Alert, deps: Deps<"escalate-alert">): Promise<void> {
  const { kind, closedAt, escalation, reason, timeline } = alert;
  if (kind !== "referral-incoming" || closedAt !== undefined || reason.code !== "referral") return;
  if (escalation?.kind !== "calling" || escalation.taken === 0) return;
  const instead = timeline.findLast(({ called }) => called !== undefined)?.called?.instead;
  if (instead !== "nobody" && instead !== "operators" && escalation.taken < inVainAfterSteps) return;
  const unanswered = { incomingId: alert.id, round: escalation.round };
  const { isChanged } = await takeStep(
    reason.referralId,
    ({ state, mode, unanswered: known }) => {
      if (known?.incomingId === unanswered.incomingId && known.round === unanswered.round) return undefined;
      return transitionOf(state, "unanswered", mode).kind === "to" ? { action: "unanswered", unanswered } : undefined;
    },
    deps,
  );
  if (isChanged) deps.log.error("nobody answers for a hospital", { alertId: alert.id, referralId: reason.referralId });
}
