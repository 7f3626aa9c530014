import { type BedHold, guardAt, judgeHolding, judgeTaking } from "../../domain/beds/guard.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { recordingBed } from "../../stores/bed-history-items.ts";
import { holdingBed, occupyingBed } from "../../stores/bed-items.ts";
import { type BedAlong, type BedDeps, freeing } from "./bed-along.ts";

/**
 * The bed of a case whose last step is taken back: what that step gave free is held, or theirs, again; what it took is given
 * free. A bed that another one has by now, or whose time is over, is no reason to let the mistake stand: the case goes on
 * without it, and says so by having none.
 */
export async function bedBack(
  before: Referral,
  after: Referral,
  by: { readonly id: string; readonly name: string },
  now: EpochMs,
  deps: BedDeps,
): Promise<BedAlong> {
  const { bed, ...without } = after;
  if (bed === undefined) {
    const beside = before.bed === undefined ? [] : await freeing(before, before.bed, { at: now, by }, deps);
    return { referral: after, beside };
  }
  await deps.residents.guardBeds(bed.facilityId);
  const [state] = await deps.residents.bedStates(bed.facilityId, [bed.bedId]);
  if (state === undefined) return { referral: without, beside: [] };
  const guard = guardAt(state.guard, now);
  const isTheirs = guard.kind === "occupied" && guard.stayId === after.id;
  if (after.stages.some((stage) => stage.state === "admitted")) {
    if (isTheirs) return { referral: after, beside: [] };
    const taker = { residentId: after.residentId, holdId: after.id };
    if (judgeTaking(state, taker, now) !== undefined) return { referral: without, beside: [] };
    if (guard.kind === "occupied") return { referral: after, beside: [] };
    return { referral: after, beside: occupyingBed(state, after.residentId, now, after.id) };
  }
  if (guard.kind === "held" && guard.hold.id === after.id) return { referral: after, beside: [] };
  if (bed.until <= now || (!isTheirs && judgeHolding(state, after.id, now) !== undefined))
    return { referral: without, beside: isTheirs ? await freeing(after, bed, { at: now, by }, deps) : [] };
  const hold: BedHold = { id: after.id, purpose: "referral", until: bed.until, heldAt: now, by: by.name, byId: by.id };
  const left = { kind: "left", residentId: after.residentId, stayId: after.id } as const;
  return { referral: after, beside: [...holdingBed(state, hold), ...(isTheirs ? [recordingBed(bed, now, left)] : [])] };
}
