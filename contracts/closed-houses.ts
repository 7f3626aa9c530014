import { isClosedOn } from "../domain/consortium/closing.ts";
import type { Facility } from "../domain/model/facility.ts";
import type { EpochMs } from "../domain/model/time.ts";
import { partiesOf, type Referral } from "../domain/referrals/referral.ts";
import { closingField } from "./facility-view.ts";
import type { ReferralView } from "./http/referrals.ts";
import { dateOf } from "./iso-time.ts";

type Houses = ReadonlyMap<string, Pick<Facility, "name" | "closures">>;

/** The houses of an open case that take nobody today: the case stays workable, and whoever sent the person has to know. */
export function closedHouses(referral: Referral, houses: Houses, now: EpochMs): Pick<ReferralView, "closedHouses"> {
  if (referral.closedAt !== undefined) return {};
  const today = dateOf(now);
  const closed = [...new Set(partiesOf(referral))].flatMap((id) => {
    const house = houses.get(id);
    if (house === undefined || !isClosedOn(house, today)) return [];
    const { closing } = closingField(house);
    return closing === undefined
      ? []
      : [{ facility: { id, name: house.name }, from: closing.from, reason: closing.reason }];
  });
  return closed.length === 0 ? {} : { closedHouses: closed };
}
