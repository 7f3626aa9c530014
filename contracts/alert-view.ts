import { type Alert, isTechnical, type StepCalled } from "../domain/alerts/alert.ts";
import { isShelvable } from "../domain/alerts/shelving.ts";
import { escalationView } from "./escalation-view.ts";
import type { AlertView } from "./http/alerts.ts";
import { isoTimeOf, timeField } from "./iso-time.ts";
import { reasonText } from "./verdict-words.ts";
import { alertTitle } from "./words.ts";

/** An alert with its title and its reasons in words. */
export function alertView(alert: Alert): AlertView {
  return {
    id: alert.id,
    residentId: alert.residentId,
    facilityId: alert.facilityId,
    kind: alert.kind,
    priority: alert.priority,
    technical: isTechnical(alert.kind),
    shelvable: isShelvable(alert.kind),
    condition: alert.condition,
    handling: alert.handling,
    raisedAt: isoTimeOf(alert.raisedAt),
    ...timeField("closedAt", alert.closedAt),
    ...(alert.outcome === undefined ? {} : { outcome: alert.outcome }),
    caseId: alert.caseId,
    ...holderField(alert),
    ...shelfField(alert),
    ...(alert.inhibitedBy === undefined ? {} : { inhibitedBy: alert.inhibitedBy }),
    ...(alert.escalation === undefined ? {} : { escalation: escalationView(alert, alert.escalation) }),
    ...(alert.reason.code === "referral" ? { referralId: alert.reason.referralId } : {}),
    ...(alert.reason.code === "task" ? { visitId: alert.reason.visitId } : {}),
    ...(alert.reason.code === "bed" ? { bed: { id: alert.reason.bedId, label: alert.reason.label } } : {}),
    title: alertTitle(alert.kind, alert.reason),
    reason: reasonText(alert.reason),
    ...scoreField(alert),
    inputs: alert.inputs.map(({ code, value, at, deviceId }) => ({ code, value, at: isoTimeOf(at), deviceId })),
    timeline: alert.timeline.map(({ at, what, by, from, to, note, reason, called, times, referral }) => ({
      at: isoTimeOf(at),
      what,
      ...(by === undefined ? {} : { by }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(note === undefined ? {} : { note }),
      ...(reason === undefined ? {} : { reason: reasonText(reason) }),
      ...(called === undefined ? {} : { called: calledView(called) }),
      ...(times === undefined ? {} : { times }),
      ...(referral === undefined ? {} : { referral: { ...referral } }),
    })),
    version: alert.version,
  };
}

function calledView({ people, channels, ...called }: StepCalled) {
  return { ...called, people: [...people], channels: [...channels] };
}

function holderField({ holder }: Alert): Pick<AlertView, "holder"> {
  if (holder === undefined) return {};
  return { holder: { personId: holder.personId, name: holder.name, since: isoTimeOf(holder.since) } };
}

function shelfField({ shelved }: Alert): Pick<AlertView, "shelved"> {
  if (shelved === undefined) return {};
  return { shelved: { until: isoTimeOf(shelved.until), by: shelved.by, reason: shelved.reason } };
}

function scoreField({ reason }: Alert): Pick<AlertView, "score"> {
  // Alerts stored before all of it was kept have the range and the band alone.
  if (reason.code !== "news2" || reason.version === undefined) return {};
  const { min, max, band, missing, scale, parts, version } = reason;
  return { score: { min, max, band, missing: [...missing], scale, parts: { ...parts }, version } };
}
