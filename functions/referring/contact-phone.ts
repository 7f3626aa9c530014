import { deskPhone } from "../../domain/referrals/desk-phone.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { Log } from "../shell/log.ts";

export interface PhoneDeps {
  readonly facilities: Pick<FacilityStore, "find">;
  readonly people: Pick<PersonStore, "find">;
  readonly log: Log;
}

/**
 * Where the other house can ask back: the number of the house's referral desk, which somebody answers after the shift too,
 * else that of its first department that has one, else the person's own. Undefined where none is known; what cannot be read
 * is logged and holds nothing up.
 */
export async function contactPhone(
  facilityId: string,
  personId: string | undefined,
  { facilities, people, log }: PhoneDeps,
): Promise<string | undefined> {
  const unread = (what: string) => (error: unknown) => {
    log.error(`the ${what} of a referral's telephone cannot be read`, { facilityId, error });
    return undefined;
  };
  const facility = await facilities.find(facilityId).catch(unread("facility"));
  const house = deskPhone(facility?.departments);
  if (house !== undefined || personId === undefined) return house;
  return (await people.find(personId).catch(unread("person")))?.reach.phone;
}
