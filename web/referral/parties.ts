import type { ReferralDetailView, ReferralView } from "../../contracts/http/referrals.ts";

type Houses = Pick<ReferralView, "origin" | "destination" | "return" | "through">;

/** The house that has a part in a case. */
export function partyOf(
  { origin, destination, through, return: back = origin }: Houses,
  party: NonNullable<ReferralView["waitsFor"]>,
): ReferralView["origin"] {
  const sender = through?.at(-1)?.facility ?? origin;
  return { origin, sender, destination, return: back }[party];
}

/** From where to where, by every hospital that had the person. */
export function wayUp(
  { origin, destination, through = [] }: Houses,
  fromTo: (from: string, to: string) => string,
): string {
  return [...through.map(({ facility }) => facility), destination].reduce(
    (way, { name }) => fromTo(way, name),
    origin.name,
  );
}

type Asked = Pick<ReferralDetailView, "state" | "offers" | "returnOffers">;

/** Who came or was taken in without an answer is not waited for any more: only the last that was asked, while it is asked. */
export function isStillAsked({ state, offers, returnOffers }: Asked, offer: Asked["offers"][number]): boolean {
  if (offer.answer !== undefined) return false;
  if (state === "ready-for-down") return offer === returnOffers.at(-1);
  return /^(?:requested|triaged|onward-requested)$/.test(state) && offer === offers.at(-1);
}
