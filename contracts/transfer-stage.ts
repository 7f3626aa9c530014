import type { ReferralState } from "../domain/referrals/states.ts";

/** Where somebody is while their referral is open, as everybody understands it; `unknown`: it could not be read. */
export const transferStages = [
  "leaving",
  "on-the-way",
  /** Has come, and may go home the same day. */
  "at-hospital",
  "in-hospital",
  "coming-back",
  "back",
  "unknown",
] as const;
export type TransferStage = (typeof transferStages)[number];

const stages: Readonly<Record<ReferralState, TransferStage | undefined>> = {
  requested: "leaving",
  triaged: "leaving",
  accepted: "leaving",
  declined: "leaving",
  "transport-arranged": "leaving",
  "en-route": "on-the-way",
  arrived: "at-hospital",
  admitted: "in-hospital",
  treated: "at-hospital",
  "onward-requested": "in-hospital",
  "onward-declined": "in-hospital",
  "onward-accepted": "in-hospital",
  "onward-en-route": "on-the-way",
  "ready-for-down": "in-hospital",
  "down-accepted": "in-hospital",
  returning: "coming-back",
  "follow-up-due": "back",
  away: "in-hospital",
  closed: undefined,
  cancelled: undefined,
  died: undefined,
  elsewhere: undefined,
};

/** Undefined: the referral has ended. */
export function transferStageOf(state: ReferralState): TransferStage | undefined {
  return stages[state];
}

/** Those in which somebody is not in their bed. */
export const awayStages = ["on-the-way", "at-hospital", "in-hospital", "coming-back"] as const;
export type AwayStage = (typeof awayStages)[number];

/** Whether they are somewhere else than in their bed, whatever a sensor there says. */
export function isAway(stage: TransferStage | undefined): stage is AwayStage {
  return stage !== undefined && (awayStages as readonly TransferStage[]).includes(stage);
}
