import type { Actor } from "../alerts/alert.ts";
import { clockToleranceMs, day, type EpochMs } from "../model/time.ts";
import type { Referral } from "./referral.ts";
import type { ReferralStep } from "./step.ts";
import type { PointCode, TimePoint } from "./time-points.ts";

export interface PointAsked {
  readonly code: PointCode;
  readonly at: EpochMs;
  readonly by: Actor;
  readonly facilityId: string;
}

export type PointRecorded =
  | { readonly kind: "done"; readonly referral: Referral; readonly step: ReferralStep }
  /** It stands there so. */
  | { readonly kind: "nothing" }
  /** Later than now, or long before the case. */
  | { readonly kind: "impossible-time" }
  | { readonly kind: "full" };

/** How long before a case somebody can have been well: thrombectomy is thought of up to 24 h after (reference 4.4). */
const longestBefore = 2 * day;
/** More moments are no record of a treatment. */
const mostPoints = 200;

/** Records a moment. Said again at the same time it changes nothing; at another time it corrects what was said before. */
export function recordPoint(referral: Referral, { code, at, by, facilityId }: PointAsked, now: EpochMs): PointRecorded {
  if (at > now + clockToleranceMs || at < referral.requestedAt - longestBefore) return { kind: "impossible-time" };
  const before = referral.timePoints.findLast((point) => point.code === code);
  if (before?.at === at) return { kind: "nothing" };
  if (referral.timePoints.length >= mostPoints) return { kind: "full" };
  const point: TimePoint = { code, at, recordedAt: now, by, facilityId };
  const version = referral.version + 1;
  const { id, state } = referral;
  return {
    kind: "done",
    referral: { ...referral, timePoints: [...referral.timePoints, point], version },
    step: {
      referralId: id,
      version,
      at: now,
      what: "record",
      from: state,
      to: state,
      by,
      facilityId,
      point: code,
      pointAt: at,
    },
  };
}
