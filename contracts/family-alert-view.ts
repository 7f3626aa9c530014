import type { Caller } from "../domain/access/caller.ts";
import { mayDo } from "../domain/access/decide.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import { alertView } from "./alert-view.ts";
import type { AlertView } from "./http/alerts.ts";

/** Who is on it, as relatives are told: somebody is. */
const staff = { personId: "staff", name: "工作人员" } as const;

/** An alert as the caller may see it: who reaches it by relation only is not shown what staff say among themselves. */
export function alertViewFor(caller: Caller, alert: Alert): AlertView {
  const isStaff = mayDo(caller, "alert.read", { kind: "facility", facilityId: alert.facilityId });
  return isStaff ? alertView(alert) : familyAlertView(alert);
}

/**
 * An alert as relatives see it: what happened and when, and that somebody is on it. No name of staff, none of their words,
 * and nothing of whom it called or will call.
 */
export function familyAlertView(alert: Alert): AlertView {
  const { escalation: _, shelved: __, holder, timeline, ...view } = alertView(alert);
  return {
    ...view,
    ...(holder === undefined ? {} : { holder: { ...staff, since: holder.since } }),
    timeline: timeline
      .filter(({ what }) => what !== "commented")
      .map(({ at, what, reason, times, referral }) => ({
        at,
        what,
        ...(reason === undefined ? {} : { reason }),
        ...(times === undefined ? {} : { times }),
        ...(referral === undefined ? {} : { referral: { state: referral.state, house: referral.house } }),
      })),
  };
}
