import type { Resident } from "../domain/model/resident.ts";
import type { Item, Write } from "../domain/ports.ts";
import type { ResidentChangeRecord } from "../domain/register/history.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

/** Those who were discharged are listed apart: no board, sweep or count comes to them. No facility's id holds a `#`. */
export function formerOf(facilityId: string): string {
  return `${facilityId}#former`;
}

export function residentItem(resident: Resident): Item {
  const { id, facilityId, discharge } = resident;
  return storedItem({ id, facilityId: discharge === undefined ? facilityId : formerOf(facilityId) }, resident);
}

/** One step of the history, which is written once. */
export function recordingChange(record: ResidentChangeRecord): Write {
  const { residentId, version } = record;
  const item = storedItem({ residentId, version: String(version).padStart(8, "0") }, record);
  return { kind: "put", table: tables.changes, item, when: { absent: true } };
}
