import { ruleOf } from "../access/actions.ts";
import { onDutyAt, rolesWithRoster } from "../duty/roster.ts";
import type { Shift } from "../duty/shift.ts";
import type { FacilityKind } from "../model/facility.ts";
import type { Person } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import type { Referral } from "../referrals/referral.ts";
import { isEnded, isOnward, type ReferralState } from "../referrals/states.ts";
import type { RecordOpening } from "./opening.ts";

/** It is over as an emergency: fit to go home, on the way there, refused, or somewhere else. */
const overAsEmergency: readonly ReferralState[] = [
  "declined",
  "treated",
  "ready-for-down",
  "down-accepted",
  "returning",
  "follow-up-due",
  "away",
];

/** An emergency that is on its way to a hospital, or there. */
export function isEmergencyCase({ mode, state }: Pick<Referral, "mode" | "state">): boolean {
  return mode === "green-channel" && !isEnded(state) && !overAsEmergency.includes(state);
}

/** The hospitals that receive the person of an emergency: who has them, and who is to have them. */
export function receivingHouses(referral: Pick<Referral, "destinationId" | "through" | "state">): readonly string[] {
  const { destinationId, through = [], state } = referral;
  return [destinationId, ...(isOnward(state) ? through.slice(-1).map(({ facilityId }) => facilityId) : [])];
}

/** The role at one of the houses by which somebody may open a record in an emergency. */
export function openingRole(
  { roles }: Pick<Person, "roles">,
  action: "record.open" | "record.open-on-duty",
  houseIds: readonly string[],
): RecordOpening["as"] | undefined {
  for (const { role, facilityId } of roles) {
    if (facilityId !== undefined && houseIds.includes(facilityId) && ruleOf(action).roles.includes(role))
      return { role, facilityId };
  }
  return undefined;
}

/** Where people come in an emergency without anybody having sent them. */
export function takesEmergencies(kind: FacilityKind): boolean {
  return kind === "county-hospital" || kind === "township-health-centre";
}

/** Whether a doctor is on duty in a house; where no roster is kept for doctors, whoever is one there is as good as on duty. */
export function isDoctorOnDuty(personId: string, shifts: readonly Shift[], now: EpochMs): boolean {
  if (!rolesWithRoster(shifts, now).has("doctor")) return true;
  return onDutyAt(shifts, "doctor", now).includes(personId);
}
