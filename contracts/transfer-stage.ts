import type { ReferralState } from "../domain/referrals/states.ts";

/** Where somebody is while their referral is open, as everybody understands it; `unknown`: it could not be read. */
export const transferStages = ["leaving", "on-the-way", "in-hospital", "coming-back", "back", "unknown"] as const;
export type TransferStage = (typeof transferStages)[number];

const stages: Readonly<Record<ReferralState, TransferStage | undefined>> = {
  requested: "leaving",
  triaged: "leaving",
  accepted: "leaving",
  declined: "leaving",
  "transport-arranged": "leaving",
  "en-route": "on-the-way",
  arrived: "in-hospital",
  admitted: "in-hospital",
  treated: "in-hospital",
  "ready-for-down": "in-hospital",
  "down-accepted": "in-hospital",
  returning: "coming-back",
  "follow-up-due": "back",
  closed: undefined,
  cancelled: undefined,
  died: undefined,
  elsewhere: undefined,
};

/** Undefined: the referral has ended. */
export function transferStageOf(state: ReferralState): TransferStage | undefined {
  return stages[state];
}

/** Whether they are somewhere else than in their bed, whatever a sensor there says. */
export function isAway(stage: TransferStage | undefined): boolean {
  return stage === "on-the-way" || stage === "in-hospital" || stage === "coming-back";
}
