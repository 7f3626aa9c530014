import type { County } from "../data/county.ts";

export interface FreeBed {
  readonly id: string;
  readonly label: string;
}

/** Beds of a facility that nobody in care uses. */
export function freeBedsOf(county: County, facilityId: string): readonly FreeBed[] {
  const taken = new Set(
    [...county.residents.values()].flatMap(({ facilityId: at, bed }) => (at === facilityId && bed ? [bed.id] : [])),
  );
  return county.facilities.find(({ id }) => id === facilityId)?.beds.filter(({ id }) => !taken.has(id)) ?? [];
}
