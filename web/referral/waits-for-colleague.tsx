import { useEffect } from "react";
import { dutyRoleWords } from "../../contracts/duty-words.ts";
import { consortium } from "../../contracts/http/consortium.ts";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { rolesOfStep } from "../../contracts/step-roles.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { onDutyAt } from "../inbox/on-duty.ts";
import { refreshRosters, useRosters } from "../inbox/use-roster.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { deskWords } from "./desk-words.ts";
import { partyOf } from "./parties.ts";
import { referralWords } from "./referral-words.ts";
import { nextSteps } from "./step-order.ts";

/**
 * It is one's own house that the case waits for, and one may not take the step oneself: who may, and who of them is on duty
 * now. Nothing where the case waits for another house, whose name stands at the top.
 */
export function WaitsForColleague({ referral }: { readonly referral: ReferralDetailView }) {
  const words = useWords(referralWords);
  const own = useWords(deskWords);
  const { say } = useSpeech();
  const me = useMe();
  const now = useNow();
  const rosters = useRosters();
  const house = referral.waitsFor === undefined ? undefined : partyOf(referral, referral.waitsFor);
  const isOwn = house !== undefined && mayOf(me, "referral.read", house.id);
  const mayAsk = isOwn && mayOf(me, "duty.read", house.id);
  const houseId = house?.id;
  useEffect(() => {
    if (mayAsk && houseId !== undefined) refreshRosters([houseId]);
  }, [mayAsk, houseId]);
  const { value: houses } = useAnswer("/api/consortium", isOwn ? () => "/api/consortium" : undefined, consortium);
  const phone = houses?.facilities
    .find(({ id }) => id === houseId)
    ?.departments.find(({ isReferralDesk, phone: its }) => isReferralDesk && its !== undefined)?.phone;
  const [action] = nextSteps(referral);
  if (!isOwn || action === undefined) return <p>{words.nothingNow}</p>;
  const roles = rolesOfStep(action);
  const roster = rosters.get(house.id);
  const there = roster === undefined ? [] : onDutyAt(roster, now).filter(({ role }) => roles.includes(role));
  const names = [...new Set(there.map(({ role, person }) => `${person.name}（${say(dutyRoleWords[role])}）`))];
  return (
    <p data-waits-for={action}>
      <strong>
        {own.waitsForRoles(
          house.name,
          roles.map((role) => say(dutyRoleWords[role])).join(own.or),
          words.actions[action],
        )}
      </strong>{" "}
      {names.length === 0 ? own.nobodyOnDuty : own.onDutyNow(names.join(own.and))}{" "}
      {phone !== undefined && <a href={`tel:${phone}`}>{own.dutyPhone(phone)}</a>}
    </p>
  );
}
