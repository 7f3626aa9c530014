import type { Role } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";

/** Roles that are on duty 值班. */
export const dutyRoles = [
  "carer",
  "nurse",
  "doctor",
  "referral-coordinator",
  "facility-manager",
] as const satisfies readonly Role[];
export type DutyRole = (typeof dutyRoles)[number];

/** One person's duty in one role at one facility, or in one of its departments. Several may overlap; nobody at all is a gap. */
export interface Shift {
  readonly id: string;
  readonly facilityId: string;
  /** Absent: for the whole house, and so for each of its departments, as all duties were before there were rosters of departments. */
  readonly departmentId?: string;
  readonly role: DutyRole;
  readonly personId: string;
  /** Inclusive. */
  readonly from: EpochMs;
  /** Exclusive; at most {@link longestShiftMs} after `from`. */
  readonly until: EpochMs;
  /** A duty as planned, one that two people swapped, or cover for somebody who cannot come. */
  readonly kind: "planned" | "swap" | "cover";
  /** Whose duty it takes the place of. */
  readonly insteadOf?: string;
  readonly version: number;
}

export const longestShiftMs = 36 * 3_600_000;
