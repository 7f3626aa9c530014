import { bedBoard } from "../../contracts/http/beds.ts";
import type { ReferralView } from "../../contracts/http/referrals.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useWords } from "../words/language.tsx";
import { caseBedWords } from "./case-bed-words.ts";

/** The beds of the hospital that can be chosen for a case; undefined as long as they are not known, or not for whoever is here. */
export function useBedChoices({
  id: referralId,
  destination,
  bed: own,
}: Pick<ReferralView, "id" | "destination" | "bed">):
  | readonly { readonly value: string; readonly label: string }[]
  | undefined {
  const words = useWords(caseBedWords);
  const me = useMe();
  const path = `/api/facilities/${encodeURIComponent(destination.id)}/beds`;
  const { value } = useAnswer(path, mayOf(me, "bed.read", destination.id) ? () => path : undefined, bedBoard);
  return value?.beds.flatMap((bed) => {
    const isOwn = own?.facilityId === destination.id && own.bedId === bed.id;
    if (!isOwn) return bed.standing === "free" ? [{ value: bed.id, label: bed.label }] : [];
    const isKept = bed.hold?.id === referralId || bed.stayId === referralId;
    const how = isKept ? words.choices.mine : words.choices[bed.standing === "free" ? "over" : "others"];
    return [{ value: bed.id, label: `${bed.label}（${how}）` }];
  });
}
