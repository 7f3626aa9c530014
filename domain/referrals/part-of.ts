import type { Referral } from "./referral.ts";
import { beforeHospital } from "./time-points.ts";

type Whole = Pick<Referral, "originId" | "returnId" | "destinationId" | "through" | "stages" | "timePoints"> &
  Partial<Pick<Referral, "centre" | "mode" | "requestedAt">>;

/**
 * A case as one of its hospitals had it, where it went on through several: since it was asked until the person left it, with
 * the moments that it recorded. To the house where the person lives, and of a case that did not go on, it is the whole.
 */
export function partOf<Case extends Whole>(referral: Case, facilityId: string): Case {
  const { originId, returnId, destinationId, through = [], stages, timePoints } = referral;
  const index =
    facilityId === destinationId ? through.length : through.findLastIndex((one) => one.facilityId === facilityId);
  if (through.length === 0 || index < 0 || facilityId === originId || facilityId === returnId) return referral;
  const from = index === 0 ? undefined : through[index - 1]?.askedAt;
  const passage = through[index];
  const until = passage?.leftAt;
  const isTheirs = (point: Whole["timePoints"][number]): boolean =>
    point.facilityId === facilityId || beforeHospital.includes(point.code);
  const { centre: _, ...others } = referral;
  const centre = passage === undefined ? referral.centre : passage.centre;
  return {
    ...others,
    destinationId: facilityId,
    ...(centre !== undefined && { centre }),
    ...(passage !== undefined && { mode: passage.mode }),
    ...(from !== undefined && { requestedAt: from }),
    through: through.slice(0, index + 1),
    stages: stages.filter(({ at }) => (from === undefined || at >= from) && (until === undefined || at < until)),
    timePoints: timePoints.filter(isTheirs),
  } as unknown as Case;
}

/** The hospital where the person is, or to which they are on the way. */
export function hospitalNow({ through, destinationId }: Pick<Referral, "through" | "destinationId">): string {
  const last = through?.at(-1);
  return last === undefined || last.leftAt !== undefined ? destinationId : last.facilityId;
}
