import type { Department } from "../model/facility.ts";
import type { EpochMs } from "../model/time.ts";
import { type Gap, gapsOf, isDutyFor, onDutyAt, rolesWithRoster, rostersFrom } from "./roster.ts";
import { dutyRoles, type Shift } from "./shift.ts";

/** By the roster of a moment: somebody is there, nobody is, or nobody is planned there at all. */
export type Staffing = "staffed" | "nobody" | "no-roster";

/** A department as its roster shows it. */
export interface DepartmentRoster {
  readonly departmentId: string;
  readonly staffing: Staffing;
  /** When nobody is on duty, in the roles that are planned for the department itself. */
  readonly gaps: readonly Gap[];
}

/** The departments that take referrals. */
export function desksOf(departments: readonly Department[] = []): readonly string[] {
  return departments.filter(({ isReferralDesk }) => isReferralDesk === true).map(({ id }) => id);
}

/**
 * Whether somebody is at the desk that takes referrals, by the roster: whoever is planned there, and the coordinators of the
 * whole house; where neither is ever planned, its doctors.
 */
export function deskStaffing(shifts: readonly Shift[], departments: readonly Department[], at: EpochMs): Staffing {
  const desks = new Set(desksOf(departments));
  const planned = shifts.filter(({ departmentId, role }) =>
    departmentId === undefined ? role === "referral-coordinator" : desks.has(departmentId),
  );
  const staffing = staffingBy(planned, at);
  if (staffing !== "no-roster") return staffing;
  return staffingBy(
    shifts.filter(({ departmentId, role }) => departmentId === undefined && role === "doctor"),
    at,
  );
}

/** How each department stands at a moment, and when nobody will be on duty there. Whoever is on duty for the whole house is there too, where a roster of the department is kept. */
export function departmentRosters(
  shifts: readonly Shift[],
  departments: readonly Department[],
  at: EpochMs,
  ahead: { readonly from: EpochMs; readonly until: EpochMs },
): readonly DepartmentRoster[] {
  return departments.map(({ id: departmentId }) => {
    const own = shifts.filter((shift) => shift.departmentId === departmentId);
    const there = shifts.filter((shift) => isDutyFor(shift, [departmentId]));
    const planned = rolesWithRoster(own, at);
    const covering = there.filter(({ role }) => planned.has(role));
    return {
      departmentId,
      staffing: staffingBy(covering, at),
      gaps: ahead.from < ahead.until ? gapsOf(there, rostersFrom(own, ahead.from), ahead) : [],
    };
  });
}

function staffingBy(shifts: readonly Shift[], at: EpochMs): Staffing {
  if (rolesWithRoster(shifts, at).size === 0) return "no-roster";
  return dutyRoles.some((role) => onDutyAt(shifts, role, at).length > 0) ? "staffed" : "nobody";
}
