import type { Actor } from "../alerts/alert.ts";
import { clockToleranceMs, day, type EpochMs } from "../model/time.ts";
import { momentOf } from "./centres.ts";
import { partOf } from "./part-of.ts";
import type { Referral } from "./referral.ts";
import { isEnded } from "./states.ts";
import type { ReferralStep } from "./step.ts";
import { beforeHospital, isPreparation, type PointCode, type TimePoint } from "./time-points.ts";

export interface PointAsked {
  readonly code: PointCode;
  /** When it was, as the person says; absent: when they tapped. */
  readonly at?: EpochMs;
  readonly tappedAt: EpochMs;
  /** When they tapped by the clock of their device. */
  readonly clientAt?: EpochMs;
  /** What was said before was wrong, and why: without it nothing that stands is replaced. */
  readonly reason?: string;
  /** It was not so: takes back what stands there. */
  readonly isUndone?: boolean;
  readonly by: Actor;
  readonly facilityId: string;
}

export type PointRecorded =
  | { readonly kind: "done"; readonly referral: Referral; readonly step: ReferralStep }
  /** It stands there so. */
  | { readonly kind: "nothing" }
  /** Later than now, or long before the case. */
  | { readonly kind: "impossible-time" }
  | { readonly kind: "full" }
  /** Another time stands there: a correction says why, and so does whoever takes back a moment of the treatment. */
  | { readonly kind: "needs-reason" }
  /** It is the hospital's to say. */
  | { readonly kind: "not-theirs" }
  /** The case is over: its figures stay as they are. */
  | { readonly kind: "ended" };

/** How long before a case somebody can have been well: thrombectomy is thought of up to 24 h after (reference 4.4). */
const longestBefore = 2 * day;
/** More moments are no record of a treatment. */
const mostPoints = 200;

/**
 * Records a moment. A tap that is repeated, be it by another person or after a lost answer, changes nothing: the first stands.
 * A correction says when it was and why; it stands beside what it corrects. So does what takes a moment back: that something
 * is ready is unticked without a word, a moment of the treatment with a reason.
 */
export function recordPoint(
  referral: Referral,
  { code, at: said, tappedAt, clientAt, reason, isUndone = false, by, facilityId }: PointAsked,
  now: EpochMs,
): PointRecorded {
  if (isEnded(referral.state)) return { kind: "ended" };
  if (!treats(referral, facilityId) && !beforeHospital.includes(code)) return { kind: "not-theirs" };
  const at = (isUndone ? undefined : said) ?? tappedAt;
  if (at > now + clockToleranceMs || at < referral.requestedAt - longestBefore) return { kind: "impossible-time" };
  const theirs = partOf(referral, facilityId);
  const before = momentOf(theirs, code);
  const isSaid = isUndone ? recordedOf(theirs, code) === undefined : isKnown(before, at, said);
  if (isSaid) return { kind: "nothing" };
  const isCorrection = before !== undefined;
  if (isCorrection && reason === undefined && !(isUndone && isPreparation(code))) return { kind: "needs-reason" };
  if (referral.timePoints.length >= mostPoints) return { kind: "full" };
  const words = isCorrection && reason !== undefined ? { reason } : {};
  const point: TimePoint = { code, at, recordedAt: now, by, facilityId, ...words, ...(isUndone && { isUndone }) };
  const version = referral.version + 1;
  const { id, state } = referral;
  return {
    kind: "done",
    referral: { ...referral, timePoints: [...referral.timePoints, point], version },
    step: {
      referralId: id,
      version,
      at: now,
      ...(clientAt !== undefined && { clientAt }),
      what: "record",
      from: state,
      to: state,
      by,
      facilityId,
      point: code,
      pointAt: at,
      ...words,
      ...(isUndone && { isUndone }),
    },
  };
}

function isKnown(before: EpochMs | undefined, at: EpochMs, said: EpochMs | undefined): boolean {
  return before === at || (before !== undefined && said === undefined);
}

/** What somebody recorded, and nobody took back: what the case knows by itself nobody can. */
function recordedOf({ timePoints }: Referral, code: PointCode): TimePoint | undefined {
  const last = timePoints.findLast((point) => point.code === code);
  return last?.isUndone === true ? undefined : last;
}

/** The hospital that has or expects the person, or one that had them and sent them on: what it did there is its to say. */
function treats({ destinationId, through = [] }: Referral, facilityId: string): boolean {
  return facilityId === destinationId || through.some((passage) => passage.facilityId === facilityId);
}
