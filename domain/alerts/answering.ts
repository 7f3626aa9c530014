import { operatorsCommandId } from "../access/caller.ts";
import { answered, attended, beginEscalation, quiet } from "../escalation/plan.ts";
import { type EpochMs, minute } from "../model/time.ts";
import {
  type Actor,
  type Alert,
  type AlertHolder,
  type AlertOutcome,
  isLatching,
  type TimelineEntry,
} from "./alert.ts";
import { type Answer, answerOf } from "./answer.ts";
import { advance } from "./next-version.ts";
import { hasRoomFor } from "./timeline.ts";

/** Whether a person has the alert. Those who speak by the operators' command are told apart by their names. */
function isHeldBy({ holder }: Pick<Alert, "holder">, by: Actor): boolean {
  if (holder?.personId !== by.id) return false;
  return by.id !== operatorsCommandId || holder.name === by.name;
}

function isTaken(alert: Alert, by: Actor): boolean {
  return alert.holder !== undefined && !isHeldBy(alert, by);
}

/**
 * Somebody says that they are on the way, and nobody more is called. Only the first one takes the alert; another one is
 * told who has it, or with `takeOver` takes it from them, which the timeline tells.
 */
export function acknowledgeAlert(alert: Alert, by: Actor, now: EpochMs, takeOver = false): Answer {
  const action = !isTaken(alert, by) ? "acknowledge" : takeOver ? "take-over" : "acknowledge-taken";
  const step = { holder: holderOf(by, now), escalation: answered(alert.escalation, now) };
  return answerOf(alert, advance(alert, action, step, said("acknowledged", by, alert, now)));
}

/**
 * Somebody is at the bedside. They need not have said before that they were going; whoever had it has it no more. Another
 * one who comes while somebody is there is told on the timeline.
 */
export function arriveAtAlert(alert: Alert, by: Actor, now: EpochMs): Answer {
  const isSecond = alert.handling === "on-site" && isTaken(alert, by);
  const holder = isSecond && alert.holder !== undefined ? alert.holder : holderOf(by, now);
  const step = { holder, escalation: attended(alert.escalation, alert.priority, now) };
  const action = isTaken(alert, by) ? "arrive-taken" : "arrive";
  const entry = isSecond ? said("on-site", by, undefined, now) : said("on-site", by, alert, now);
  return answerOf(alert, advance(alert, action, step, entry));
}

/** Takes back that one is going or there, which was tapped by mistake: the alert is new and calls from its first step. */
export function releaseAlert(alert: Alert, by: Actor, now: EpochMs, note?: string): Answer {
  const step = { escalation: beginEscalation(alert.escalation, now) };
  const action = isTaken(alert, by) ? "release-taken" : "release";
  return answerOf(alert, advance(alert, action, step, said("released", by, undefined, now, note)));
}

export interface Resolution {
  readonly by: Actor;
  readonly outcome: Exclude<AlertOutcome, "cleared-by-rule">;
  readonly note?: string;
}

/**
 * A person closes the alert and says what it turned out to be; it need not be the one who has it. A latched condition is
 * over with it; any other is left as it was last judged, and the watch raises it anew if it lasts.
 */
export function resolveAlert(alert: Alert, { by, outcome, note }: Resolution, now: EpochMs): Answer {
  const step = { outcome, closedAt: now, escalation: quiet(alert.escalation) };
  const action = isLatching(alert.kind) ? "resolve-latched" : "resolve";
  return answerOf(alert, advance(alert, action, step, said("resolved", by, alert, now, note)));
}

/** Until then a resolution can be taken back; later the condition has been raised anew, or it is another story. */
export const withdrawableMs = 15 * minute;

/**
 * Takes a resolution back that was tapped by mistake: the alert is new and calls from its first step. What a rule closed
 * is not a person's to take back.
 */
export function withdrawResolution(
  alert: Alert,
  by: Actor,
  now: EpochMs,
  note?: string,
): Answer | { readonly kind: "too-late"; readonly alert: Alert } {
  const { closedAt } = alert;
  if (closedAt === undefined) return { kind: "unchanged", alert };
  if (alert.outcome === "cleared-by-rule" || now - closedAt > withdrawableMs) return { kind: "too-late", alert };
  const step = { escalation: beginEscalation(alert.escalation, now), calledAgainInVersion: alert.version + 1 };
  const action = isLatching(alert.kind) ? "withdraw-latched" : "withdraw";
  return answerOf(alert, advance(alert, action, step, said("reopened", by, undefined, now, note)));
}

/** The same words by the same person within this time are one tap that was sent twice. */
const sameWordsMs = minute;

/**
 * Adds words to the timeline, of a closed alert too: what was written there is corrected by what follows it. Words that
 * have no place any more are refused, for they would push out others.
 */
export function commentOnAlert(alert: Alert, by: Actor, note: string, now: EpochMs): Answer {
  const isTwice = alert.timeline.some(
    (entry) =>
      entry.what === "commented" &&
      entry.byId === by.id &&
      entry.by === by.name &&
      entry.note === note &&
      Math.abs(now - entry.at) <= sameWordsMs,
  );
  if (isTwice) return { kind: "unchanged", alert };
  const comment = said("commented", by, undefined, now, note);
  if (!hasRoomFor(comment, alert.timeline)) return { kind: "comments-full", alert };
  return answerOf(alert, advance(alert, "comment", {}, comment));
}

/**
 * Gives an alert from the person who has it to another. Whoever is on the way has to come in the time that was left; where
 * somebody was on site, the other one has to come too.
 */
export function handOverAlert(
  alert: Alert,
  { by, from, to, note }: { readonly by: Actor; readonly from: Actor; readonly to: Actor; readonly note?: string },
  now: EpochMs,
): Answer {
  if (alert.closedAt === undefined && isHeldBy(alert, to)) return { kind: "unchanged", alert };
  const wasThere = alert.handling === "on-site";
  const escalation = wasThere ? answered(alert.escalation, now) : alert.escalation;
  const step = { holder: holderOf(to, now), ...(escalation !== undefined && { escalation }) };
  const action = isTaken(alert, from) ? "hand-over-taken" : "hand-over";
  const entry = { ...said("handed-over", by, alert, now, note), from: from.name, to: to.name };
  return answerOf(alert, advance(alert, action, step, entry));
}

function holderOf({ id, name }: Actor, since: EpochMs): AlertHolder {
  return { personId: id, name, since };
}

/** What a person did; where somebody else had the alert, from whom. */
function said(
  what: TimelineEntry["what"],
  by: Actor,
  alert: Alert | undefined,
  at: EpochMs,
  note?: string,
): TimelineEntry {
  const before = alert?.holder;
  const isOthers = alert !== undefined && before !== undefined && isTaken(alert, by);
  return {
    at,
    what,
    by: by.name,
    byId: by.id,
    ...(isOthers && { from: before.name }),
    ...(note !== undefined && { note }),
  };
}
