import { day, type EpochMs } from "../model/time.ts";
import { momentOf } from "./centres.ts";
import { arePapersInTime } from "./papers-due.ts";
import type { Referral, Stage } from "./referral.ts";
import { isOnward, type ReferralState } from "./states.ts";

/** Referred again within so long after coming home is what both counties ask to be counted 反复入院. */
const againWithin = 30 * day;

/** What a month's figures ask of one case; absent: it does not arise, or is not decided yet. */
export interface CaseMeasures {
  /** Of a routine one: from asking the first house that answered to its yes or no. */
  readonly answerMs?: number;
  /** From "fit to go back", said for the last time, to being back. */
  readonly fitToBackMs?: number;
  /** From the door to leaving the hospital, or dying there. */
  readonly stayMs?: number;
  /**
   * The same resident was referred up again within 30 days of coming home (of the hospital's end of the case, where nobody
   * brought them back in it); false once 30 days have passed. Cancelled ones do not count.
   */
  readonly isReferredAgain?: boolean;
  /** A house that was asked did not take them; false: one took them, and none had declined. */
  readonly wasDeclined?: boolean;
  /** In the green channel: another hospital was put in the place of the one that was called. */
  readonly wasSubstituted?: boolean;
  /** The papers that an emergency left for later were complete within 6 hours. */
  readonly arePapersInTime?: boolean;
}

/** The measures of a case at a moment; `others` are the cases that are known of the same resident. */
export function measuresOf(referral: Referral, others: readonly Referral[], now: EpochMs): CaseMeasures {
  const answer = referral.offers.find(({ answer: said }) => said === "accepted" || said === "declined");
  const stayMs = stayOf(referral);
  const fitToBackMs = fitToBackOf(referral);
  const again = isReferredAgain(referral, others, now);
  const papers = arePapersInTime(referral, now);
  const isAgreed = referral.offers.some(({ answer: said }) => said === "by-agreement" || said === "passed-on");
  return {
    ...(answer?.answeredAt !== undefined && { answerMs: Math.max(0, answer.answeredAt - answer.at) }),
    ...(fitToBackMs !== undefined && { fitToBackMs }),
    ...(stayMs !== undefined && { stayMs }),
    ...(again !== undefined && { isReferredAgain: again }),
    ...(answer !== undefined && { wasDeclined: referral.offers.some(({ answer: said }) => said === "declined") }),
    ...(isAgreed && { wasSubstituted: referral.offers.some(({ answer: said }) => said === "passed-on") }),
    ...(papers !== undefined && { arePapersInTime: papers }),
  };
}

/** When the person was home again: brought back, or with the end of a case in which they had been at the hospital. */
export function homeSince(referral: Referral): EpochMs | undefined {
  const { stages, state, closedAt } = referral;
  const back = stages.find((stage) => stage.state === "follow-up-due")?.at;
  if (back !== undefined) return back;
  return state === "closed" && momentOf(referral, "door") !== undefined ? closedAt : undefined;
}

function isReferredAgain(referral: Referral, others: readonly Referral[], now: EpochMs): boolean | undefined {
  const since = homeSince(referral);
  if (since === undefined) return undefined;
  const isAgain = others.some(
    ({ id, direction, state, requestedAt }) =>
      id !== referral.id &&
      direction === "up" &&
      state !== "cancelled" &&
      requestedAt >= since &&
      requestedAt <= since + againWithin,
  );
  return isAgain || (now > since + againWithin ? false : undefined);
}

/** Until when a case of the resident can still be a further one of these: 30 days after the last of them came home. */
export function againUntil(referrals: readonly Referral[]): EpochMs | undefined {
  const home = referrals.flatMap((referral) => homeSince(referral) ?? []);
  return home.length === 0 ? undefined : Math.max(...home) + againWithin;
}

const atHospital: readonly ReferralState[] = ["arrived", "admitted", "treated"];
const left: readonly ReferralState[] = ["returning", "follow-up-due"];

function firstOf(stages: readonly Stage[], states: readonly ReferralState[], from = 0): Stage | undefined {
  return stages.slice(from).find(({ state }) => states.includes(state));
}

function fitToBackOf({ stages }: Referral): number | undefined {
  const lastThere = stages.findLastIndex(({ state }) => atHospital.includes(state) || isOnward(state));
  const fit = firstOf(stages, ["ready-for-down"], lastThere + 1);
  const back = firstOf(stages, ["follow-up-due"], lastThere + 1);
  return fit === undefined || back === undefined ? undefined : Math.max(0, back.at - fit.at);
}

function stayOf(referral: Referral): number | undefined {
  const { stages, state, closedAt, through = [], destinationId } = referral;
  const door = momentOf(referral, "door");
  if (door === undefined) return undefined;
  const sentOn = through.find(({ facilityId }) => facilityId === destinationId)?.leftAt;
  const ended = state === "closed" || state === "died" ? closedAt : undefined;
  const until = firstOf(stages, left)?.at ?? sentOn ?? ended;
  return until === undefined || until < door ? undefined : until - door;
}
