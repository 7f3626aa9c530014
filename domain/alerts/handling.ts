import type { Escalation } from "../escalation/plan.ts";
import { answered, attended, beginEscalation, callAgain, quiet } from "../escalation/plan.ts";
import { type EpochMs, minute } from "../model/time.ts";
import type { Verdict } from "../watch/state.ts";
import {
  type Alert,
  higherPriority,
  isHigherPriority,
  isLatching,
  isTechnical,
  type Shelf,
  type TimelineEntry,
} from "./alert.ts";
import { advanced } from "./next-version.ts";
import { endShelf } from "./shelving.ts";
import { boundedInputs, boundedReason, boundedTimeline } from "./timeline.ts";

/**
 * How long an answer counts for a condition that comes back. On site within 5 min is the target (to be confirmed by a
 * clinician); after twice that, whoever acknowledged or arrived can no longer be counted on to be there.
 */
const answerHoldsMs = 10 * minute;

/** What an alert tells of a verdict. */
function told({ reason, inputs }: Verdict): Pick<Alert, "reason" | "inputs"> {
  return { reason: boundedReason(reason), inputs: boundedInputs(inputs) };
}

/** A verdict for which an alert is opened: under which id, in which case, and shelved where its kind was shelved before. */
export type Raise = Verdict & {
  readonly alertId: string;
  readonly caseId?: string;
  readonly shelved?: Shelf;
  readonly inhibitedBy?: string;
};

/** Opens an alert for a verdict, in version 1: active, new, with its reason as the first line of the timeline. */
export function raiseAlert(
  verdict: Raise,
  resident: { readonly id: string; readonly facilityId: string },
  now: EpochMs,
): Alert {
  const { alertId, caseId = alertId, shelved, inhibitedBy } = verdict;
  const raised: TimelineEntry = { at: now, what: "raised", reason: boundedReason(verdict.reason) };
  return {
    id: alertId,
    caseId,
    residentId: resident.id,
    facilityId: resident.facilityId,
    kind: verdict.kind,
    priority: verdict.priority,
    condition: "active",
    handling: "new",
    raisedAt: now,
    ...told(verdict),
    ...(shelved !== undefined && { shelved }),
    ...(inhibitedBy !== undefined && { inhibitedBy }),
    timeline: [
      raised,
      ...(shelved === undefined ? [] : [{ at: now, what: "shelved", note: shelved.reason } as const]),
      ...(inhibitedBy === undefined ? [] : [{ at: now, what: "inhibited" } as const]),
    ],
    escalation:
      shelved === undefined && inhibitedBy === undefined
        ? beginEscalation(undefined, now)
        : quiet(undefined, shelved?.until),
    version: 1,
  };
}

/**
 * Takes over what became worse or different; the priority never falls. What becomes more urgent ends a shelf, which was
 * given for what was known, and calls from the first step unless somebody answered within {@link answerHoldsMs}: who is
 * on the way has the time of the new priority to be there, and who is there counts as long as it lets them. A closed
 * alert comes back as it is.
 */
export function changeAlert(alert: Alert, verdict: Verdict, now: EpochMs): Alert {
  const priority = higherPriority(alert.priority, verdict.priority);
  const step = { priority, ...told(verdict) };
  const entry: TimelineEntry = { at: now, what: "changed", reason: step.reason };
  if (!isHigherPriority(verdict.priority, alert.priority)) return advanced(alert, "change", step, entry);
  const before = withoutShelf(alert, now);
  const isHeld = before.handling === "acknowledged" || before.handling === "on-site";
  if (isHeld && !isHeldSince(before, now - answerHoldsMs)) {
    const anew = { ...step, escalation: beginEscalation(before.escalation, now) };
    return advanced(before, "call-again", anew, entry, reopenedEntry(before, now));
  }
  const escalation = escalationOfWorse({ ...before, priority }, now);
  return advanced(before, "change", { ...step, escalation }, entry);
}

function escalationOfWorse({ handling, priority, escalation }: Alert, now: EpochMs): Escalation {
  if (handling === "acknowledged") return answered(quiet(escalation), now);
  if (handling === "on-site") return attended(escalation, priority, now);
  return beginEscalation(escalation, now);
}

/**
 * Records that the condition is over. Priority high stays open until a person resolves it; medium and low close with
 * the outcome `cleared-by-rule`. Latching kinds, closed alerts and those already cleared come back as they are.
 */
export function clearAlert(alert: Alert, now: EpochMs): Alert {
  if (isLatching(alert.kind)) return alert;
  const cleared: TimelineEntry = { at: now, what: "cleared" };
  if (alert.priority === "high") return advanced(alert, "clear", {}, cleared);
  const closed = { outcome: "cleared-by-rule", closedAt: now, escalation: quiet(alert.escalation) } as const;
  return advanced(alert, "close", closed, cleared, { at: now, what: "closed" });
}

