import type { Actor, Alert } from "../domain/alerts/alert.ts";
import { isTechnical } from "../domain/alerts/alert.ts";
import type { HandOver } from "../domain/alerts/hand-over.ts";
import type { Facility } from "../domain/model/facility.ts";
import type { Resident } from "../domain/model/resident.ts";
import { alertView } from "./alert-view.ts";
import type { HandOverView, SheetAlertView } from "./http/hand-overs.ts";
import { isoTimeOf } from "./iso-time.ts";

/** A hand-over as it was recorded. */
export function handOverView({ id, facilityId, at, by, from, to, note, alerts, confirmedAt }: HandOver): HandOverView {
  return {
    id,
    facilityId,
    at: isoTimeOf(at),
    by: personView(by),
    from: personView(from),
    to: personView(to),
    ...(note === undefined ? {} : { note }),
    alerts: alerts.map(({ alertId, outcome }) => ({ alertId, outcome })),
    ...(confirmedAt === undefined ? {} : { confirmedAt: isoTimeOf(confirmedAt) }),
  };
}

function personView({ id, name }: Actor): { id: string; name: string } {
  return { id, name };
}

/** Who it is about, by name and bed; one whose record cannot be read is named by the id. */
export function placeView(
  residentId: string,
  resident: Resident | undefined,
  { beds }: Pick<Facility, "beds">,
): Pick<SheetAlertView, "residentId" | "residentName" | "bed"> {
  const bed = beds.find(({ id }) => id === resident?.bedId)?.label;
  return { residentId, residentName: resident?.name ?? residentId, ...(bed === undefined ? {} : { bed }) };
}

/** Whoever has it was given it, and has done nothing about it since. */
function isHandedOver({ handling, timeline }: Alert): boolean {
  const latest = timeline.findLast(({ what }) => ["acknowledged", "on-site", "handed-over"].includes(what));
  return handling === "acknowledged" && latest?.what === "handed-over";
}

/** An alert as the sheet has it: what it is, how it stands, and what persons wrote on it. */
export function sheetAlertView(
  alert: Alert,
  resident: Resident | undefined,
  facility: Pick<Facility, "beds">,
): SheetAlertView {
  const { id, caseId, title, reason, priority, condition, handling, raisedAt, version, ...view } = alertView(alert);
  const { closedAt, outcome, holder, shelved } = view;
  const resolvedBy = alert.timeline.findLast(({ what }) => what === "resolved")?.by;
  return {
    id,
    caseId,
    ...placeView(alert.residentId, resident, facility),
    title,
    reason,
    priority,
    technical: isTechnical(alert.kind),
    condition,
    handling,
    raisedAt,
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(holder === undefined ? {} : { holder }),
    ...(isHandedOver(alert) ? { isHandedOver: true } : {}),
    ...(shelved === undefined ? {} : { shelved }),
    ...(resolvedBy === undefined ? {} : { resolvedBy }),
    remarks: alert.timeline.flatMap(({ at, what, by, note }) =>
      by === undefined || note === undefined || what === "called" ? [] : [{ at: isoTimeOf(at), by, note }],
    ),
    version,
  };
}
