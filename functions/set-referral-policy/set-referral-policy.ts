import type { ReferralPolicyView } from "../../contracts/http/referral-policy.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { minute } from "../../domain/model/time.ts";
import { isPossibleDeadline, longestDeadlineMs, type OwnDeadlines } from "../../domain/referrals/deadlines.ts";
import { greenDestination } from "../../domain/referrals/green-channel.ts";
import type { ReferralPolicy } from "../../domain/referrals/policy.ts";
import { type ReferralMode, referralModes } from "../../domain/referrals/referral.ts";
import { type ReferralState, referralStates } from "../../domain/referrals/states.ts";
import { type AnswerState, answerStates, type Urgency, urgencies } from "../../domain/referrals/urgency.ts";
import { actorOf } from "../judging/act-on-alert.ts";
import { referralPolicyView } from "../referring/policy-view.ts";
import { deadlineImpossible, noRoute } from "../referring/referral-refusals.ts";
import { routesToday } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { facilityChangedByOthers } from "../shell/register-refusals.ts";

type Body = HttpInput<(typeof routes)["set-referral-policy"]>["body"];

/**
 * Sets whether the green channel is called when nobody answers, which needs a hospital that has agreed to it, and how long
 * the house allows itself for the stages that are its part: cases that are under way keep what applied to their stage.
 */
export async function setReferralPolicy(
  { path, body, caller }: HttpInput<(typeof routes)["set-referral-policy"]>,
  deps: Deps<"set-referral-policy">,
): Promise<ReferralPolicyView> {
  const before = await deps.referrals.policy(path.id);
  if (body.version !== undefined && body.version !== before.version) throw facilityChangedByOthers(path.id);
  const now = deps.now();
  const { greenChannel } = body;
  if (greenChannel !== undefined) {
    const { toFacilityId } = greenChannel;
    if (greenDestination(await routesToday(now, deps), path.id, toFacilityId) === undefined)
      throw noRoute(path.id, toFacilityId);
  }
  const deadlines = body.deadlines === undefined ? before.deadlines : possibleDeadlines(body.deadlines);
  const policy: ReferralPolicy = {
    facilityId: path.id,
    ...(greenChannel !== undefined && {
      greenChannel: {
        afterStep: greenChannel.afterStep,
        ...(greenChannel.toFacilityId !== undefined && { toFacilityId: greenChannel.toFacilityId }),
      },
    }),
    ...(deadlines !== undefined && { deadlines }),
    version: before.version + 1,
    setBy: actorOf(caller, body.by).name,
    setAt: now,
  };
  if ((await deps.referrals.savePolicy(policy)) === "conflict") throw facilityChangedByOthers(path.id);
  return referralPolicyView(policy);
}

function possibleDeadlines(said: NonNullable<Body["deadlines"]>): OwnDeadlines {
  const byMode = referralModes.map((mode) => {
    const byState = referralStates.flatMap((state) => {
      const minutes = said[mode]?.[state];
      return minutes === undefined ? [] : [[state, possibleMs(minutes, `/deadlines/${mode}/${state}`, mode, state)]];
    });
    return [mode, Object.fromEntries(byState)];
  });
  const deadlines: OwnDeadlines = Object.fromEntries(byMode);
  return said.answers === undefined ? deadlines : { ...deadlines, answers: possibleAnswers(said.answers) };
}

/** What is said of `asap` is what the stage itself has. */
function possibleAnswers(
  said: NonNullable<NonNullable<Body["deadlines"]>["answers"]>,
): NonNullable<OwnDeadlines["answers"]> {
  const byUrgency = urgencies.flatMap((urgency) => {
    const byState = answerStates.flatMap((state: AnswerState) => {
      const minutes = said[urgency]?.[state];
      if (minutes === undefined) return [];
      const place = `/deadlines/answers/${urgency}/${state}`;
      if (urgency === "asap") throw deadlineImpossible(place, undefined);
      return [[state, possibleMs(minutes, place, "routine", state, urgency)]];
    });
    return byState.length === 0 ? [] : [[urgency, Object.fromEntries(byState)]];
  });
  return Object.fromEntries(byUrgency);
}

function possibleMs(
  minutes: number,
  place: string,
  mode: ReferralMode,
  state: ReferralState,
  urgency?: Urgency,
): number {
  const longest = longestDeadlineMs(mode, state, urgency);
  if (!isPossibleDeadline(mode, state, minutes * minute, urgency))
    throw deadlineImpossible(place, longest === undefined ? undefined : longest / minute);
  return minutes * minute;
}
