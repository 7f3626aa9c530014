import { type Agreement, isInForce } from "../consortium/agreement.ts";
import { type EpochMs, minute } from "../model/time.ts";
import { facilityOf, type Referral, stageOf } from "./referral.ts";

/** When somebody is to be there. */
export interface ExpectedArrival {
  readonly at: EpochMs;
  /** Nobody said so: it is what the way usually takes, counted from the departure. */
  readonly isUsual: boolean;
}

/**
 * How many minutes the way usually takes, by the agreements between the two houses that hold on a day (`YYYY-MM-DD` in
 * Asia/Shanghai); of several the shortest, so that nobody is ready too late.
 */
export function usualMinutesOf(
  agreements: readonly Agreement[],
  referral: Pick<Referral, "originId" | "destinationId" | "returnId" | "through">,
  day: string,
): number | undefined {
  const senderId = facilityOf(referral, "sender");
  const said = agreements.flatMap((agreement) => {
    const { fromFacilityId, toFacilityId, usualMinutes } = agreement;
    const isBetween = fromFacilityId === senderId && toFacilityId === referral.destinationId;
    return isBetween && usualMinutes !== undefined && isInForce(agreement, day) ? [usualMinutes] : [];
  });
  return said.length === 0 ? undefined : Math.min(...said);
}

/** As somebody said; else, once they have left, by what the way usually takes. Undefined: nobody can tell. */
export function expectedArrival(
  referral: Pick<Referral, "expectedAt" | "stages" | "state" | "requestedAt">,
  usualMinutes: number | undefined,
): ExpectedArrival | undefined {
  if (referral.expectedAt !== undefined) return { at: referral.expectedAt, isUsual: false };
  if (usualMinutes === undefined || (referral.state !== "en-route" && referral.state !== "onward-en-route"))
    return undefined;
  return { at: stageOf(referral).at + usualMinutes * minute, isUsual: true };
}

/**
 * When they are to come home, as somebody said. A case that began at the hospital with an earlier version has it where
 * others have their way there.
 */
export function backAtOf({
  backAt,
  expectedAt,
  direction,
  through,
}: Pick<Referral, "backAt" | "expectedAt" | "direction" | "through">): EpochMs | undefined {
  return backAt ?? (direction === "down" && through === undefined ? expectedAt : undefined);
}
