import { type BedHold, type BedState, guardAt, judgeHolding, judgeTaking } from "../../domain/beds/guard.ts";
import { day, type EpochMs, hour } from "../../domain/model/time.ts";
import type { Write } from "../../domain/ports.ts";
import { isTakenIn } from "../../domain/referrals/bed-of-case.ts";
import type { HeldBed, LostBed, Referral } from "../../domain/referrals/referral.ts";
import type { StepAsked } from "../../domain/referrals/step-asked.ts";
import { recordingBed, recordingRelease } from "../../stores/bed-history-items.ts";
import { holdingBed, occupyingBed, releasingBed, vacatingBed } from "../../stores/bed-items.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import { bedRefused } from "../beds/bed-refusals.ts";

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
 * they leave it or do not come. A hold that ran out and a bed that another one has by now are no reason to stop a step, and
 * the case says so; a bed that is asked for with the step, and cannot be had, is one.
 */
export async function bedAlong(
  before: Referral,
  after: Referral,
  { action, by, facilityId, bed: asked }: Pick<StepAsked, "action" | "by" | "facilityId" | "bed">,
  now: EpochMs,
  deps: BedDeps,
): Promise<BedAlong> {
  const { bed } = after;
  const isAskedFor = asked !== undefined && asked !== null;
  if (bed !== undefined && (isAskedFor || before.bed?.bedId !== bed.bedId))
    return { referral: after, beside: await takingBed(before, after, bed, { at: now, by }, deps) };
  if (bed !== undefined && action === "admit") return moveIn(after, bed, now, deps);
  const isNearer = action === "arrange-transport" || action === "depart" || action === "arrive";
  if (bed !== undefined && (isNearer || (action === "note" && facilityId === bed.facilityId)))
    return prolonging(after, bed, now, deps);
  if (bed === undefined && before.bed !== undefined)
    return { referral: after, beside: await freeing(before, before.bed, { at: now, by }, deps) };
  return { referral: after, beside: [] };
}

/**
 * Takes the bed that the case is to have: held until they come, theirs where they are admitted; what it had before is given
 * free. Throws why it cannot be had.
 */
export async function takingBed(
  before: Referral,
  after: Referral,
  bed: HeldBed,
  how: { readonly at: EpochMs; readonly by: StepAsked["by"] | undefined },
  deps: BedDeps,
): Promise<readonly Write[]> {
  const { facilityId, bedId, until } = bed;
  const { id, residentId } = after;
  await deps.residents.guardBeds(facilityId);
  const [state] = await deps.residents.bedStates(facilityId, [bedId]);
  if (state === undefined) throw bedRefused(bedId, "bed-taken");
  const isOther = before.bed !== undefined && before.bed.bedId !== bedId;
  const freed = isOther && before.bed !== undefined ? await freeing(before, before.bed, how, deps) : [];
  if (isTakenIn(after)) {
    const refusal = judgeTaking(state, { residentId, holdId: id }, how.at);
    if (refusal !== undefined) throw bedRefused(bedId, refusal);
    const isTheirs = guardAt(state.guard, how.at).kind === "occupied";
    return [...(isTheirs ? [] : occupyingBed(state, residentId, how.at, id)), ...freed];
  }
  const refusal = judgeHolding(state, id, how.at);
  if (refusal !== undefined) throw bedRefused(bedId, refusal);
  const { name = "", id: byId = "" } = how.by ?? {};
  const hold: BedHold = { id, purpose: "referral", until, heldAt: how.at, by: name, byId };
  return [...holdingBed(state, hold), ...freed];
}

/**
 * Holds the bed until the time that is known by now, where that is longer: the person comes nearer, or the house whose bed it
 * is said something. One that another has by then is none of the case any more, which says so by having none.
 */
async function prolonging(after: Referral, bed: HeldBed, now: EpochMs, { residents }: BedDeps): Promise<BedAlong> {
  const [state] = await residents.bedStates(bed.facilityId, [bed.bedId]);
  if (state?.guard.kind === "occupied" && state.guard.stayId === after.id) return { referral: after, beside: [] };
  if (state?.guard.kind !== "held" || state.guard.hold.id !== after.id)
    return { referral: withoutBed(after, bed, lossOf(state, bed, now)), beside: [] };
  const until = heldUntil(after.expectedAt, now);
  if (until <= bed.until) return { referral: after, beside: [] };
  return { referral: { ...after, bed: { ...bed, until } }, beside: holdingBed(state, { ...state.guard.hold, until }) };
}

async function moveIn(referral: Referral, bed: HeldBed, now: EpochMs, { residents }: BedDeps): Promise<BedAlong> {
  const [state] = await residents.bedStates(bed.facilityId, [bed.bedId]);
  const taker = { residentId: referral.residentId, holdId: referral.id };
  if (state === undefined || judgeTaking(state, taker, now) !== undefined)
    return { referral: withoutBed(referral, bed, lossOf(state, bed, now)), beside: [] };
  if (guardAt(state.guard, now).kind === "occupied") return { referral, beside: [] };
  return { referral, beside: occupyingBed(state, referral.residentId, now, referral.id) };
}

/** The case without a bed that is none of its own any more, and with what became of it. */
function withoutBed({ bed: _, ...without }: Referral, { facilityId, bedId }: HeldBed, loss: Loss): Referral {
  return { ...without, lostBed: { facilityId, bedId, ...loss } };
}

type Loss = Pick<LostBed, "why" | "at">;

function lossOf(state: BedState | undefined, { until }: HeldBed, now: EpochMs): Loss {
  const isOthers = state !== undefined && guardAt(state.guard, now).kind !== "free";
  if (isOthers) return { why: "taken", at: now };
  return until <= now ? { why: "expired", at: until } : { why: "released", at: now };
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
