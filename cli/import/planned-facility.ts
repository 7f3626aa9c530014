import type { BedName } from "../../domain/model/facility.ts";
import type { RegisterRows } from "./register-rows.ts";

/** A facility with the beds that the files give it. */
export interface PlannedFacility {
  readonly row: number;
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly beds: readonly BedName[];
}

/** The facilities of the files, each with its beds. */
export function facilitiesPlanned({ facilities, beds }: RegisterRows): readonly PlannedFacility[] {
  return facilities.map(({ row, value: { id, name, kind } }) => {
    return {
      row,
      id,
      name,
      kind,
      beds: beds.filter(({ value }) => value.facility === id).map(({ value }) => value.bed),
    };
  });
}
