import type { BedHold, BedPlace } from "../../domain/beds/guard.ts";
import { losingBed } from "../../domain/referrals/bed-of-case.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { type Release, recordingRelease, takingWord } from "../../stores/bed-history-items.ts";
import { releasingBed } from "../../stores/bed-items.ts";
import type { ReferralStore } from "../../stores/referral-store.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import { tellPages } from "../referring/tell-houses.ts";
import type { Deps } from "../shell/deps.ts";

type EndingDeps = Pick<Deps<"release-bed">, "leases" | "live" | "log" | "now"> & {
  readonly residents: Pick<ResidentStore, "release" | "bedStates" | "dropEndedHold">;
  readonly referrals: Pick<ReferralStore, "find" | "advance">;
};

/**
 * Ends a hold; one of a referral in one write with the case, which has no bed from then on and tells why, and the pages of its
 * houses read it anew. `not-held`: the bed is not held by it any more, or somebody wrote the case at the same time.
 */
export async function endHold(
  place: BedPlace,
  hold: BedHold,
  release: Release,
  deps: EndingDeps,
): Promise<"released" | "not-held"> {
  const before = hold.purpose === "referral" ? await caseWith(place, hold, deps) : undefined;
  if (before === undefined) return deps.residents.release(place, hold, release);
  const { at, why, by } = release;
  const lost = why === "expired" ? { why: "expired" as const, at: hold.until } : { why: "released" as const, at };
  const next = losingBed(before, { ...place, ...lost }, why === "expired" ? undefined : by, at);
  const beside = [releasingBed(place, hold), recordingRelease(place, hold, release)];
  if ((await deps.referrals.advance({ ...next, beside })) !== "advanced") return "not-held";
  await tellPages(before, next.referral, [], deps);
  return "released";
}

/**
 * Tells the case of a hold that ran out, and whose bed another one took since, that it has no bed; it may have it again, or
 * another, by now. What is not told here is told the next time.
 */
export async function tellEndedHold(
  { place, hold }: { readonly place: BedPlace; readonly hold: BedHold },
  deps: EndingDeps,
): Promise<void> {
  const before = await caseWith(place, hold, deps);
  const [state] = await deps.residents.bedStates(place.facilityId, [place.bedId]);
  const guard = state?.guard;
  const isTheirs =
    (guard?.kind === "held" && guard.hold.id === hold.id) || (guard?.kind === "occupied" && guard.stayId === hold.id);
  if (before === undefined || isTheirs) return deps.residents.dropEndedHold({ place, hold });
  const next = losingBed(before, { ...place, why: "expired", at: hold.until }, undefined, deps.now());
  const written = await deps.referrals.advance({ ...next, beside: [takingWord({ place, hold })] });
  if (written === "advanced") await tellPages(before, next.referral, [], deps);
}

/** The case that names this bed as its own; one that cannot be read keeps no bed from being free. */
async function caseWith(
  { facilityId, bedId }: BedPlace,
  { id }: BedHold,
  { referrals, log }: EndingDeps,
): Promise<Referral | undefined> {
  try {
    const found = await referrals.find(id);
    const { bed } = found ?? {};
    return bed?.facilityId === facilityId && bed.bedId === bedId ? found : undefined;
  } catch (error) {
    log.error("the case of a hold cannot be read", { referralId: id, error });
    return undefined;
  }
}