/**
 * The condition is there again, or the person called again, while the alert is still open. An answer older than
 * {@link answerHoldsMs} no longer counts, so that a forgotten alert cannot hide a new call. What is shelved stays so
 * unless it is worse.
 */
export function reactivateAlert(alert: Alert, verdict: Verdict, now: EpochMs): Alert {
  const isWorse = isHigherPriority(verdict.priority, alert.priority);
  const before = isWorse ? withoutShelf(alert, now) : alert;
  const isAnswered = isHeldSince(before, now - answerHoldsMs);
  const escalation =
    before.shelved !== undefined || isAnswered
      ? before.escalation
      : before.handling === "new"
        ? (isWorse ? beginEscalation : callAgain)(before.escalation, now)
        : beginEscalation(before.escalation, now);
  const step = {
    priority: higherPriority(alert.priority, verdict.priority),
    calledAgainInVersion: alert.version + 1,
    ...(escalation !== undefined && { escalation }),
    ...told(verdict),
  };
  const action = isAnswered ? "call-again-answered" : "call-again";
  return advanced(before, action, step, { at: now, what: "active-again", reason: step.reason });
}

/**
 * Nobody came in time although somebody said that they were going, or somebody came long ago and it is neither over nor
 * resolved: it is open again and calls from the first step, unless another one calls in its place.
 */
export function reopenAlert(alert: Alert, now: EpochMs): Alert {
  const { escalation, inhibitedBy } = alert;
  const step = { escalation: inhibitedBy === undefined ? beginEscalation(escalation, now) : quiet(escalation) };
  return advanced(alert, "reopen", step, reopenedEntry(alert, now));
}

function reopenedEntry({ holder }: Alert, now: EpochMs): TimelineEntry {
  return { at: now, what: "reopened", ...(holder !== undefined && { from: holder.name }) };
}

/** Another technical alert calls in its place: it is shown as such and calls nobody. A physiological one comes back as it is. */
export function inhibitAlert(alert: Alert, by: string, now: EpochMs): Alert {
  if (!isTechnical(alert.kind)) return alert;
  const isWaiting = alert.handling === "new" && alert.shelved === undefined;
  const step = { inhibitedBy: by, ...(isWaiting && { escalation: quiet(alert.escalation) }) };
  return advanced(alert, "inhibit", step, { at: now, what: "inhibited" });
}

/** The other alert is over and this one is not: it calls from its first step, unless somebody is on it or shelved it. */
export function uninhibitAlert(alert: Alert, now: EpochMs): Alert {
  const { inhibitedBy, ...free } = alert;
  if (inhibitedBy === undefined || alert.closedAt !== undefined) return alert;
  const isWaiting = alert.handling === "new" && alert.shelved === undefined && alert.condition === "active";
  const step = isWaiting ? { escalation: beginEscalation(alert.escalation, now) } : {};
  return advanced(free, "uninhibit", step, { at: now, what: "uninhibited" });
}

/** In the version before: what follows goes into the same write. */
function withoutShelf(alert: Alert, now: EpochMs): Alert {
  if (alert.shelved === undefined) return alert;
  return { ...endShelf(alert, now), version: alert.version };
}

/** Whether whoever is on the alert said or showed so since then; a clock that was set back is not held against them. */
function isHeldSince({ handling, timeline }: Alert, since: EpochMs): boolean {
  if (handling !== "acknowledged" && handling !== "on-site") return false;
  const said = timeline.findLast(({ what }) => what === "acknowledged" || what === "on-site" || what === "handed-over");
  return said !== undefined && said.at >= since && said.at <= since + 2 * answerHoldsMs;
}

/**
 * Whether somebody called again, or the condition was there again, after the version that a person saw: what they do
 * is not about that call. That it was over, or became more urgent, hinders nobody who has seen the call itself.
 */
export function isCalledSince(alert: Alert, seenVersion: number): boolean {
  return (alert.calledAgainInVersion ?? 1) > seenVersion;
}

/** The same alert with the least of its story: for a table that refuses it whole, so that nothing else is lost by it. */
export function shortenedAlert(alert: Alert): Alert {
  const bounds = { entries: 15, characters: 4000 };
  const timeline = alert.timeline.map((entry) =>
    entry.reason ? { ...entry, reason: boundedReason(entry.reason) } : entry,
  );
  return { ...alert, reason: boundedReason(alert.reason), inputs: [], timeline: boundedTimeline(timeline, bounds) };
}
