/** Where a referral stands, in the order of the way. */
export const referralStates = [
  "requested",
  "triaged",
  "accepted",
  /** The house that was asked does not take the person: the next one is to be asked. */
  "declined",
  "transport-arranged",
  "en-route",
  "arrived",
  "admitted",
  /** Treated, and free to go back without having been admitted. */
  "treated",
  "ready-for-down",
  "down-accepted",
  "returning",
  /** Back, and somebody is to see how they do. */
  "follow-up-due",
  "closed",
  "cancelled",
  "died",
  /** Came by themselves to a house that has no part in the case. */
  "elsewhere",
] as const;
export type ReferralState = (typeof referralStates)[number];

const ends: readonly ReferralState[] = ["closed", "cancelled", "died", "elsewhere"];

/** Nothing more happens to it, but words. */
export function isEnded(state: ReferralState): boolean {
  return ends.includes(state);
}

const beforeArrival: readonly ReferralState[] = [
  "requested",
  "triaged",
  "accepted",
  "declined",
  "transport-arranged",
  "en-route",
];

/** The person has not come to the hospital yet. */
export function isBeforeArrival(state: ReferralState): boolean {
  return beforeArrival.includes(state);
}

/** The person is on the way back, or back. */
export function isOnTheWayBack(state: ReferralState): boolean {
  return state === "treated" || state === "down-accepted" || state === "returning" || state === "follow-up-due";
}
