import { type Role, type RoleAt, roles, serviceWideRoles } from "../model/person.ts";
import type { Caller } from "./caller.ts";

/** Roles that are given to people: relatives go by their relations, devices by their certificates. */
export const grantableRoles = roles.filter(
  (role): role is Exclude<Role, "family" | "device"> => role !== "family" && role !== "device",
);

/**
 * Which roles the holder of a role may give and take, where they hold it. A role that does not stand here gives none. A
 * facility's manager names neither another manager nor anybody who looks at the facility from above.
 */
export const grants: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  operator: grantableRoles,
  "facility-manager": ["carer", "nurse", "doctor", "referral-coordinator"],
};

/** Whether the caller may give or take this role there. Who holds theirs at a facility gives none for the whole service. */
export function mayGrant(caller: Caller, { role, facilityId }: RoleAt): boolean {
  if (caller.kind === "operators-command") return grantableRoles.some((known) => known === role);
  if (caller.person.disabledAt !== undefined) return false;
  return caller.person.roles.some((own) => holdsAt(own, facilityId) && grants[own.role]?.includes(role) === true);
}

/** A role without a facility holds everywhere if it is one of the whole service, and nowhere otherwise. */
function holdsAt(own: RoleAt, facilityId: string | undefined): boolean {
  if (own.facilityId !== undefined) return own.facilityId === facilityId;
  return serviceWideRoles.some((known) => known === own.role);
}
