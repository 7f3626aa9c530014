import { useEffect } from "react";
import { type WaitingReferral, waitingReferrals } from "../../contracts/http/referral-waiting.ts";
import { type Action, type Me, mayOf, useMe } from "./me.ts";
import { useReferralNews } from "./referral-news.ts";
import { useAnswer } from "./use-answer.ts";

/** What it takes to end each stage as it usually ends (domain/referrals/transitions.ts), at the house that it waits for. */
const asks: Readonly<Record<string, Action>> = {
  requested: "referral.decide",
  triaged: "referral.decide",
  declined: "referral.request",
  accepted: "referral.handle",
  "transport-arranged": "referral.handle",
  "en-route": "referral.handle",
  arrived: "referral.confirm",
  admitted: "referral.decide",
  treated: "referral.handle",
  "onward-requested": "referral.decide",
  "onward-declined": "referral.request",
  "onward-accepted": "referral.handle",
  "onward-en-route": "referral.handle",
  "ready-for-down": "referral.decide",
  "down-accepted": "referral.handle",
  returning: "referral.handle",
  "follow-up-due": "referral.confirm",
  away: "referral.handle",
};

/** Whether a case waits for a step that whoever is here may take in a house of theirs. */
export function waitsForMe(referral: WaitingReferral, me: Me): boolean {
  const action = asks[referral.state];
  const house = houseOf(referral);
  return action !== undefined && house !== undefined && mayOf(me, action, house.id);
}

function houseOf({ waitsFor, origin, destination, return: back, through = [] }: WaitingReferral) {
  if (waitsFor === "origin") return origin;
  if (waitsFor === "sender") return through.at(-1)?.facility ?? origin;
  if (waitsFor === "destination") return destination;
  return waitsFor === "return" ? (back ?? origin) : undefined;
}

/** How many cases wait for whoever is here, and whether there are more than were counted. */
export interface Waiting {
  readonly count: number;
  readonly isMore: boolean;
}

/**
 * Counted anew with every news of a case and after each reconnection, never by the clock; 0 for who may read none.
 * Undefined: it is not known.
 */
export function useWaitingReferrals(): Waiting | undefined {
  const me = useMe();
  const path = "/api/referrals?state=open";
  const isAsked = me.kind === "known" && mayOf(me, "referral.read");
  const asked = useAnswer(path, isAsked ? () => path : undefined, waitingReferrals);
  const news = useReferralNews();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each news is a reason to ask, the question is the same
  useEffect(() => {
    if (news > 0 && isAsked) asked.again();
  }, [news, isAsked]);
  if (asked.value === undefined) return undefined;
  const { items, next } = asked.value;
  return { count: items.filter((each) => waitsForMe(each, me)).length, isMore: next !== undefined };
}
