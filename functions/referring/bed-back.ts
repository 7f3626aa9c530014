import type { Actor } from "../../domain/alerts/alert.ts";
import { type BedHold, guardAt, judgeHolding, judgeTaking } from "../../domain/beds/guard.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Write } from "../../domain/ports.ts";
import { isTakenIn } from "../../domain/referrals/bed-of-case.ts";
import type { HeldBed, Passage, Referral } from "../../domain/referrals/referral.ts";
import { recordingBed } from "../../stores/bed-history-items.ts";
import { holdingBed, occupyingBed } from "../../stores/bed-items.ts";
import { type BedAlong, type BedDeps, freeing } from "./bed-along.ts";
import { bedLeft, isSameBed } from "./passage-bed.ts";

/**
 * The beds of a case whose last step is taken back: what that step gave free is held, or theirs, again; what it took is given
 * free. A bed that another one has by now, or whose time is over, is no reason to let the mistake stand: the case goes on
 * without it, and says so by having none. So with the bed in the hospital that they left for the next one.
 */
export async function bedBack(
  before: Referral,
  after: Referral,
  by: Actor,
  now: EpochMs,
  deps: BedDeps,
): Promise<BedAlong> {
  const { bed } = after;
  const left = bedLeft(after);
  const had = before.bed;
  const isTaken = had !== undefined && ![bed, left].some((kept) => kept !== undefined && isSameBed(kept, had));
  const freed = isTaken ? await freeing(before, had, { at: now, by }, deps) : [];
  const own = bed === undefined ? undefined : await regained(after, bed, isTakenIn(after), { by, now }, deps);
  const passed =
    left === undefined || bedLeft(before) !== undefined
      ? undefined
      : await regained(after, left, wasTakenIn(after), { by, now }, deps);
  const referral = own?.isTheirs === false ? withoutBed(after) : after;
  return {
    referral: passed?.isTheirs === false ? withoutBedLeft(referral) : referral,
    beside: [...freed, ...(own?.beside ?? []), ...(passed?.beside ?? [])],
  };
}

interface Regained {
  readonly isTheirs: boolean;
  readonly beside: readonly Write[];
}

async function regained(
  after: Referral,
  bed: HeldBed,
  isSleptIn: boolean,
  { by, now }: { readonly by: Actor; readonly now: EpochMs },
  deps: BedDeps,
): Promise<Regained> {
  const { id, residentId } = after;
  await deps.residents.guardBeds(bed.facilityId);
  const [state] = await deps.residents.bedStates(bed.facilityId, [bed.bedId]);
  if (state === undefined) return { isTheirs: false, beside: [] };
  const guard = guardAt(state.guard, now);
  const isTheirs = guard.kind === "occupied" && guard.stayId === id;
  if (isSleptIn) {
    if (isTheirs) return { isTheirs: true, beside: [] };
    if (judgeTaking(state, { residentId, holdId: id }, now) !== undefined) return { isTheirs: false, beside: [] };
    return { isTheirs: true, beside: guard.kind === "occupied" ? [] : occupyingBed(state, residentId, now, id) };
  }
  if (guard.kind === "held" && guard.hold.id === id) return { isTheirs: true, beside: [] };
  if (bed.until <= now || (!isTheirs && judgeHolding(state, id, now) !== undefined))
    return { isTheirs: false, beside: isTheirs ? await freeing(after, bed, { at: now, by }, deps) : [] };
  const hold: BedHold = { id, purpose: "referral", until: bed.until, heldAt: now, by: by.name, byId: by.id };
  const left = { kind: "left", residentId, stayId: id } as const;
  return {
    isTheirs: true,
    beside: [...holdingBed(state, hold), ...(isTheirs ? [recordingBed(bed, now, left)] : [])],
  };
}

/** Whether they slept in the bed of the hospital that sends them on, when that asked the next one. */
function wasTakenIn({ through, stages }: Referral): boolean {
  const askedAt = through?.at(-1)?.askedAt ?? 0;
  const since = through?.at(-2)?.askedAt ?? 0;
  return stages.some(({ state, at }) => state === "admitted" && at >= since && at <= askedAt);
}

function withoutBed({ bed: _, ...without }: Referral): Referral {
  return without;
}

function withoutBedLeft(referral: Referral): Referral {
  const through = (referral.through ?? []).map(({ bed: _, ...passage }): Passage => passage);
  return { ...referral, through };
}
