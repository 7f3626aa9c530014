import { mayOf, useMe } from "../data/me.ts";
import type { Section } from "../office/office-page.tsx";
import { useWords } from "../words/language.tsx";
import { referralWords } from "./referral-words.ts";

/** The pages of referrals that are for whoever is here. */
export function useReferralSections(): readonly Section[] {
  const words = useWords(referralWords);
  const me = useMe();
  const mayRead = mayOf(me, "referral.read");
  return [
    ...(mayRead ? [{ path: "/referrals", label: words.list }] : []),
    ...(mayRead ? [{ path: "/referrals/arrivals", label: words.board }] : []),
    ...(mayOf(me, "referral-figures.read") ? [{ path: "/referrals/figures", label: words.figures }] : []),
    ...(mayOf(me, "escalation.read") ? [{ path: "/referrals/policy", label: words.policy }] : []),
  ];
}
