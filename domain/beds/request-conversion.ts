import { type BedUse, bedUseOf, type Facility, openBeds } from "../model/facility.ts";
import type { EpochMs } from "../model/time.ts";
import type { Author } from "../register/history.ts";
import type { BedConversion } from "./conversion.ts";
import { type BedConverting, type BedState, guardAt } from "./guard.ts";

export interface ConversionWish {
  readonly id: string;
  readonly bedId: string;
  readonly to: BedUse;
  readonly reason: string;
}

/** Why a bed cannot be asked to be used otherwise. */
export type WishRefusal = "unknown-bed" | "used-so" | "bed-held" | "under-conversion";

/** A conversion that was asked for, of whoever lies in the bed now or of an empty one. */
export function requestedConversion(
  { id, bedId, to, reason }: ConversionWish,
  facility: Facility,
  bed: BedState,
  by: Author,
  now: EpochMs,
): BedConversion | WishRefusal {
  const asked = openBeds(facility).find((each) => each.id === bedId);
  const guard = guardAt(bed.guard, now);
  if (asked === undefined || guard.kind === "given-up") return "unknown-bed";
  if (bed.converting !== undefined) return "under-conversion";
  if (guard.kind === "held") return "bed-held";
  const from = bedUseOf(facility, asked);
  if (from === to) return "used-so";
  return {
    id,
    facilityId: facility.id,
    bedId,
    ...(guard.kind === "occupied" && { residentId: guard.residentId }),
    from,
    to,
    state: "requested",
    steps: [{ at: now, action: "request", by: by.name, byId: by.id, reason }],
    version: 1,
  };
}

/** What a conversion means for whoever wants the bed; `undefined` when it is over. */
export function convertingOf({ id, residentId, state }: BedConversion): BedConverting | undefined {
  if (state === "returned" || state === "refused" || state === "cancelled") return undefined;
  const isAsked = state === "requested" || state === "ordered";
  const isOfEmptyBed = residentId === undefined && state !== "approved";
  return { id, isBarred: !isAsked && !isOfEmptyBed, ...(residentId !== undefined && { residentId }) };
}
