import type { Alert } from "../../domain/alerts/alert.ts";
import { transitionOf } from "../../domain/referrals/transitions.ts";
import type { Deps } from "../shell/deps.ts";
import { takeStep } from "./take-step.ts";

/** Steps of the calls of a desk after which nobody can be counted on to answer: three minutes (call-policy.ts). */
const inVainAfterSteps = 3;

/**
 * Tells the house that sent somebody that nobody at the hospital answers: at once where nobody there could be called, else
 * when the third call was in vain; once for a round of calls. The desk goes on being called; when it answers after all, what
 * the sending house was told is over.
 */
export async function tellUnanswered(alert: Alert, deps: Deps<"escalate-alert">): Promise<void> {
  const { kind, closedAt, escalation, reason, timeline, handling } = alert;
  if (kind !== "referral-incoming" || reason.code !== "referral") return;
  if (handling !== "new") return tellAnswered(alert, reason.referralId, deps);
  if (closedAt !== undefined) return;
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

/** Somebody of the desk answered the call: a house that was told that nobody does is told so, once. */
async function tellAnswered(
  { id, facilityId, holder }: Alert,
  referralId: string,
  deps: Deps<"escalate-alert">,
): Promise<void> {
  const by = holder === undefined ? {} : { by: { id: holder.personId, name: holder.name } };
  await takeStep(
    referralId,
    ({ state, mode, unanswered }) => {
      if (unanswered?.incomingId !== id || transitionOf(state, "answered", mode).kind !== "to") return undefined;
      return { action: "answered", ...by, facilityId };
    },
    deps,
  );
}
