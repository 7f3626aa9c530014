import { type BedHold, guardAt, judgeHolding, judgeTaking } from "../../domain/beds/guard.ts";
import { day, type EpochMs, hour } from "../../domain/model/time.ts";
import type { Write } from "../../domain/ports.ts";
import type { StepAsked } from "../../domain/referrals/advance.ts";
import type { HeldBed, Referral } from "../../domain/referrals/referral.ts";
import { recordingBed, recordingRelease } from "../../stores/bed-history-items.ts";
import { holdingBed, occupyingBed, releasingBed, vacatingBed } from "../../stores/bed-items.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import { bedTaken } from "../shell/refusals.ts";

export interface BedDeps {
  readonly residents: Pick<ResidentStore, "bedStates" | "guardBeds">;
}

export interface BedAlong {
  readonly referral: Referral;
  /** To be written with the step, or neither. */
  readonly beside: readonly Write[];
}

/** No bed is kept empty for longer at once; nearer to a later appointment it is held for longer. */
const longestForReferralMs = 7 * day;

/** Four hours past the appointment, a day from now at least and a week at most. */
export function heldUntil(expectedAt: EpochMs | undefined, now: EpochMs): EpochMs {
  return Math.min(now + longestForReferralMs, Math.max(now + day, (expectedAt ?? now) + 4 * hour));
}

/**
 * What a step does to the bed that is kept for the person: held with the acceptance, theirs with the admission, free when
 * they leave it or do not come. A hold that ran out and a bed that another one has by now are no reason to stop a step.
 */
export async function bedAlong(
  before: Referral,
  after: Referral,
  { action, by, facilityId }: Pick<StepAsked, "action" | "by" | "facilityId">,
  now: EpochMs,
  deps: BedDeps,
): Promise<BedAlong> {
  const { bed } = after;
  if (bed !== undefined && before.bed?.bedId !== bed.bedId) {
    const taken = await holding(after, bed, by ?? { id: "", name: "" }, now, deps);
    const freed = before.bed === undefined ? [] : await freeing(before, before.bed, { at: now, by }, deps);
    return { referral: after, beside: [...taken, ...freed] };
  }
  if (bed !== undefined && action === "admit") return moveIn(after, bed, now, deps);
  const isNearer = action === "arrange-transport" || action === "depart" || action === "arrive";
  if (bed !== undefined && (isNearer || (action === "note" && facilityId === bed.facilityId)))
    return prolonging(after, bed, now, deps);
  if (bed === undefined && before.bed !== undefined)
    return { referral: after, beside: await freeing(before, before.bed, { at: now, by }, deps) };
  return { referral: after, beside: [] };
}

async function holding(
  { id }: Referral,
  { facilityId, bedId, until }: HeldBed,
  by: { readonly id: string; readonly name: string },
  now: EpochMs,
  { residents }: BedDeps,
): Promise<readonly Write[]> {
  await residents.guardBeds(facilityId);
  const [state] = await residents.bedStates(facilityId, [bedId]);
  if (state === undefined || judgeHolding(state, id, now) !== undefined) throw bedTaken(bedId);
  const hold: BedHold = { id, purpose: "referral", until, heldAt: now, by: by.name, byId: by.id };
  return holdingBed(state, hold);
}

/**
 * Holds the bed until the time that is known by now, where that is longer: the person comes nearer, or the house whose bed it
 * is said something. One that another has by then is none of the case any more, which says so by having none.
 */
async function prolonging(after: Referral, bed: HeldBed, now: EpochMs, { residents }: BedDeps): Promise<BedAlong> {
  const [state] = await residents.bedStates(bed.facilityId, [bed.bedId]);
  if (state?.guard.kind === "occupied" && state.guard.stayId === after.id) return { referral: after, beside: [] };
  if (state?.guard.kind !== "held" || state.guard.hold.id !== after.id) {
    const { bed: _, ...without } = after;
    return { referral: without, beside: [] };
  }
  const until = heldUntil(after.expectedAt, now);
  if (until <= bed.until) return { referral: after, beside: [] };
  return { referral: { ...after, bed: { ...bed, until } }, beside: holdingBed(state, { ...state.guard.hold, until }) };
}

async function moveIn(referral: Referral, bed: HeldBed, now: EpochMs, { residents }: BedDeps): Promise<BedAlong> {
  const [state] = await residents.bedStates(bed.facilityId, [bed.bedId]);
  const { bed: _, ...without } = referral;
  if (state === undefined) return { referral: without, beside: [] };
  const refusal = judgeTaking(state, { residentId: referral.residentId, holdId: referral.id }, now);
  if (refusal !== undefined) return { referral: without, beside: [] };
  if (guardAt(state.guard, now).kind === "occupied") return { referral, beside: [] };
  return { referral, beside: occupyingBed(state, referral.residentId, now, referral.id) };
}

/** Gives free what the case has of a bed: its hold, or its stay. */
export async function freeing(
  { id, residentId }: Referral,
  { facilityId, bedId }: HeldBed,
  { at, by }: { readonly at: EpochMs; readonly by: StepAsked["by"] | undefined },
  { residents }: BedDeps,
): Promise<readonly Write[]> {
  const place = { facilityId, bedId };
  const [state] = await residents.bedStates(facilityId, [bedId]);
  const guard = state?.guard;
  if (guard?.kind === "held" && guard.hold.id === id) {
    const why = guard.hold.until <= at ? "expired" : "not-needed";
    const release = { at, why, ...(by !== undefined && { by }) } as const;
    return [releasingBed(place, guard.hold), recordingRelease(place, guard.hold, release)];
  }
  if (guard?.kind === "occupied" && guard.stayId === id)
    return [vacatingBed(place, id), recordingBed(place, at, { kind: "left", residentId, stayId: id })];
  return [];
}
