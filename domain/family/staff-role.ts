import type { Person } from "../model/person.ts";

/** By what relatives are told who of the staff acted. `other`: somebody whose role there is not known. */
export const staffRoles = ["doctor", "nurse", "carer", "referral-coordinator", "facility-manager", "other"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** The role in which somebody acts at a facility: of several the one that asks most of them. */
export function staffRoleOf(person: Pick<Person, "roles"> | undefined, facilityId: string): StaffRole {
  const held = person?.roles.flatMap(({ role, facilityId: at }) => (at === facilityId ? [role as string] : [])) ?? [];
  return staffRoles.find((role) => held.includes(role)) ?? "other";
}
