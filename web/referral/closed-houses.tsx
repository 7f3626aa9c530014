import type { ReferralView } from "../../contracts/http/referrals.ts";
import { membershipWords } from "../facilities/membership-words.ts";
import { useWords } from "../words/language.tsx";

/** That a house of an open case takes nobody any more: whoever sent the person has to know, and the case goes on. */
export function ClosedHouses({ houses = [] }: { readonly houses: ReferralView["closedHouses"] }) {
  const words = useWords(membershipWords);
  return houses.map(({ facility, from, reason }) => (
    <strong key={facility.id} data-closed-house={facility.id}>
      {words.caseClosed(facility.name, from, reason)}
    </strong>
  ));
}
