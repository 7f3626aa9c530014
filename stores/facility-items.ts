import type { Facility } from "../domain/model/facility.ts";
import type { Write } from "../domain/ports.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

/** All facilities stand in one partition, so that they are listed whole. */
export const listedUnder = "all";

/** Writes a facility that must be just as it was read. */
export function replacingFacility(before: Facility, after: Facility): Write {
  return {
    kind: "put",
    table: tables.facilities,
    item: storedItem({ listedUnder, id: after.id }, after),
    when: { attribute: "json", equals: JSON.stringify(before) },
  };
}
