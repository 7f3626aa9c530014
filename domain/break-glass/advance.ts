import type { EpochMs } from "../model/time.ts";
import {
  isLateForReview,
  isUnreviewed,
  type OpeningReason,
  type OpeningReview,
  type OpeningStep,
  type RecordOpening,
} from "./opening.ts";
import { type OpeningPolicy, timesOf } from "./policy.ts";

/** Opens a record now. */
export function opened(
  who: Pick<RecordOpening, "id" | "residentId" | "facilityId" | "person" | "as" | "way">,
  reason: OpeningReason,
  policy: OpeningPolicy,
  now: EpochMs,
): RecordOpening {
  const { until, reviewBy } = timesOf(policy, now);
  const steps = [{ what: "opened", at: now, until, reason }] as const;
  return { ...who, state: "open", openedAt: now, until, reviewBy, steps, version: 1 };
}

/** Opens it on for as long again from now, for a new reason; `over`: it is open no longer, so that it has to be opened anew. */
export function renewed(
  opening: RecordOpening,
  reason: OpeningReason,
  policy: OpeningPolicy,
  now: EpochMs,
): RecordOpening | "over" {
  if (!isOpenAt(opening, now)) return "over";
  const times = timesOf(policy, now);
  // A house that shortened its time meanwhile takes nothing away that was given.
  const until = Math.max(opening.until, times.until);
  return {
    ...advanced(opening, { what: "renewed", at: now, until, reason }),
    until,
    reviewBy: until + times.reviewBy - times.until,
  };
}

/** Ends it before its time; what is over already stays as it is. */
export function ended(opening: RecordOpening, why: "by-hand" | "rights-ended", now: EpochMs): RecordOpening {
  if (!isOpenAt(opening, now)) return settled(opening, now);
  return { ...advanced(opening, { what: "ended", at: now, why }), state: "ended" };
}

/** As it stands at a time: what ran out has lapsed, at that moment and not when somebody noticed. */
export function settled(opening: RecordOpening, now: EpochMs): RecordOpening {
  if (opening.state !== "open" || now < opening.until) return opening;
  return { ...advanced(opening, { what: "lapsed", at: opening.until }), state: "lapsed" };
}

/** Marks, once, that nobody judged it in time; the very opening where that is not so. */
export function foundLate(opening: RecordOpening, now: EpochMs): RecordOpening {
  if (!isLateForReview(opening, now) || isMarkedLate(opening)) return opening;
  return advanced(opening, { what: "late", at: now });
}

/** Nobody judges what they opened themselves, what is still open, or what was judged. */
export type ReviewRefusal = "own" | "still-open" | "reviewed";

export function reviewed(opening: RecordOpening, review: OpeningReview, now: EpochMs): RecordOpening | ReviewRefusal {
  const before = settled(opening, now);
  if (review.by.id === before.person.id) return "own";
  if (before.state === "open") return "still-open";
  if (!isUnreviewed(before)) return "reviewed";
  return { ...advanced(before, { what: "reviewed", at: now, review }), state: review.verdict };
}

/** When it has to be looked at next, by whatever rule; undefined: never again. */
export function lookAtOf(opening: RecordOpening): EpochMs | undefined {
  if (!isUnreviewed(opening)) return undefined;
  if (opening.state === "open") return opening.until;
  return isMarkedLate(opening) ? undefined : opening.reviewBy;
}

function isOpenAt({ state, until }: RecordOpening, now: EpochMs): boolean {
  return state === "open" && now < until;
}

function isMarkedLate({ steps }: RecordOpening): boolean {
  return steps.some(({ what }) => what === "late");
}

function advanced(opening: RecordOpening, step: OpeningStep): RecordOpening {
  return { ...opening, steps: [...opening.steps, step], version: opening.version + 1 };
}
