import type { BedHold, BedPlace, BedState } from "../domain/beds/guard.ts";
import { type BedEvent, type BedHistoryEntry, releasedEvent } from "../domain/beds/history.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Write } from "../domain/ports.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

/** Under this the index lists what happened with one bed, in the order of time. No facility's id holds a `#`. */
export function historyPartition({ facilityId, bedId }: BedPlace): string {
  return `#history#${facilityId}#${bedId}`;
}

/** Where the entries of a moment begin. */
export function historyId({ facilityId, bedId }: BedPlace, at: EpochMs): string {
  return `bed-history#${facilityId}#${bedId}#${String(at).padStart(15, "0")}`;
}

/** Keeps what happened with a bed, beside the write that does it. The same again is the same entry. */
export function recordingBed(place: BedPlace, at: EpochMs, event: BedEvent): Write {
  const entry: BedHistoryEntry = { place, at, event };
  const id = `${historyId(place, at)}#${event.kind}#${subjectOf(event)}`;
  const item = storedItem({ id, facilityId: historyPartition(place) }, entry);
  return { kind: "put", table: tables.residents, item };
}

/** That the hold which stands in the way of nobody any more ran out, at the time at which it did. */
export function recordingExpiry({ place, guard }: BedState, nextHoldId?: string): readonly Write[] {
  if (guard.kind !== "held" || guard.hold.id === nextHoldId) return [];
  const { hold } = guard;
  const told = hold.purpose === "referral" ? [leavingWord({ place, hold })] : [];
  return [recordingBed(place, hold.until, releasedEvent(hold, "expired")), ...told];
}

/** A hold of a referral that ran out when another took the bed, as long as its case has not been told. */
export interface EndedHold {
  readonly place: BedPlace;
  readonly hold: BedHold;
}

/** Under this stand the holds of which a case has to be told. */
export const endedPartition = "#ended-holds";

function leavingWord({ place, hold }: EndedHold): Write {
  const item = { ...endedKey({ place, hold }), facilityId: endedPartition, ended: JSON.stringify({ place, hold }) };
  return { kind: "put", table: tables.residents, item };
}

/** The case knows. */
export function takingWord(ended: EndedHold): Write {
  return { kind: "delete", table: tables.residents, key: endedKey(ended) };
}

function endedKey({ place: { facilityId, bedId }, hold }: EndedHold): { readonly id: string } {
  return { id: `ended-hold#${facilityId}#${bedId}#${hold.id}` };
}

/** The same of a hold that is ended now. */
export function recordingRelease(place: BedPlace, hold: BedHold, release: Release): Write {
  const at = release.why === "expired" ? hold.until : release.at;
  return recordingBed(place, at, releasedEvent(hold, release.why, release.by));
}

/** How a hold ends: when, why, and by whom if by anybody. */
export interface Release {
  readonly at: EpochMs;
  readonly why: "by-hand" | "expired" | "not-needed";
  readonly by?: { readonly name: string; readonly id: string };
}

function subjectOf(event: BedEvent): string {
  return event.kind === "held" || event.kind === "released" ? event.holdId : event.residentId;
}
