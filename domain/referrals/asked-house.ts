import { lateParty } from "./deadlines.ts";
import { facilityOf, type Referral } from "./referral.ts";
import type { ReferralState } from "./states.ts";

/** Where a case waits for a word that nobody has said yet. What is on its way, or being done, asks nobody anything. */
const waiting: readonly ReferralState[] = [
  "requested",
  "declined",
  "onward-requested",
  "onward-declined",
  "ready-for-down",
];

/** The house that has to answer, or to send somebody at once: the one that would be late. Undefined where nobody is asked. */
export function askedHouse(referral: Referral): string | undefined {
  const party = waiting.includes(referral.state) || isToSend(referral) ? lateParty(referral) : undefined;
  return party === undefined ? undefined : facilityOf(referral, party);
}

/** The hospital that expects them found that it is an emergency, and nobody has left or said how they come. */
export function isToSend({ state, mode, emergencyBy, destinationId }: Referral): boolean {
  const isNotLeft = state === "accepted" || state === "onward-accepted";
  return isNotLeft && mode === "green-channel" && emergencyBy === destinationId;
}

/** Which question it is: another one where another house is asked, or the same one once more. Undefined: none. */
export function askedOf(referral: Referral): string | undefined {
  const { state, offers, returnOffers } = referral;
  const house = askedHouse(referral);
  return house === undefined ? undefined : [state, house, offers.length, returnOffers.length].join("#");
}
