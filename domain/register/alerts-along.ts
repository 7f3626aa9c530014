import type { Alert, AlertOutcome, TimelineEntry } from "../alerts/alert.ts";
import { isTechnical } from "../alerts/alert.ts";
import { advanced } from "../alerts/next-version.ts";
import { beginEscalation, quiet } from "../escalation/plan.ts";
import type { EpochMs } from "../model/time.ts";
import type { Author } from "./history.ts";

/**
 * An open alert goes along with its resident. Where somebody is being called, those of the new facility are called from
 * the first step; who is on the way stays so.
 */
export function movedAlert(alert: Alert, facilityId: string, author: Author | undefined, now: EpochMs): Alert {
  const { escalation } = alert;
  const isCalling = escalation?.kind === "to-plan" || escalation?.kind === "calling";
  const note = `${alert.facilityId} → ${facilityId}`;
  const who = author === undefined ? {} : { by: author.name, byId: author.id };
  const step = { facilityId, ...(isCalling && { escalation: beginEscalation(escalation, now) }) };
  return advanced(alert, "move", step, { at: now, what: "changed", ...who, note });
}

/** An open alert about the person, which the end of their care does not make untrue: somebody has to say what it was. */
export function needsWord(alert: Alert): boolean {
  return !isTechnical(alert.kind) && alert.condition === "active";
}

/** Closes an alert with the care. What was over or is about devices that go into stock is over by rule. */
export function closedByDischarge(
  alert: Alert,
  outcome: AlertOutcome | undefined,
  { name: by, id: byId }: Author,
  now: EpochMs,
): Alert {
  const said = needsWord(alert) ? outcome : undefined;
  const entry: TimelineEntry =
    said === undefined ? { at: now, what: "closed", by, byId } : { at: now, what: "resolved", by, byId };
  const step = {
    outcome: said ?? ("cleared-by-rule" as const),
    closedAt: now,
    ...(alert.escalation !== undefined && { escalation: quiet(alert.escalation) }),
  };
  return advanced(alert, "discharge", step, entry);
}
