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
  /** The hospital where they are has asked another one to take them on 转院. */
  "onward-requested",
  /** The one that was asked does not take them: they stay, or the next one is asked. */
  "onward-declined",
  /** It takes them; they are still where they were. */
  "onward-accepted",
  /** On the way from one hospital to the next. */
  "onward-en-route",
  "ready-for-down",
  "down-accepted",
  "returning",
  /** Back, and somebody is to see how they do. */
  "follow-up-due",
  /** At a hospital that has no part in the case: somebody asks after them until they are back, or stay with it. */
  "away",
  "closed",
  "cancelled",
  "died",
  /** Is with a hospital that has no part in the case, and stays with it. */
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

const stillThere: readonly ReferralState[] = ["onward-requested", "onward-declined", "onward-accepted"];

/** A hospital has the person and sends them on to the next. */
export function isOnward(state: ReferralState): boolean {
  return isStillThere(state) || state === "onward-en-route";
}

/** They are to go on to the next hospital, and have not left yet. */
export function isStillThere(state: ReferralState): boolean {
  return stillThere.includes(state);
}

/** A hospital has said, or the agreement has, that it takes the person, who has not come there yet. */
export function isAwaited(state: ReferralState): boolean {
  return awaited.includes(state);
}

const awaited: readonly ReferralState[] = [
  "accepted",
  "transport-arranged",
  "en-route",
  "onward-accepted",
  "onward-en-route",
];

/** The person is on the way back, or back. */
export function isOnTheWayBack(state: ReferralState): boolean {
  return state === "treated" || state === "down-accepted" || state === "returning" || state === "follow-up-due";
}

/** They are free to go back, and not there yet: a time that is said is when they come home. */
export function isHomeward(state: ReferralState): boolean {
  return state === "ready-for-down" || state === "down-accepted" || state === "returning";
}
