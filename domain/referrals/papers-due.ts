import type { Alert } from "../alerts/alert.ts";
import { day, type EpochMs, hour } from "../model/time.ts";
import { actingOf, type Referral, stageOf } from "./referral.ts";

/** How long the papers of an emergency may come after the request, 先行转诊 6 小时内补全 (reference 9.3). */
const completedWithin = 6 * hour;

/** Somebody closed the alert and the papers are not complete all the same: it is said again after so long. */
const againAfterMs = day;

/** Until when the papers that an emergency left for later are to be complete; undefined where they are, or none were left. */
export function papersDueAt({
  retrospective,
  requestedAt,
}: Pick<Referral, "retrospective" | "requestedAt">): EpochMs | undefined {
  if (retrospective === undefined || retrospective.completedAt !== undefined) return undefined;
  return (retrospective.since ?? requestedAt) + completedWithin;
}

/** Whether the papers of a case are to come yet, or late. */
export function arePapersOpen(referral: Pick<Referral, "retrospective" | "requestedAt" | "closedAt">): boolean {
  return referral.closedAt === undefined && papersDueAt(referral) !== undefined;
}

/** Every time at which somebody of an open case may be late: with its stage, and with its papers. */
export function dueTimesOf(
  referral: Pick<Referral, "stages" | "state" | "requestedAt" | "retrospective" | "closedAt">,
): readonly EpochMs[] {
  if (referral.closedAt !== undefined) return [];
  return [stageOf(referral).dueAt, papersDueAt(referral)].filter((at) => at !== undefined);
}

/**
 * The house that is to be told that the papers are late: the one whose word they are, else the other one, where nobody there
 * uses the service. `told`: the alert that told it before. Undefined: nobody has to be told now.
 */
export function papersLateAt(
  referral: Referral,
  told: Alert | undefined,
  hasUsers: (facilityId: string) => boolean,
  now: EpochMs,
): string | undefined {
  const dueAt = papersDueAt(referral);
  if (!arePapersOpen(referral) || dueAt === undefined || dueAt > now) return undefined;
  if (told !== undefined && (told.closedAt === undefined || now - told.closedAt < againAfterMs)) return undefined;
  return [referral.originId, ...actingOf(referral)].find(hasUsers);
}

/** Whether the papers that an emergency left for later were complete in time; undefined: none were left, or there is time. */
export function arePapersInTime(
  { retrospective, requestedAt }: Pick<Referral, "retrospective" | "requestedAt">,
  now: EpochMs,
): boolean | undefined {
  if (retrospective === undefined) return undefined;
  const dueAt = (retrospective.since ?? requestedAt) + completedWithin;
  if (retrospective.completedAt !== undefined) return retrospective.completedAt <= dueAt;
  return now > dueAt ? false : undefined;
}
