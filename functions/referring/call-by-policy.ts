import type { Alert } from "../../domain/alerts/alert.ts";
import { isCanary } from "../../domain/model/canary.ts";
import { calledFor } from "../../domain/referrals/call-again.ts";
import { isCalledByPolicy, mayCallGreenChannel } from "../../domain/referrals/green-channel.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { hasUsers } from "./alerts-along.ts";
import { beginReferral } from "./begin-referral.ts";
import { greenDestinationOf } from "./green-destination.ts";

/** A resident's latest cases, among which one for the same alert is. */
const latest = 20;

/**
 * Calls the green channel in the name of a facility that agreed to it, for an alert that nobody answers; once for each
 * round of its calls, however often it is asked. People go on being called. Where it cannot be called, that is an error in
 * the log, and the next step tries again.
 */
export async function callByPolicy(alert: Alert, deps: Deps<"escalate-alert">): Promise<void> {
  if (!mayCallGreenChannel(alert) || alert.priority !== "high" || isCanary(alert)) return;
  if (alert.escalation?.kind !== "calling" || alert.escalation.taken === 0) return;
  const policy = await deps.referrals.policy(alert.facilityId);
  if (policy.greenChannel === undefined) return;
  const resident = await deps.residents.find(alert.residentId);
  if (resident === undefined || !isCalledByPolicy(alert, policy, resident)) return;
  if (await isCalledAlready(alert, alert.escalation.startedAt, deps)) return;
  const destinationId = await greenDestinationOf(alert.facilityId, undefined, deps);
  if (destinationId === undefined || !(await hasUsers(destinationId, deps))) {
    deps.log.error("no hospital takes an emergency by agreement", { alertId: alert.id, facilityId: alert.facilityId });
    return;
  }
  const begun = await beginReferral(
    {
      resident,
      originId: alert.facilityId,
      destinationId,
      direction: "up",
      mode: "green-channel",
      alertId: alert.id,
      alertRaisedAt: alert.raisedAt,
      roundSince: alert.escalation.startedAt,
    },
    deps,
  );
  const fields = { alertId: alert.id, referralId: begun.referral.id };
  if (begun.kind === "open") deps.log.error("a referral stands in the way of the green channel", fields);
  else if (begun.kind !== "same") deps.log.warn("the green channel is called because nobody answers", fields);
}

async function isCalledAlready(
  alert: Alert,
  since: number,
  { referrals, log }: Pick<Deps<"escalate-alert">, "referrals" | "log">,
): Promise<boolean> {
  const open = await referrals.findOpen(alert.residentId);
  const cases = readableOf(await referrals.listOfResident(alert.residentId, latest), log);
  return [...cases, ...(open === undefined ? [] : [open])].some(
    (one) => (calledFor(one, alert.id) ?? since - 1) >= since,
  );
}
