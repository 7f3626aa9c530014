import { isLateForReview, overSince, type RecordOpening, reasonOf, reviewOf } from "../domain/break-glass/opening.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { OpeningNotices, OpeningView } from "./http/openings.ts";
import { isoTimeOf, timeField } from "./iso-time.ts";

/** What is known of those of whom an opening tells. */
export interface OpeningNames {
  readonly resident: OpeningView["resident"];
  readonly houseName: (facilityId: string) => string;
  readonly mayReview: boolean;
}

/** An opening as whoever judges it sees it, as it stands at a time. */
export function openingViewOf(opening: RecordOpening, names: OpeningNames, now: EpochMs): OpeningView {
  const { id, facilityId, person, as, way, state, openedAt, until, reviewBy, steps } = opening;
  const review = reviewOf(opening);
  return {
    id,
    resident: names.resident,
    facility: { id: facilityId, name: names.houseName(facilityId) },
    person,
    role: as.role,
    house: { id: as.facilityId, name: names.houseName(as.facilityId) },
    way: way.kind === "referral" ? "referral" : way.by,
    ...(way.kind === "referral" && { referralId: way.referralId }),
    state,
    openedAt: isoTimeOf(openedAt),
    until: isoTimeOf(until),
    ...timeField("overSince", overSince(opening)),
    reviewBy: isoTimeOf(reviewBy),
    isLate: isLateForReview(opening, now),
    steps: steps.map(stepView),
    ...(review !== undefined && { review: { ...review, at: isoTimeOf(review.at) } }),
    mayReview: names.mayReview,
  };
}

function stepView(step: RecordOpening["steps"][number]): OpeningView["steps"][number] {
  const { what, at } = step;
  return {
    what,
    at: isoTimeOf(at),
    ...("until" in step && { until: isoTimeOf(step.until), reason: step.reason }),
    ...("why" in step && { why: step.why }),
  };
}

/** What a relative is told of it. */
export function openingNoticeOf(opening: RecordOpening, house: string): OpeningNotices["items"][number] {
  const { id, openedAt, until, as } = opening;
  const verdict = reviewOf(opening)?.verdict;
  return {
    id,
    openedAt: isoTimeOf(openedAt),
    until: isoTimeOf(until),
    ...timeField("overSince", overSince(opening)),
    house,
    role: as.role,
    reason: reasonOf(opening).kind,
    ...(verdict !== undefined && { verdict }),
  };
}
