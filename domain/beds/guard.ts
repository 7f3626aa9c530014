import type { EpochMs } from "../model/time.ts";

/** One bed of one facility. */
export interface BedPlace {
  readonly facilityId: string;
  readonly bedId: string;
}

/** A bed that is kept for somebody who is to come 预留床位. */
export interface BedHold {
  /** What it is held for: a referral's id, or an id of its own. Who takes the bed by the hold names it. */
  readonly id: string;
  readonly purpose: "referral" | "admission";
  /** From then on the bed is free, whether or not anybody looked. */
  readonly until: EpochMs;
  readonly heldAt: EpochMs;
  readonly by: string;
  readonly byId: string;
  readonly note?: string;
}

/**
 * Who has a bed. There is one guard for a bed, so it is never two of these at once: two residents, two holds, or a hold on
 * a bed that is taken are impossible by the table.
 */
export type BedGuard =
  | { readonly kind: "free" }
  | {
      readonly kind: "occupied";
      readonly residentId: string;
      /** Lies there for this referral and has another bed at home; absent: it is the bed of their record. */
      readonly stayId?: string;
    }
  | { readonly kind: "held"; readonly hold: BedHold }
  | { readonly kind: "given-up" };

/** A conversion under way on a bed. */
export interface BedConverting {
  readonly id: string;
  /** Whose conversion it is; absent: of an empty bed. */
  readonly residentId?: string;
  /** Nobody but the resident is taken in, and the bed is held for nobody. */
  readonly isBarred: boolean;
}

/** All that decides who may have a bed, as it was stored when it was read. */
export interface BedState {
  readonly place: BedPlace;
  readonly guard: BedGuard;
  readonly converting?: BedConverting;
  /** Counts what conversions did to the bed. */
  readonly revision: number;
}

/** Why a bed cannot be had; `bed-taken`: somebody else lies there, or the bed was given up. */
export type BedRefusal = "bed-taken" | "bed-held" | "under-conversion";

/** The longest that a bed is held at once; who needs it longer holds it again. */
export const longestHoldMs = 72 * 3_600_000;

/** The guard as it counts at a moment: a hold counts until its time, and not at it. */
export function guardAt(guard: BedGuard, now: EpochMs): BedGuard {
  return guard.kind === "held" && guard.hold.until <= now ? { kind: "free" } : guard;
}

/** Why a bed cannot be held now; whoever holds it already may hold it for longer. */
export function judgeHolding(bed: BedState, holdId: string, now: EpochMs): BedRefusal | undefined {
  const guard = guardAt(bed.guard, now);
  if (guard.kind === "held") return guard.hold.id === holdId ? undefined : "bed-held";
  if (guard.kind !== "free") return "bed-taken";
  return bed.converting?.isBarred === true ? "under-conversion" : undefined;
}

/** Somebody who wants to lie in a bed, perhaps by a hold. */
export interface BedTaker {
  readonly residentId: string;
  readonly holdId?: string | undefined;
}

/** Why a bed cannot be taken now. A bed that is held is taken by its hold only. */
export function judgeTaking(bed: BedState, { residentId, holdId }: BedTaker, now: EpochMs): BedRefusal | undefined {
  const guard = guardAt(bed.guard, now);
  if (guard.kind === "held" && guard.hold.id !== holdId) return "bed-held";
  if (guard.kind === "occupied" && guard.residentId === residentId) return undefined;
  if (guard.kind === "occupied" || guard.kind === "given-up") return "bed-taken";
  const { converting } = bed;
  const isOthers = converting?.isBarred === true && converting.residentId !== residentId;
  return isOthers ? "under-conversion" : undefined;
}
