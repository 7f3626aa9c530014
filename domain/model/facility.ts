/** The places of a consortium (联合体), from the county hospital down to a home in a village. */
export const facilityKinds = [
  "county-hospital",
  "township-health-centre",
  "care-home",
  "day-care-centre",
  "mutual-aid-home",
  "community",
] as const;
export type FacilityKind = (typeof facilityKinds)[number];

/** A bed 床位; at home it is the family bed 家庭病床. */
export interface Bed {
  readonly id: string;
  /** As the staff say it, e.g. `3号楼205-1床`. Unique within the facility. */
  readonly label: string;
}

export interface Facility {
  readonly id: string;
  readonly name: string;
  readonly kind: FacilityKind;
  readonly beds: readonly Bed[];
}
