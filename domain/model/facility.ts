import type { DisabilityLevel } from "./resident.ts";
import type { EpochMs } from "./time.ts";

/** The places of a consortium (联合体), from the county hospital down to a home in a village. */
export const facilityKinds = [
  "county-hospital",
  "township-health-centre",
  "care-home",
  "day-care-centre",
  "mutual-aid-home",
  "community",
  /** 协作外院: nobody there uses Anhu; what happens there is recorded by the other side, by telephone. */
  "external-hospital",
] as const;
export type FacilityKind = (typeof facilityKinds)[number];

/** What a bed is for: by it care is given, recorded and paid for. */
export const bedUses = ["care", "rehabilitation", "nursing", "hospice", "medical"] as const;
export type BedUse = (typeof bedUses)[number];

/** An assessment of a family bed, and the period for which it is set up, or goes on, by it. Days are `YYYY-MM-DD`. */
export interface FamilyBedOrder {
  readonly assessedOn: string;
  /** Who assessed, by name. */
  readonly assessedBy: string;
  /** 失能等级, where it was part of the assessment. */
  readonly level?: DisabilityLevel | undefined;
  /** Why the person needs it, in words. */
  readonly reason: string;
  readonly from: string;
  /** The last day. */
  readonly until: string;
  readonly recordedAt: EpochMs;
  readonly recordedBy: string;
}

/** A family bed 家庭病床: set up at somebody's home by a facility whose doctors come there. */
export interface FamilyBed {
  /** Where it stands; personal data. */
  readonly address: string;
  /** `YYYY-MM-DD` of 建床. */
  readonly establishedOn?: string | undefined;
  /** Oldest first; absent in data from before there were orders. */
  readonly orders?: readonly FamilyBedOrder[];
  /** 撤床: nobody is taken in any more; the bed stays in the record. */
  readonly closed?: { readonly on: string; readonly reason: string };
}

/** A bed 床位; at home it is the family bed 家庭病床. */
export interface Bed {
  readonly id: string;
  /** As the staff say it, e.g. `3号楼205-1床`. Unique within the facility. */
  readonly label: string;
  /** Read it by {@link bedUseOf}. */
  readonly use?: BedUse | undefined;
  /** Stands while the bed is converted: what it goes back to. */
  readonly convertedFrom?: BedUse | undefined;
  readonly home?: FamilyBed | undefined;
}

/** What a bed is called. */
export type BedName = Pick<Bed, "id" | "label">;

/** Departments 科室 by what they do; `referral` is the office of two-way referral 双向转诊办. */
export const departmentKinds = [
  "emergency",
  "referral",
  "internal-medicine",
  "cardiology",
  "neurology",
  "surgery",
  "orthopaedics",
  "obstetrics",
  "paediatrics",
  "rehabilitation",
  "geriatrics",
  "hospice",
  "nursing",
  "outpatient",
  "other",
] as const;
export type DepartmentKind = (typeof departmentKinds)[number];

export interface Department {
  readonly id: string;
  readonly name: string;
  readonly kind: DepartmentKind;
  readonly phone?: string | undefined;
  /** Takes referrals: who is on duty there by the facility's roster is called for every one, before the rest of the house. */
  readonly isReferralDesk?: true | undefined;
}

export type CountsByUse = Readonly<Partial<Record<BedUse, number | undefined>>>;

/** That a facility belongs to another, or to none, from a day on. Never changed once it is recorded. */
export interface FacilityMove {
  /** The first day, `YYYY-MM-DD` in Asia/Shanghai. */
  readonly from: string;
  /** Absent: to nobody. */
  readonly parentId?: string;
  readonly at: EpochMs;
  readonly by: string;
  readonly byId: string;
  readonly reason?: string;
}

/** That a facility takes nobody any more from a day on, or somebody again. Never changed once it is recorded. */
export interface FacilityClosure {
  readonly what: "closed" | "opened";
  /** The first day for which it is so, `YYYY-MM-DD` in Asia/Shanghai. */
  readonly from: string;
  readonly at: EpochMs;
  readonly by: string;
  readonly byId: string;
  readonly reason: string;
}

export interface Facility {
  readonly id: string;
  readonly name: string;
  readonly kind: FacilityKind;
  readonly beds: readonly Bed[];
  /**
   * Who it belongs to in the consortium, where no move says otherwise: data from before there were days. Read it by `parentOn`
   * of domain/consortium/membership.ts, which knows the day.
   */
  readonly parentId?: string;
  /** In the order in which they were recorded. */
  readonly moves?: readonly FacilityMove[];
  /** In the order in which they were recorded; the last one counts. */
  readonly closures?: readonly FacilityClosure[];
  readonly departments?: readonly Department[];
  /** Counts what became of the list of departments; absent: 0. */
  readonly departmentsVersion?: number;
  /** 核定床位: how many beds of a use the licence allows; a use that is absent has no limit here. */
  readonly licensed?: CountsByUse;
  /** How many beds may be converted to a use at one time; a use that is absent takes none. */
  readonly convertible?: CountsByUse;
}

const usesByKind: Readonly<Record<FacilityKind, BedUse>> = {
  "county-hospital": "medical",
  "township-health-centre": "medical",
  "care-home": "care",
  "day-care-centre": "care",
  "mutual-aid-home": "care",
  community: "care",
  "external-hospital": "medical",
};

/** What a bed is for; one that says nothing, as in data from before uses were kept, by its facility's kind. */
export function bedUseOf({ kind }: Pick<Facility, "kind">, { use }: Pick<Bed, "use">): BedUse {
  return use ?? usesByKind[kind];
}

/** The beds into which somebody can be taken: without family beds that are closed. */
export function openBeds({ beds }: Pick<Facility, "beds">): readonly Bed[] {
  return beds.filter(({ home }) => home?.closed === undefined);
}
