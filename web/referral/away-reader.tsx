import { useEffect } from "react";
import { referralList } from "../../contracts/http/referrals.ts";
import { isAway, transferStageOf } from "../../contracts/transfer-stage.ts";
import { type Away, learnAway } from "../data/away.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useReferralNews } from "../data/referral-news.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useFacilities } from "../data/use-board.ts";

const path = "/api/referrals?state=open";

/** Reads who is on the way to a hospital or in one, for all cards of the board at once, and again with each news of a case. */
export function AwayReader() {
  const me = useMe();
  const news = useReferralNews();
  const isTheirs = (useFacilities() ?? []).some(({ id }) => mayOf(me, "referral.read", id));
  const { value } = useAnswer(`${path} of the board ${news}`, isTheirs ? () => path : undefined, referralList);
  useEffect(() => {
    if (value === undefined) return;
    learnAway(
      new Map(
        value.items.flatMap(({ residentId, state, destination }): readonly [string, Away][] => {
          const stage = transferStageOf(state);
          return isAway(stage) ? [[residentId, { stage, hospital: destination.name }]] : [];
        }),
      ),
    );
  }, [value]);
  return null;
}
