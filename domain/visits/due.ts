import { type EpochMs, hour, minute } from "../model/time.ts";
import { actOnVisit, type VisitAnswer } from "./act.ts";
import { newsDueAt } from "./late-order.ts";
import { roundGoesOnUntil } from "./round.ts";
import type { Visit } from "./visit.ts";

/** Those who are expected are reminded so long before. */
export const reminderMs = 15 * minute;
/** Nobody came at all. */
export const missedAfterMs = 20 * minute;
/** Somebody waits and the call does not begin: longer, since they may still be found. */
export const waitedTooLongMs = 60 * minute;

/** A request without a time is taken so soon, or those who asked are told that nobody did. */
export const answeredWithinMs = 24 * hour;
/** The same out of an alert: whoever asked stands beside the person. */
export const answeredAfterAlertMs = 10 * minute;

/** Until when somebody should have given a request its time, or come. */
export function answerDueAt({ requestedAt, origin }: Pick<Visit, "requestedAt" | "origin">): EpochMs {
  return requestedAt + (origin?.kind === "alert" ? answeredAfterAlertMs : answeredWithinMs);
}

/**
 * When the visit has to be looked at again, its tasks and news too; undefined: nothing is due by itself. `round`: the visits of
 * its round, where it is of one; without them it is looked at too early, which does nothing.
 */
export function dueAtOf(visit: Visit, round: readonly Visit[] = []): EpochMs | undefined {
  const times = [stateDueAt(visit, round), newsDueAt(visit)].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function stateDueAt(visit: Visit, round: readonly Visit[]): EpochMs | undefined {
  const { state, scheduledAt, remindedAt } = visit;
  if (state === "requested") {
    if (visit.askedAt === undefined) return visit.requestedAt;
    return visit.unansweredAt === undefined ? answerDueAt(visit) : undefined;
  }
  if (state === "scheduled" && scheduledAt !== undefined)
    return remindedAt === undefined ? scheduledAt - reminderMs : missedAt(scheduledAt, round);
  if (state === "waiting") return waitingUntil(visit);
  return undefined;
}

/** What is due now. */
export type VisitDue =
  | { readonly kind: "nothing" }
  | { readonly kind: "ask" | "unanswered" | "remind"; readonly visit: Visit }
  | { readonly kind: "missed"; readonly visit: Visit };

/**
 * A call of those who could take it, a reminder, or a visit to which nobody came: asked of the visit as it is stored, whatever
 * woke the service. One of a round is not missed while the round goes on.
 */
export function settleVisit(visit: Visit, now: EpochMs, round: readonly Visit[] = []): VisitDue {
  const { state, scheduledAt, remindedAt } = visit;
  const next = visit.version + 1;
  if (state === "requested" && visit.askedAt === undefined)
    return { kind: "ask", visit: { ...visit, askedAt: now, version: next } };
  if (state === "requested" && visit.unansweredAt === undefined && now >= answerDueAt(visit))
    return { kind: "unanswered", visit: { ...visit, unansweredAt: now, version: next } };
  if (state === "scheduled" && scheduledAt !== undefined) {
    if (now >= missedAt(scheduledAt, round)) return missed(actOnVisit(visit, { kind: "miss" }, undefined, now));
    if (remindedAt === undefined && now >= scheduledAt - reminderMs)
      return { kind: "remind", visit: { ...visit, remindedAt: now, version: next } };
  }
  if (state === "waiting" && now >= waitingUntil(visit))
    return missed(actOnVisit(visit, { kind: "miss" }, undefined, now));
  return { kind: "nothing" };
}

function missedAt(scheduledAt: EpochMs, round: readonly Visit[]): EpochMs {
  return Math.max(scheduledAt + missedAfterMs, roundGoesOnUntil(round) ?? 0);
}

/** Nobody is sent away who said a moment ago that they are there. */
function waitingUntil({ scheduledAt, requestedAt, present }: Visit): EpochMs {
  const lastSeen = Math.max(0, ...present.map(({ seenAt }) => seenAt));
  return Math.max((scheduledAt ?? requestedAt) + waitedTooLongMs, lastSeen + missedAfterMs);
}

function missed(answer: VisitAnswer): VisitDue {
  return answer.kind === "done" ? { kind: "missed", visit: answer.visit } : { kind: "nothing" };
}
