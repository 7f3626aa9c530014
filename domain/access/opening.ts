import type { EmergencyOpening, Person } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";

/** Whether an opening holds at a time: until its end, and no longer than the role by which it was given. */
export function opensNow(
  { roles, disabledAt }: Pick<Person, "roles" | "disabledAt">,
  { until, as }: EmergencyOpening,
  at: EpochMs,
): boolean {
  if (disabledAt !== undefined || at >= until) return false;
  return roles.some(({ role, facilityId }) => role === as.role && facilityId === as.facilityId);
}
