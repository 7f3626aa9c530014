import { type EpochMs, minute } from "../model/time.ts";
import { actOnVisit, type VisitAnswer } from "./act.ts";
import type { Visit } from "./visit.ts";

/** Those who are expected are reminded so long before. */
export const reminderMs = 15 * minute;
/** Nobody came at all. */
export const missedAfterMs = 20 * minute;
/** Somebody waits and the call does not begin: longer, since they may still be found. */
export const waitedTooLongMs = 60 * minute;

/** When the visit has to be looked at again; undefined: nothing is due by itself. */
export function dueAtOf(visit: Visit): EpochMs | undefined {
  const { state, scheduledAt, remindedAt } = visit;
  if (state === "scheduled" && scheduledAt !== undefined)
    return remindedAt === undefined ? scheduledAt - reminderMs : scheduledAt + missedAfterMs;
  if (state === "waiting") return waitingUntil(visit);
  return undefined;
}

/** What is due now. */
export type VisitDue =
  | { readonly kind: "nothing" }
  | { readonly kind: "remind"; readonly visit: Visit }
  | { readonly kind: "missed"; readonly visit: Visit };

/** A reminder, or a visit to which nobody came: asked of the visit as it is stored, whatever woke the service. */
export function settleVisit(visit: Visit, now: EpochMs): VisitDue {
  const { state, scheduledAt, remindedAt } = visit;
  if (state === "scheduled" && scheduledAt !== undefined) {
    if (now >= scheduledAt + missedAfterMs) return missed(actOnVisit(visit, { kind: "miss" }, undefined, now));
    if (remindedAt === undefined && now >= scheduledAt - reminderMs)
      return { kind: "remind", visit: { ...visit, remindedAt: now, version: visit.version + 1 } };
  }
  if (state === "waiting" && now >= waitingUntil(visit))
    return missed(actOnVisit(visit, { kind: "miss" }, undefined, now));
  return { kind: "nothing" };
}

/** Nobody is sent away who said a moment ago that they are there. */
function waitingUntil({ scheduledAt, requestedAt, present }: Visit): EpochMs {
  const lastSeen = Math.max(0, ...present.map(({ seenAt }) => seenAt));
  return Math.max((scheduledAt ?? requestedAt) + waitedTooLongMs, lastSeen + missedAfterMs);
}

function missed(answer: VisitAnswer): VisitDue {
  return answer.kind === "done" ? { kind: "missed", visit: answer.visit } : { kind: "nothing" };
}
