import { requestedReferral } from "../../domain/referrals/begin.ts";
import { dueAtOf } from "../../domain/referrals/deadlines.ts";
import type { Referral, ReferralMode } from "../../domain/referrals/referral.ts";
import { isEnded, type ReferralState } from "../../domain/referrals/states.ts";
import { at } from "./watch-story.ts";

export const noon = at("12:00");

/** A case that came into a state at noon, by no steps: only what a table of all states needs. */
export function caseIn(state: ReferralState, mode: ReferralMode = "routine", over: Partial<Referral> = {}): Referral {
  const { referral } = requestedReferral(
    {
      id: "c-1",
      residentId: "r-1",
      residentName: "王桂英",
      originId: "home",
      destinationId: "hospital",
      direction: "up",
      mode,
    },
    noon,
  );
  const dueAt = dueAtOf({ mode }, state, noon);
  return {
    ...referral,
    state,
    stages: [{ state, at: noon, ...(dueAt !== undefined && { dueAt }) }],
    ...(isEnded(state) && { closedAt: noon }),
    ...over,
  };
}
