import { isClosedOn } from "../domain/consortium/closing.ts";
import type { Facility } from "../domain/model/facility.ts";
import type { EpochMs } from "../domain/model/time.ts";
import { facilityOf, partiesOf, type Referral } from "../domain/referrals/referral.ts";
import { isHomeward } from "../domain/referrals/states.ts";
import { closingField } from "./facility-view.ts";
import type { ReferralView } from "./http/referrals.ts";
import { dateOf } from "./iso-time.ts";

type Houses = ReadonlyMap<string, Pick<Facility, "name" | "closures">>;

/**
 * The houses of an open case that take nobody today: the case stays workable, and whoever sent the person has to know. Of
 * somebody on the way back only the house that they come to: the hospital that they leave need not take anybody.
 */
export function closedHouses(referral: Referral, houses: Houses, now: EpochMs): Pick<ReferralView, "closedHouses"> {
  if (referral.closedAt !== undefined) return {};
  const today = dateOf(now);
  const asked = isHomeward(referral.state) ? [facilityOf(referral, "return")] : partiesOf(referral);
  const closed = [...new Set(asked)].flatMap((id) => {
    const house = houses.get(id);
    if (house === undefined || !isClosedOn(house, today)) return [];
    const { closing } = closingField(house);
    return closing === undefined
      ? []
      : [{ facility: { id, name: house.name }, from: closing.from, reason: closing.reason }];
  });
  return closed.length === 0 ? {} : { closedHouses: closed };
}
