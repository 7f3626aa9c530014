import type { ReferralPolicyView } from "../../contracts/http/referral-policy.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { referralStateTitles } from "../../contracts/referral-words.ts";
import { minute } from "../../domain/model/time.ts";
import {
  deadlines,
  defaultDeadlineMs,
  longestDeadlineMs,
  type OwnDeadlines,
} from "../../domain/referrals/deadlines.ts";
import type { ReferralPolicy } from "../../domain/referrals/policy.ts";
import { type ReferralMode, referralModes } from "../../domain/referrals/referral.ts";
import { type ReferralState, referralStates } from "../../domain/referrals/states.ts";
import { isAnswerState, type Urgency, urgencies } from "../../domain/referrals/urgency.ts";

/** A facility's policy on referrals, as pages show it. */
export function referralPolicyView({
  facilityId,
  greenChannel,
  deadlines: own,
  version,
  setBy,
  setAt,
}: ReferralPolicy): ReferralPolicyView {
  return {
    facilityId,
    ...(greenChannel !== undefined && { greenChannel }),
    deadlines: referralModes.flatMap((mode) => referralStates.flatMap((state) => deadlineView(mode, state, own))),
    version,
    ...(setBy !== undefined && { setBy }),
    ...(setAt !== undefined && { setAt: isoTimeOf(setAt) }),
  };
}

function deadlineView(
  mode: ReferralMode,
  state: ReferralState,
  own: OwnDeadlines | undefined,
): ReferralPolicyView["deadlines"] {
  const deadline = deadlines[mode][state];
  if (deadline === undefined) return [];
  const isAnswer = mode === "routine" && isAnswerState(state);
  const rows: readonly (Urgency | undefined)[] = isAnswer ? urgencies : [undefined];
  return rows.map((urgency) => {
    const isOther = isAnswer && urgency !== undefined && urgency !== "asap";
    const ownMs = isOther ? own?.answers?.[urgency]?.[state] : own?.[mode]?.[state];
    return {
      mode,
      state,
      title: referralStateTitles[state],
      ...(urgency !== undefined && { urgency }),
      party: deadline.party,
      defaultMinutes: (defaultDeadlineMs(mode, state, urgency) ?? deadline.afterMs) / minute,
      ...(ownMs !== undefined && { ownMinutes: ownMs / minute }),
      longestMinutes: (longestDeadlineMs(mode, state, urgency) ?? deadline.afterMs) / minute,
    };
  });
}
