import { operatorsCommandId } from "../domain/access/caller.ts";
import type { Alert } from "../domain/alerts/alert.ts";
import { beginEscalation, quiet } from "../domain/escalation/plan.ts";

/** An alert as it may be stored: before there were cases, holders and escalation. */
type Stored = Omit<Alert, "caseId"> & { readonly caseId?: string };

/**
 * Reads an alert back. One of an earlier version is its own case, is held by whoever acknowledged it last, and if nobody
 * did calls from its first step: nothing that was open when the service was brought up to date stays uncalled.
 */
export function alertFromJson(json: string): Alert {
  const stored = JSON.parse(json) as Stored | null;
  if (typeof stored !== "object" || stored === null) throw new TypeError("not an object");
  const alert: Alert = { ...stored, caseId: stored.caseId ?? stored.id };
  if (alert.escalation !== undefined || alert.closedAt !== undefined) return alert;
  if (alert.handling === "new") return { ...alert, escalation: beginEscalation(undefined, alert.raisedAt) };
  return { ...holderOf(alert), escalation: quiet(undefined) };
}

function holderOf(alert: Alert): Alert {
  const said = alert.timeline.findLast(({ what }) => what === "acknowledged");
  if (alert.holder !== undefined || said?.by === undefined) return alert;
  const { by: name, byId: personId = operatorsCommandId, at: since } = said;
  return { ...alert, holder: { personId, name, since } };
}
