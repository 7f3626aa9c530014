import type { Alert } from "../../domain/alerts/alert.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { calledAgainAlert, endToldAlert, unansweredAlert } from "../../domain/referrals/referral-alerts.ts";
import { isEnded } from "../../domain/referrals/states.ts";
import type { AlertStore } from "../../stores/alert-store.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";

interface OriginDeps {
  readonly alerts: Pick<AlertStore, "find" | "listOpen">;
  readonly log: Log;
}

interface ToldToOrigin {
  readonly referral: Pick<Referral, "unanswered" | "endedAlertId">;
  readonly raised: readonly Alert[];
  readonly changed: readonly Alert[];
}

/**
 * What the house that sent somebody is told by an alert of its own: that nobody at the hospital answers, and that another
 * house, or time alone, brought the case to its end. The person stays watched at home and expected there until the home decides: only
 * people know whether what was said is so. A hospital that sends the person on is told itself that the next one does not answer.
 */
export async function toldToOrigin(
  before: Referral | undefined,
  after: Referral,
  {
    facilityId,
    isExpired,
    senderId,
  }: { readonly facilityId?: string; readonly isExpired: boolean; readonly senderId: string },
  now: EpochMs,
  deps: OriginDeps,
): Promise<ToldToOrigin> {
  if (isNewlyUnanswered(before, after) && after.unanswered !== undefined) {
    const { alert, isNew } = await raisedOrAgain(unansweredAlert(after, senderId, now), now, deps);
    return { referral: { unanswered: { ...after.unanswered, alertId: alert.id } }, ...as(alert, isNew) };
  }
  const isOthersEnd = before !== undefined && !isOver(before) && isOver(after) && after.state !== "cancelled";
  const isOthers = isOthersEnd && facilityId !== undefined && facilityId !== after.originId;
  if (isOthers || isExpired) {
    const { alert, isNew } = await raisedOrAgain(endToldAlert(after, now), now, deps);
    return { referral: { endedAlertId: alert.id }, ...as(alert, isNew) };
  }
  return { referral: {}, raised: [], changed: [] };
}

/** At its end, or with a hospital that has no part in it. */
export function isOver({ state }: Pick<Referral, "state">): boolean {
  return isEnded(state) || state === "away";
}

/** A round of calls of the desk that was not known to be in vain before. */
export function isNewlyUnanswered(before: Referral | undefined, after: Referral): boolean {
  return after.unanswered !== undefined && before?.unanswered !== after.unanswered;
}

function as(alert: Alert, isNew: boolean): Pick<ToldToOrigin, "raised" | "changed"> {
  return isNew ? { raised: [alert], changed: [] } : { raised: [], changed: [alert] };
}

/** A house has one open alert of a kind for a person: one of an earlier case that nobody closed calls again for this one. */
async function raisedOrAgain(
  alert: Alert,
  now: EpochMs,
  { alerts, log }: OriginDeps,
): Promise<{ readonly alert: Alert; readonly isNew: boolean }> {
  const open = readableOf(await alerts.listOpen(alert.facilityId), log).find(
    ({ kind, residentId }) => kind === alert.kind && residentId === alert.residentId,
  );
  if (open === undefined) return { alert, isNew: true };
  return { alert: calledAgainAlert(open, now, alert.reason), isNew: false };
}
