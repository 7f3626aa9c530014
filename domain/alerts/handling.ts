import { type EpochMs, minute } from "../model/time.ts";
import type { Verdict } from "../watch/state.ts";
import { type Alert, type AlertOutcome, higherPriority, isLatching, type TimelineEntry } from "./alert.ts";
import { boundedInputs, boundedReason, boundedTimeline } from "./timeline.ts";

/**
 * How long an acknowledgement answers for a condition that comes back. On site within 5 min is the target
 * (to be confirmed by a clinician); after twice that, whoever acknowledged can no longer be counted on to be there.
 */
const acknowledgementHoldsMs = 10 * minute;

type Step = Partial<Omit<Alert, "timeline" | "version">>;

function next(alert: Alert, step: Step, ...entries: readonly TimelineEntry[]): Alert {
  const timeline = boundedTimeline([...alert.timeline, ...entries]);
  return { ...alert, ...step, timeline, version: alert.version + 1 };
}

/** What an alert tells of a verdict. */
function told({ reason, inputs }: Verdict): Pick<Alert, "reason" | "inputs"> {
  return { reason: boundedReason(reason), inputs: boundedInputs(inputs) };
}

/** Opens an alert for a verdict, in version 1: active, new, with its reason as the first line of the timeline. */
export function raiseAlert(
  verdict: Verdict & { readonly alertId: string },
  resident: { readonly id: string; readonly facilityId: string },
  now: EpochMs,
): Alert {
  return {
    id: verdict.alertId,
    caseId: verdict.alertId,
    residentId: resident.id,
    facilityId: resident.facilityId,
    kind: verdict.kind,
    priority: verdict.priority,
    condition: "active",
    handling: "new",
    raisedAt: now,
    ...told(verdict),
    timeline: [{ at: now, what: "raised", reason: boundedReason(verdict.reason) }],
    version: 1,
  };
}

/** Takes over what became worse or different; the priority never falls. A closed alert comes back as it is. */
export function changeAlert(alert: Alert, verdict: Verdict, now: EpochMs): Alert {
  if (alert.closedAt !== undefined) return alert;
  const step = { priority: higherPriority(alert.priority, verdict.priority), ...told(verdict) };
  return next(alert, step, { at: now, what: "changed", reason: step.reason });
}

/**
 * Records that the condition is over. Priority high stays open until a person resolves it; medium and low close with
 * the outcome `cleared-by-rule`. Latching kinds, closed alerts and those already cleared come back as they are.
 */
export function clearAlert(alert: Alert, now: EpochMs): Alert {
  if (alert.closedAt !== undefined || alert.condition === "cleared" || isLatching(alert.kind)) return alert;
  const cleared: TimelineEntry = { at: now, what: "cleared" };
  if (alert.priority === "high") return next(alert, { condition: "cleared" }, cleared);
  const closed = { condition: "cleared", handling: "resolved", outcome: "cleared-by-rule", closedAt: now } as const;
  return next(alert, closed, cleared, { at: now, what: "closed" });
}

/**
 * The condition is there again, or the person called again, while the alert is still open. An acknowledgement older
 * than {@link acknowledgementHoldsMs} no longer counts, so that a forgotten alert cannot hide a new call.
 */
export function reactivateAlert(alert: Alert, verdict: Verdict, now: EpochMs): Alert {
  if (alert.closedAt !== undefined) return alert;
  const acknowledgedAt = alert.timeline.findLast((entry) => entry.what === "acknowledged")?.at;
  const isAnswered =
    alert.handling === "acknowledged" &&
    acknowledgedAt !== undefined &&
    Math.abs(now - acknowledgedAt) <= acknowledgementHoldsMs;
  const step = {
    condition: "active",
    handling: isAnswered ? "acknowledged" : "new",
    priority: higherPriority(alert.priority, verdict.priority),
    calledAgainInVersion: alert.version + 1,
    ...told(verdict),
  } as const;
  return next(alert, step, { at: now, what: "active-again", reason: step.reason });
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

export type Acknowledgement =
  | { readonly kind: "acknowledged"; readonly alert: Alert }
  /** The same person had acknowledged already. */
  | { readonly kind: "unchanged"; readonly alert: Alert }
  | { readonly kind: "already-resolved"; readonly alert: Alert }
  /** Somebody else, `by`, has it. */
  | { readonly kind: "taken"; readonly alert: Alert; readonly by: string };

/** Somebody says that they are on the way. Only the first one takes the alert. */
export function acknowledgeAlert(alert: Alert, by: string, now: EpochMs): Acknowledgement {
  if (alert.closedAt !== undefined) return { kind: "already-resolved", alert };
  if (alert.handling === "acknowledged") {
    const holder = alert.timeline.findLast((entry) => entry.what === "acknowledged")?.by;
    return holder === undefined || holder === by ? { kind: "unchanged", alert } : { kind: "taken", alert, by: holder };
  }
  return {
    kind: "acknowledged",
    alert: next(alert, { handling: "acknowledged" }, { at: now, what: "acknowledged", by }),
  };
}

export interface Resolution {
  readonly by: string;
  readonly outcome: Exclude<AlertOutcome, "cleared-by-rule">;
  readonly note?: string;
}

export type ResolutionResult =
  | { readonly kind: "resolved"; readonly alert: Alert }
  | { readonly kind: "already-resolved"; readonly alert: Alert };

/**
 * A person closes the alert and says what it turned out to be. A latched condition is over with it; any other is left
 * as it was last judged, and the watch raises it anew if it lasts.
 */
export function resolveAlert(alert: Alert, { by, outcome, note }: Resolution, now: EpochMs): ResolutionResult {
  if (alert.closedAt !== undefined) return { kind: "already-resolved", alert };
  const condition = isLatching(alert.kind) ? "cleared" : alert.condition;
  const step = { condition, handling: "resolved", outcome, closedAt: now } as const;
  const said: TimelineEntry = { at: now, what: "resolved", by, ...(note === undefined ? {} : { note }) };
  return { kind: "resolved", alert: next(alert, step, said) };
}
