import type { HouseNames } from "../../contracts/referral-views.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { partiesOf, type Referral } from "../../domain/referrals/referral.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { Log } from "../shell/log.ts";

interface NamingDeps {
  readonly facilities: Pick<FacilityStore, "find">;
  readonly log: Log;
}

/** The names and telephones of all houses that have or had a part in these cases; what cannot be read is called by its id. */
export async function houseNames(referrals: readonly Referral[], deps: NamingDeps): Promise<HouseNames> {
  const ids = new Set(
    referrals.flatMap((referral) => [
      ...partiesOf(referral),
      ...[...referral.offers, ...referral.returnOffers].map(({ facilityId }) => facilityId),
    ]),
  );
  const named = await Promise.all([...ids].map(async (id) => [id, (await houseOf(id, deps)) ?? { name: id }] as const));
  return new Map(named);
}

async function houseOf(id: string, { facilities, log }: NamingDeps): Promise<Facility | undefined> {
  try {
    return await facilities.find(id);
  } catch (error) {
    log.error("the facility of a referral cannot be read", { facilityId: id, error });
    return undefined;
  }
}
