import type { Actor } from "../../domain/alerts/alert.ts";
import type { BedPlace } from "../../domain/beds/guard.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { canHaveBed, givingBed, isTakenIn } from "../../domain/referrals/bed-of-case.ts";
import type { HeldBed, Referral } from "../../domain/referrals/referral.ts";
import type { ReferralStore } from "../../stores/referral-store.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import { heldUntil, takingBed } from "../referring/bed-along.ts";
import { referralChangedByOthers, stepImpossible } from "../referring/referral-refusals.ts";
import { tellPages } from "../referring/tell-houses.ts";
import type { Deps } from "../shell/deps.ts";
import { unknown } from "../shell/refusals.ts";

const maxTries = 20;

type CaseDeps = Pick<Deps<"hold-bed">, "leases" | "live" | "log" | "now" | "backOff"> & {
  readonly residents: Pick<ResidentStore, "bedStates" | "guardBeds">;
  readonly referrals: Pick<ReferralStore, "find" | "advance">;
};

interface CaseBed {
  readonly referralId: string;
  readonly place: BedPlace;
  /** Absent: as long as the expected time asks for. */
  readonly minutesMs?: number;
  readonly by: Actor;
}

/**
 * Gives a bed of the hospital to somebody whom it expects: held until they come, theirs at once where they are admitted; the
 * bed that they had before is free. Said again it changes nothing, unless it lasts longer by now. The case of another house is
 * as unknown as none.
 */
export async function bedForCase(
  { referralId, place, minutesMs, by }: CaseBed,
  deps: CaseDeps,
): Promise<{ readonly bed: HeldBed; readonly referral: Referral; readonly at: EpochMs }> {
  const { facilityId, bedId } = place;
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.referrals.find(referralId);
    if (before?.destinationId !== facilityId) throw unknown("referral", referralId);
    if (before.closedAt !== undefined) throw stepImpossible(referralId, "ended");
    if (!canHaveBed(before.state)) throw stepImpossible(referralId, "not-now");
    const now = deps.now();
    const until = minutesMs === undefined ? heldUntil(before.expectedAt, now) : now + minutesMs;
    const isSame = before.bed?.facilityId === facilityId && before.bed.bedId === bedId;
    const isLonger = !isTakenIn(before) && until > (before.bed?.until ?? 0);
    const bed = { facilityId, bedId, until: isSame && !isLonger ? (before.bed?.until ?? until) : until };
    const next = givingBed(before, bed, { by, facilityId }, now);
    const beside = await takingBed(before, next.referral, bed, { at: now, by }, deps);
    if (isSame && (beside.length === 0 || !isLonger)) return { bed, referral: before, at: now };
    if ((await deps.referrals.advance({ ...next, beside })) === "advanced") {
      await tellPages(before, next.referral, [], deps);
      return { bed, referral: next.referral, at: now };
    }
    await deps.backOff(attempt);
  }
  throw referralChangedByOthers(referralId);
}
