import {
  type BedConverting,
  type BedGuard,
  type BedHold,
  type BedPlace,
  type BedState,
  guardAt,
} from "../domain/beds/guard.ts";
import { heldEvent } from "../domain/beds/history.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Item, Key, Write, WriteCondition } from "../domain/ports.ts";
import { recordingBed, recordingExpiry } from "./bed-history-items.ts";
import { tables } from "./tables.ts";

const table = tables.residents;

/**
 * Beside the residents stands for each bed that is not free a guard that says who has it: what makes two residents in one
 * bed, two holds, or a hold on a bed that is taken impossible. A bed that its facility gave up has a guard without anybody.
 */
export function bedKey(facilityId: string, bedId: string): Key {
  return { id: `bed#${facilityId}#${bedId}` };
}

/** Beside the guard: which conversion is under way, and how often conversions changed the bed. */
export function convertingKey({ facilityId, bedId }: BedPlace): Key {
  return { id: `converting#${facilityId}#${bedId}` };
}

/** Stands when every resident of a facility with a bed has its guard: in data from before there were guards. */
export function guardedKey(facilityId: string): Key {
  return { id: `beds-guarded#${facilityId}` };
}

/** Under this every bed that is held is listed, by facility. No facility's id holds a `#`. */
export const heldPartition = "#held";

/** What stands in that list for one facility. */
export function heldPrefix(facilityId: string): string {
  return `bed#${facilityId}#`;
}

/** Where a guard of the list of holds stands. */
export function placeOfGuard({ id }: Item): BedPlace {
  const [, facilityId = "", bedId = ""] = String(id).split("#");
  return { facilityId, bedId };
}

/** Reads what is stored for a bed, expired holds included. */
export function readBed(place: BedPlace, guard: Item | undefined, converting: Item | undefined): BedState {
  return {
    place,
    guard: readGuard(guard),
    ...convertingField(converting),
    revision: typeof converting?.revision === "number" ? converting.revision : 0,
  };
}

function readGuard(item: Item | undefined): BedGuard {
  if (item === undefined) return { kind: "free" };
  if (typeof item.hold === "string") return { kind: "held", hold: JSON.parse(item.hold) as BedHold };
  if (typeof item.residentId !== "string" || item.residentId === "") return { kind: "given-up" };
  const { residentId, stayId } = item;
  return { kind: "occupied", residentId, ...(typeof stayId === "string" && { stayId }) };
}

function convertingField(item: Item | undefined): { readonly converting?: BedConverting } {
  if (typeof item?.conversionId !== "string" || item.conversionId === "") return {};
  const { conversionId: id, residentId, isBarred } = item;
  return { converting: { id, isBarred: isBarred === true, ...(typeof residentId === "string" && { residentId }) } };
}

/** Takes a bed that must be free. */
export function takingBed(facilityId: string, bedId: string, residentId: string): Write {
  return { kind: "put", table, item: { ...bedKey(facilityId, bedId), residentId }, when: { absent: true } };
}

/** Leaves a bed that must be the resident's. */
export function leavingBed(facilityId: string, bedId: string, residentId: string): Write {
  return {
    kind: "delete",
    table,
    key: bedKey(facilityId, bedId),
    when: { attribute: "residentId", equals: residentId },
  };
}

/** A bed that is given up must be free at that moment, and nobody can take it from then on. */
export function givingUpBed({ place, guard }: BedState, now: EpochMs): Write {
  const item: Item = { ...bedKey(place.facilityId, place.bedId), residentId: "" };
  return { kind: "put", table, item, when: guardAt(guard, now).kind === "free" ? asRead(guard) : { absent: true } };
}

/** A bed that was given up is there again. */
export function restoringBed({ facilityId, bedId }: BedPlace): Write {
  return leavingBed(facilityId, bedId, "");
}

/**
 * Holds a bed that was judged (domain/beds/guard.ts) to be free, or to be held by the same hold: to be written together with
 * what it is held for. Refused when anything of the bed is otherwise by then.
 */
export function holdingBed(bed: BedState, hold: BedHold): readonly Write[] {
  const { facilityId, bedId } = bed.place;
  const item: Item = { ...bedKey(facilityId, bedId), facilityId: heldPartition, hold: JSON.stringify(hold) };
  return [
    { kind: "put", table, item, when: asRead(bed.guard) },
    unconverted(bed),
    recordingBed(bed.place, hold.heldAt, heldEvent(hold)),
    ...recordingExpiry(bed, hold.id),
  ];
}

/** Ends a hold that must be just as it was read. */
export function releasingBed({ facilityId, bedId }: BedPlace, hold: BedHold): Write {
  return {
    kind: "delete",
    table,
    key: bedKey(facilityId, bedId),
    when: { attribute: "hold", equals: JSON.stringify(hold) },
  };
}

/**
 * Takes a bed that was judged to be free for the resident at a moment, or held for them; with a stay, one that is not the bed
 * of their record.
 */
export function occupyingBed(bed: BedState, residentId: string, at: EpochMs, stayId?: string): readonly Write[] {
  const { place, guard } = bed;
  const stay = stayId === undefined ? {} : { stayId };
  const item: Item = { ...bedKey(place.facilityId, place.bedId), residentId, ...stay };
  const counting = guardAt(guard, at);
  const byHold = counting.kind === "held" ? { holdId: counting.hold.id } : {};
  return [
    { kind: "put", table, item, when: asRead(guard) },
    unconverted(bed),
    recordingBed(place, at, { kind: "occupied", residentId, ...stay, ...byHold }),
    ...recordingExpiry(bed, byHold.holdId),
  ];
}

/** Ends a stay: the bed is free again. */
export function vacatingBed({ facilityId, bedId }: BedPlace, stayId: string): Write {
  return { kind: "delete", table, key: bedKey(facilityId, bedId), when: { attribute: "stayId", equals: stayId } };
}

/** That the bed has whom it had when it was read. */
export function sameGuard({ place, guard }: BedState): Write {
  return { kind: "check", table, key: bedKey(place.facilityId, place.bedId), when: asRead(guard) };
}

/** Says which conversion is under way on a bed; none: it is over. Refused when another did something since it was read. */
export function markingConversion(bed: BedState, converting: BedConverting | undefined): Write {
  const { residentId } = converting ?? {};
  const item: Item = {
    ...convertingKey(bed.place),
    revision: bed.revision + 1,
    conversionId: converting?.id ?? "",
    isBarred: converting?.isBarred ?? false,
    ...(residentId !== undefined && { residentId }),
  };
  return { kind: "put", table, item, when: revisionAsRead(bed) };
}

/** That no conversion did anything to the bed since it was read. */
function unconverted(bed: BedState): Write {
  return { kind: "check", table, key: convertingKey(bed.place), when: revisionAsRead(bed) };
}

function revisionAsRead({ revision }: BedState): WriteCondition {
  return revision === 0 ? { absent: true } : { attribute: "revision", equals: revision };
}

function asRead(guard: BedGuard): WriteCondition {
  switch (guard.kind) {
    case "free":
      return { absent: true };
    case "occupied":
      return { attribute: "residentId", equals: guard.residentId };
    case "held":
      return { attribute: "hold", equals: JSON.stringify(guard.hold) };
    case "given-up":
      return { attribute: "residentId", equals: "" };
  }
}
