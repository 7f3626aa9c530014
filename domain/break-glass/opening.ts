import type { Actor } from "../alerts/alert.ts";
import type { RoleAt } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";

/** Why a record has to be opened at once; each goes with words of whoever opens it. */
export const openingReasons = ["unconscious", "rescue", "deteriorating", "other"] as const;
export type OpeningReasonKind = (typeof openingReasons)[number];

export interface OpeningReason {
  readonly kind: OpeningReasonKind;
  readonly words: string;
}

/**
 * `open` until its time is over; `ended` by whoever opened it, or because their rights ended; `lapsed` by the clock. Then
 * somebody else judges whether it was right.
 */
export const openingStates = ["open", "ended", "lapsed", "justified", "not-justified"] as const;
export type OpeningState = (typeof openingStates)[number];

/** How whoever opened it came to the person: by a case that is on its way to them, or on duty, by who somebody says to be. */
export type OpeningWay =
  | { readonly kind: "referral"; readonly referralId: string }
  | { readonly kind: "duty"; readonly by: "identity-number" | "name-and-birth-date" };

/** What happened to an opening; never changed and never taken away. */
export type OpeningStep =
  | {
      readonly what: "opened" | "renewed";
      readonly at: EpochMs;
      readonly until: EpochMs;
      readonly reason: OpeningReason;
    }
  | { readonly what: "ended"; readonly at: EpochMs; readonly why: "by-hand" | "rights-ended" }
  | { readonly what: "lapsed"; readonly at: EpochMs }
  /** Nobody judged it in time, and who has to was told again. */
  | { readonly what: "late"; readonly at: EpochMs }
  | { readonly what: "reviewed"; readonly at: EpochMs; readonly review: OpeningReview };

/** What whoever answers for the resident's house found. */
export interface OpeningReview {
  readonly verdict: "justified" | "not-justified";
  readonly words: string;
  /** What follows from it; asked for where it was not justified. */
  readonly consequence?: string;
  readonly by: Actor;
}

/** A record that was opened in an emergency 紧急调阅, with everything that happened to it. */
export interface RecordOpening {
  readonly id: string;
  readonly residentId: string;
  /** Where the resident is cared for: that house is told, and judges. */
  readonly facilityId: string;
  readonly person: Actor;
  /** By which role, and for which house. */
  readonly as: RoleAt & { readonly facilityId: string };
  readonly way: OpeningWay;
  readonly state: OpeningState;
  readonly openedAt: EpochMs;
  /** The first moment at which it is open no longer, unless it ended before. */
  readonly until: EpochMs;
  /** It should be judged by then. */
  readonly reviewBy: EpochMs;
  readonly steps: readonly OpeningStep[];
  /** Counts writes; each write requires the version it read. */
  readonly version: number;
}

/** It waits to be judged, now or when it is over. */
export function isUnreviewed({ state }: Pick<RecordOpening, "state">): boolean {
  return state !== "justified" && state !== "not-justified";
}

/** It should have been judged. */
export function isLateForReview(opening: Pick<RecordOpening, "state" | "reviewBy">, now: EpochMs): boolean {
  return isUnreviewed(opening) && opening.reviewBy <= now;
}

/** Why it was opened, or last opened on. */
export function reasonOf({ steps }: Pick<RecordOpening, "steps">): OpeningReason {
  const reasons = steps.flatMap((step) => (step.what === "opened" || step.what === "renewed" ? [step.reason] : []));
  const last = reasons.at(-1);
  if (last === undefined) throw new Error("an opening begins with a reason");
  return last;
}

/** When it was over; undefined while it is open. */
export function overSince({ steps }: Pick<RecordOpening, "steps">): EpochMs | undefined {
  return steps.findLast(({ what }) => what === "ended" || what === "lapsed")?.at;
}

/** What was found. */
export function reviewOf({
  steps,
}: Pick<RecordOpening, "steps">): (OpeningReview & { readonly at: EpochMs }) | undefined {
  const last = steps.findLast((step) => step.what === "reviewed");
  return last && { ...last.review, at: last.at };
}
