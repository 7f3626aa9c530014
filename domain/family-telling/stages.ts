import type { Alert, AlertKind, AlertOutcome, TimelineEntry } from "../alerts/alert.ts";
import { isOutsideWatch, isTechnical } from "../alerts/alert.ts";
import { type EpochMs, minute } from "../model/time.ts";
import { isBeforeArrival } from "../referrals/states.ts";

/** What families are told of an alert, in the order in which it usually comes. */
export const familyStages = [
  "raised",
  "acknowledged",
  "on-site",
  /** Whoever said that they were going did not come, or it was closed by mistake: the staff are called anew. */
  "called-again",
  "hospital-called",
  "hospital-arrived",
  "resolved",
  /** Nobody watches the resident, and that for some time. */
  "not-monitored",
  "monitored-again",
] as const;
export type FamilyStage = (typeof familyStages)[number];

/** One thing that families are told of an alert. */
export interface StageOfAlert {
  readonly stage: FamilyStage;
  /** Counts how often the alert was opened again before it. */
  readonly round: number;
  /** When it happened. */
  readonly at: EpochMs;
  /** From when on families are told. */
  readonly dueAt: EpochMs;
  /** Who acted, by id; absent when a rule did. */
  readonly byId?: string;
  readonly outcome?: AlertOutcome;
}

/** How an alert of a kind concerns families: what happens to the resident, that nobody watches them, or not at all. */
export type FamilyConcern = "person" | "monitoring" | "none";

/** Devices' batteries, papers, beds and tasks are the staff's; what makes the resident unwatched is the family's too. */
export function familyConcernOf(kind: AlertKind): FamilyConcern {
  if (kind === "device-silent") return "monitoring";
  return isTechnical(kind) || isOutsideWatch(kind) ? "none" : "person";
}

/**
 * So long an alert of priority medium waits for the staff before families hear of it: most are over by then, and a message
 * each would teach them not to look. To be confirmed by clinicians and families.
 */
export const unansweredForMs = 15 * minute;

/** So long nobody watches a resident before families are told: a gateway that starts anew takes minutes. */
export const unwatchedForMs = 30 * minute;

/**
 * Everything that families are told of an alert so far, each with the time from which on; in the order in which it
 * happened. High: at once and every step. Medium: that somebody is on the way, or after {@link unansweredForMs} that
 * nobody answered yet; then how it ended. Low: nothing, it stands in their pages.
 */
export function stagesOf(alert: Alert): readonly StageOfAlert[] {
  switch (familyConcernOf(alert.kind)) {
    case "none":
      return [];
    case "monitoring":
      return monitoringStages(alert);
    case "person":
      return alert.priority === "low" ? [] : personStages(alert);
  }
}

function monitoringStages({ priority, timeline, raisedAt, closedAt }: Alert): readonly StageOfAlert[] {
  if (priority === "low") return [];
  const since = Math.max(raisedAt, ...timeline.filter(({ what }) => what === "changed").map(({ at }) => at));
  const dueAt = since + unwatchedForMs;
  if (closedAt !== undefined && closedAt < dueAt) return [];
  const lost: StageOfAlert = { stage: "not-monitored", round: 0, at: since, dueAt };
  if (closedAt === undefined) return [lost];
  return [lost, { stage: "monitored-again", round: 0, at: closedAt, dueAt: closedAt }];
}

function personStages(alert: Alert): readonly StageOfAlert[] {
  const all = happened(alert);
  if (alert.priority === "high") return all;
  const answeredAt = all.find(({ stage }) => stage === "acknowledged" || stage === "on-site")?.at;
  const toldFrom = Math.min(answeredAt ?? Number.POSITIVE_INFINITY, alert.raisedAt + unansweredForMs);
  return all.flatMap((one): readonly StageOfAlert[] => {
    if (one.stage === "on-site" && one.at !== answeredAt) return [];
    if (one.stage !== "raised") return one.at < toldFrom ? [] : [one];
    const isAnswered = answeredAt !== undefined && answeredAt < one.at + unansweredForMs;
    const isOver = alert.closedAt !== undefined && alert.closedAt < one.at + unansweredForMs;
    return isAnswered || isOver ? [] : [{ ...one, dueAt: one.at + unansweredForMs }];
  });
}

/** What stands on the timeline, each stage once in a round; nothing from a death on, of which people tell people. */
function happened(alert: Alert): readonly StageOfAlert[] {
  const found: StageOfAlert[] = [];
  let round = 0;
  const add = (stage: FamilyStage, { at, byId }: TimelineEntry, outcome?: AlertOutcome): void => {
    if (found.some((one) => one.stage === stage && one.round === round)) return;
    found.push({
      stage,
      round,
      at,
      dueAt: at,
      ...(byId !== undefined && { byId }),
      ...(outcome !== undefined && { outcome }),
    });
  };
  const died = alert.timeline.findIndex(({ referral }) => referral?.state === "died");
  for (const entry of died < 0 ? alert.timeline : alert.timeline.slice(0, died)) {
    if (entry.what === "reopened") {
      round += 1;
      add("called-again", entry);
    }
    if (entry.what === "raised" || entry.what === "acknowledged" || entry.what === "on-site") add(entry.what, entry);
    if (entry.what === "referral" && entry.referral !== undefined) addHospital(entry, add);
  }
  const { closedAt, outcome } = alert;
  const end = alert.timeline.findLast(({ what }) => what === "resolved" || what === "closed");
  if (closedAt !== undefined && end !== undefined && died < 0) add("resolved", { ...end, at: closedAt }, outcome);
  return found;
}

function addHospital(entry: TimelineEntry, add: (stage: FamilyStage, entry: TimelineEntry) => void): void {
  const state = entry.referral?.state;
  if (state === undefined || state === "cancelled" || state === "declined") return;
  if (isBeforeArrival(state)) add("hospital-called", entry);
  if (state === "arrived" || state === "admitted") add("hospital-arrived", entry);
}

const looked: ReadonlySet<TimelineEntry["what"]> = new Set([
  "raised",
  "changed",
  "acknowledged",
  "on-site",
  "reopened",
  "referral",
  "resolved",
  "closed",
]);

/**
 * When families' part of an alert has to be looked at for what its last write brought; undefined when it brought them
 * nothing. It is written with the alert, so that no crash leaves a family untold.
 */
export function familyLookAt(alert: Alert): EpochMs | undefined {
  const writtenAt = alert.timeline.at(-1)?.at;
  if (writtenAt === undefined || familyConcernOf(alert.kind) === "none") return undefined;
  const isNews = alert.timeline.some(({ at, what }) => at === writtenAt && looked.has(what));
  if (!isNews) return undefined;
  const dueTimes = stagesOf(alert).map(({ dueAt }) => dueAt);
  if (dueTimes.length === 0) return undefined;
  const ahead = dueTimes.filter((dueAt) => dueAt > writtenAt);
  return dueTimes.includes(writtenAt) || ahead.length === 0 ? writtenAt : Math.min(...ahead);
}
