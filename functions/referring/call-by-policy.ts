import type { Alert } from "../../domain/alerts/alert.ts";
import { isCanary } from "../../domain/model/canary.ts";
import { calledFor } from "../../domain/referrals/call-again.ts";
import { isCalledByPolicy, mayCallGreenChannel } from "../../domain/referrals/green-channel.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
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
  const cases = await casesOf(alert.residentId, deps);
  const { startedAt } = alert.escalation;
  if (cases.some((one) => (calledFor(one, alert.id) ?? startedAt - 1) >= startedAt)) return;
  if (cases[0]?.state === "died") {
    deps.log.warn("no hospital is called by agreement for whom one said to have died", { alertId: alert.id });
    return;
  }
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

/** The open one and the latest others of somebody, the last requested first. */
async function casesOf(
  residentId: string,
  { referrals, log }: Pick<Deps<"escalate-alert">, "referrals" | "log">,
): Promise<readonly Referral[]> {
  const open = await referrals.findOpen(residentId);
  const cases = readableOf(await referrals.listOfResident(residentId, latest), log);
  return [...(open === undefined ? [] : [open]), ...cases];
}
