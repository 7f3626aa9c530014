import type { Resident } from "../domain/model/resident.ts";
import type { Item, Key, Write } from "../domain/ports.ts";
import type { ResidentChangeRecord } from "../domain/register/history.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.residents;

/** Those who were discharged are listed apart: no board, sweep or count comes to them. No facility's id holds a `#`. */
export function formerOf(facilityId: string): string {
  return `${facilityId}#former`;
}

export function residentItem(resident: Resident): Item {
  const { id, facilityId, discharge } = resident;
  return storedItem({ id, facilityId: discharge === undefined ? facilityId : formerOf(facilityId) }, resident);
}

/**
 * Beside the residents stands for each bed that is not free a guard that says who has it: what makes two residents in one
 * bed impossible. A bed that its facility gave up has a guard without anybody.
 */
export function bedKey(facilityId: string, bedId: string): Key {
  return { id: `bed#${facilityId}#${bedId}` };
}

/** Stands when every resident of a facility with a bed has its guard: in data from before there were guards. */
export function guardedKey(facilityId: string): Key {
  return { id: `beds-guarded#${facilityId}` };
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

/** A bed that is given up must be free, and nobody can take it from then on. */
export function givingUpBed(facilityId: string, bedId: string): Write {
  return { kind: "put", table, item: { ...bedKey(facilityId, bedId), residentId: "" }, when: { absent: true } };
}

/** A bed that was given up is there again. */
export function restoringBed(facilityId: string, bedId: string): Write {
  return leavingBed(facilityId, bedId, "");
}

/** One step of the history, which is written once. */
export function recordingChange(record: ResidentChangeRecord): Write {
  const { residentId, version } = record;
  const item = storedItem({ residentId, version: String(version).padStart(8, "0") }, record);
  return { kind: "put", table: tables.changes, item, when: { absent: true } };
}
