import type { EpochMs } from "../model/time.ts";
import type { BedHold, BedPlace } from "./guard.ts";

/** Why a hold ended without anybody moving in. */
export type ReleaseCause =
  /** Somebody of the house let the bed go. */
  | "by-hand"
  /** Its time ran out. */
  | "expired"
  /** What it was held for needs it no more: declined, cancelled, elsewhere, another bed. */
  | "not-needed";

/** Who did it; absent where nobody did, or where the record of the resident or of the case says who. */
interface By {
  readonly by?: string;
  readonly byId?: string;
}

/** What happened with a bed; what conversions did to it stands with them. */
export type BedEvent =
  | ({ readonly kind: "held" } & Pick<BedHold, "purpose" | "until" | "note"> & { readonly holdId: string } & By)
  | ({ readonly kind: "released"; readonly why: ReleaseCause } & Pick<BedHold, "purpose"> & {
        readonly holdId: string;
      } & By)
  /** By a hold, if the bed was held for them; with a stay, for a referral and not as the bed of their record. */
  | { readonly kind: "occupied"; readonly residentId: string; readonly stayId?: string; readonly holdId?: string }
  | { readonly kind: "left"; readonly residentId: string; readonly stayId?: string };

/** One entry of the history of a bed 床位记录; written with the change itself, and never changed. */
export interface BedHistoryEntry {
  readonly place: BedPlace;
  readonly at: EpochMs;
  readonly event: BedEvent;
}

/** That a bed is held, or held for longer. */
export function heldEvent({ id, purpose, until, by, byId, note }: BedHold): BedEvent {
  return { kind: "held", holdId: id, purpose, until, by, byId, ...(note !== undefined && { note }) };
}

/** That a hold ended; one that ran out ended by nobody. */
export function releasedEvent(
  { id, purpose }: BedHold,
  why: ReleaseCause,
  by?: { readonly name: string; readonly id: string },
): BedEvent {
  return {
    kind: "released",
    holdId: id,
    purpose,
    why,
    ...(by !== undefined && why !== "expired" && { by: by.name, byId: by.id }),
  };
}
