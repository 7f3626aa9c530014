import { Link } from "wouter";
import { type ReferralView, referralList } from "../../contracts/http/referrals.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useReferralNews } from "../data/referral-news.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./open-case.module.css";
import { referralWords } from "./referral-words.ts";

/** The open case of somebody; undefined while none is known, or where referrals are not for whoever is here. */
export function useOpenCase(residentId: string, facilityId: string | undefined): ReferralView | undefined {
  const me = useMe();
  const news = useReferralNews();
  const isTheirs = facilityId !== undefined && mayOf(me, "referral.read", facilityId);
  const path = `/api/referrals?state=open&facilityId=${encodeURIComponent(facilityId ?? "")}`;
  const { value } = useAnswer(`${path} ${news}`, isTheirs ? () => path : undefined, referralList);
  return value?.items.find((referral) => referral.residentId === residentId);
}

/** The way to the case that is under way. */
export function OpenCase({ referral }: { readonly referral: ReferralView }) {
  const words = useWords(referralWords);
  const { say } = useSpeech();
  return (
    <Link
      className={classes.open}
      href={`/referrals/${encodeURIComponent(referral.id)}`}
      data-open-referral={referral.id}
    >
      <strong>{words.openIs(say(referral.stateTitle))}</strong> {referral.destination.name} →
    </Link>
  );
}

interface ResidentReferralProps {
  readonly residentId: string;
  readonly facilityId: string;
}

/** On a resident's page: the case that is open, else the way to ask for one. */
export function ResidentReferral({ residentId, facilityId }: ResidentReferralProps) {
  const words = useWords(referralWords);
  const me = useMe();
  const open = useOpenCase(residentId, facilityId);
  if (open !== undefined && open.untakenSince === undefined) return <OpenCase referral={open} />;
  if (!mayOf(me, "referral.request", facilityId)) return open === undefined ? null : <OpenCase referral={open} />;
  return (
    <Link className={classes.request} href={`/referrals/new?${new URLSearchParams({ residentId })}`}>
      {words.request}
    </Link>
  );
}
