import type { AlertPriority } from "../alerts/alert.ts";
import { day, type EpochMs, hour, minute } from "../model/time.ts";
import { type Referral, stageOf } from "./referral.ts";
import { isBeforeArrival, isOnward, type ReferralState } from "./states.ts";

/**
 * How soon somebody has to be seen, in the words of FHIR's request priority, the most urgent first: `stat` 急诊, at once;
 * `asap` 24 小时内; `urgent` 本周内; `routine` 择期.
 */
export const urgencies = ["stat", "asap", "urgent", "routine"] as const;
export type Urgency = (typeof urgencies)[number];

/** What nobody said counts as this. */
export const unsaid: Urgency = "asap";

/** Where a case waits for an answer, which is needed the sooner the more urgent it is. */
export const answerStates = ["requested", "triaged", "declined", "onward-requested", "onward-declined"] as const;
export type AnswerState = (typeof answerStates)[number];

/** Whether a case waits for an answer there. */
export function isAnswerState(state: ReferralState): state is AnswerState {
  return answerStates.some((each) => each === state);
}

/**
 * How long an answer may take; of `asap` it is what deadlines.ts says of the stage. Proposed, to be confirmed by clinicians
 * like all of those: no source gives it.
 */
export const answerWithinMs: Readonly<Record<Exclude<Urgency, "asap">, Readonly<Record<AnswerState, number>>>> = {
  stat: {
    requested: 30 * minute,
    triaged: hour,
    declined: 15 * minute,
    "onward-requested": 30 * minute,
    "onward-declined": 15 * minute,
  },
  urgent: {
    requested: day,
    triaged: day,
    declined: 4 * hour,
    "onward-requested": day,
    "onward-declined": 4 * hour,
  },
  routine: {
    requested: 2 * day,
    triaged: 3 * day,
    declined: day,
    "onward-requested": 2 * day,
    "onward-declined": day,
  },
};

/** How loud whoever has to answer is called: at once and at any hour, at any hour, or by a message in the daytime. */
export const askedPriority: Readonly<Record<Urgency, AlertPriority>> = {
  stat: "high",
  asap: "medium",
  urgent: "low",
  routine: "low",
};

type Waiting = Pick<Referral, "mode" | "state" | "stages" | "requestedAt" | "urgency" | "isContracted">;

/** How much it presses, 0 the most: the green channel, then as somebody said; the same for all who have arrived. */
export function pressing({
  mode,
  state,
  urgency = unsaid,
}: Pick<Waiting, "mode" | "state"> & { readonly urgency?: Urgency | undefined }): number {
  if (!isBeforeArrival(state) && !isOnward(state)) return urgencies.length + 1;
  return mode === "green-channel" ? 0 : urgencies.indexOf(urgency) + 1;
}

/** The order in which requests are answered: the more urgent, of those who signed with a family doctor 优先转诊, then by age. */
export function byUrgency(a: Waiting, b: Waiting): number {
  const since = (one: Waiting): EpochMs => stageOf(one).at;
  return (
    pressing(a) - pressing(b) ||
    Number(b.isContracted === true) - Number(a.isContracted === true) ||
    since(a) - since(b)
  );
}
