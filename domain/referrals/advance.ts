import type { EpochMs } from "../model/time.ts";
import { canHaveBed } from "./bed-of-case.ts";
import type { DeadlinesOf } from "./deadlines.ts";
import { followUpMeant, openFollowUps } from "./follow-ups.ts";
import { passagesAfter } from "./onward.ts";
import { facilityOf, type Referral, stageOf } from "./referral.ts";
import { stagesAfter } from "./stages-after.ts";
import { isEnded, type ReferralState } from "./states.ts";
import type { ReferralStep } from "./step.ts";
import type { StepAsked } from "./step-asked.ts";
import { changesBy } from "./step-changes.ts";
import { lastStepOf } from "./take-back.ts";
import { type ReferralAction, type ReferralRefusal, stepRule, transitionOf } from "./transitions.ts";

export type Advanced =
  | { readonly kind: "done"; readonly referral: Referral; readonly step: ReferralStep }
  /** It was so already. */
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly because: ReferralRefusal };

/** The next version of a case with the row of the step, if the table lets it happen. */
export function advanceReferral(before: Referral, asked: StepAsked, now: EpochMs, ownOf?: DeadlinesOf): Advanced {
  const transition = transitionOf(before.state, asked.action, before.mode);
  if (transition.kind !== "to") return transition;
  if (isAskedAlready(before, asked) || isFollowedUp(before, asked)) return { kind: "nothing" };
  const to = remains(before, asked) ? before.state : transition.state;
  const changes = changesBy(before, asked, now);
  const after: Referral = {
    ...leftOf(before, to, asked, now),
    ...changes,
    ...lastAfter(before, asked, changes, now),
    state: to,
    ...(isEnded(to) &&
      !isEnded(before.state) && { closedAt: now, ...(asked.reason !== undefined && { endReason: asked.reason }) }),
    version: before.version + 1,
  };
  const referral = { ...after, stages: stagesAfter(before, after, asked.action, asked.arrivedAt ?? now, ownOf) };
  return { kind: "done", referral, step: stepOf(before, referral, asked, now) };
}

/** The house that is to be asked was, and has not answered: it has no more time for being asked twice. */
function isAskedAlready({ offers, state }: Referral, { action, toFacilityId }: StepAsked): boolean {
  const last = offers.at(-1);
  const isOpen = state === "requested" || state === "triaged" || state === "onward-requested";
  return action === "offer" && isOpen && last?.facilityId === toFacilityId && last?.answer === undefined;
}

/** Somebody ticked it before. */
function isFollowedUp({ followUps }: Referral, { action, followUp }: StepAsked): boolean {
  return action === "follow-up" && followUpMeant(followUps, followUp?.id)?.done !== undefined;
}

/** There is more to follow up than what this step ticks. */
function remains({ followUps }: Referral, { action, followUp }: StepAsked): boolean {
  const meant = followUpMeant(followUps, followUp?.id);
  return action === "follow-up" && meant !== undefined && openFollowUps(followUps).some(({ id }) => id !== meant.id);
}

/** Words change nothing of what can be taken back, and what they say stays. */
function lastAfter(
  before: Referral,
  asked: StepAsked,
  changes: Partial<Referral>,
  now: EpochMs,
): Pick<Referral, "last"> {
  const { last } = before;
  if (asked.action === "note") {
    if (last === undefined) return {};
    const { centre, ...others } = last.before;
    const stays = asked.centre !== null && centre !== undefined ? { centre } : {};
    return { last: { ...last, before: { ...others, ...stays, ...changes } } };
  }
  const next = lastStepOf(before, asked, now);
  return next === undefined ? {} : { last: next };
}

/**
 * What stands of the case before: without a bed that is not kept any more, or a house that does not take the person back. Why
 * somebody was to come is not why an alert makes an emergency of it; the row of the request keeps it.
 */
function leftOf(
  before: Referral,
  to: ReferralState,
  { action, alertId, centre: next, bed: nextBed, arrivedAt }: StepAsked,
  now: EpochMs,
): Referral {
  const {
    bed,
    lostBed,
    returnId,
    reason,
    centre,
    urgency,
    through,
    departmentId,
    expectedAt,
    backAt,
    unanswered,
    last: _,
    ...others
  } = before;
  const isOtherHospital = onward.includes(action);
  const isOtherReason = action === "upgrade" && alertId !== undefined;
  return {
    ...others,
    ...(reason !== undefined && !isOtherReason && { reason }),
    ...(centre !== undefined && next !== null && { centre }),
    ...(urgency !== undefined && !isOtherHospital && { urgency }),
    ...(through !== undefined && { through: passagesAfter(through, to, arrivedAt ?? now) }),
    ...(unanswered !== undefined && action !== "answered" && { unanswered }),
    ...(departmentId !== undefined && !isOtherHospital && { departmentId }),
    ...(expectedAt !== undefined && !isOtherHospital && { expectedAt }),
    ...(backAt !== undefined && !backAnew.includes(action) && { backAt }),
    ...(bed !== undefined && nextBed !== null && keepsBed(to, action) && { bed }),
    ...(lostBed !== undefined && nextBed === undefined && keepsBed(to, action) && { lostBed }),
    ...(returnId !== undefined && action !== "decline-down" && { returnId }),
  };
}

/** Then neither the department nor the time nor the urgency that was said is that of the next hospital; nor is the bed. */
const onward: readonly ReferralAction[] = ["transfer-onward", "transfer-urgent", "stay"];
/** Whoever was to come home does not come as it was said. */
const backAnew: readonly ReferralAction[] = ["ready", "not-ready", "decline-down", "offer-down", "turn-back"];
const toAnother: readonly ReferralAction[] = ["offer", "substitute", "upgrade", "arrive-elsewhere", ...onward];

/** A bed is the person's from the acceptance until they leave it; another house has another bed. */
function keepsBed(to: ReferralState, action: ReferralAction): boolean {
  return canHaveBed(to) && !toAnother.includes(action);
}

/** The stage goes on, be it with another deadline. */
function isWithinStage(before: Referral, after: Referral, action: StepAsked["action"]): boolean {
  return action === "note" || (action === "follow-up" && before.state === after.state);
}

function stepOf(before: Referral, after: Referral, asked: StepAsked, now: EpochMs): ReferralStep {
  const { action, by, facilityId, phone, reason, clientAt, toFacilityId, alertId, arrivedAt } = asked;
  const { dueAt } = stageOf(before);
  const lateMs =
    after.stages === before.stages || isWithinStage(before, after, action) || dueAt === undefined
      ? 0
      : (arrivedAt ?? now) - dueAt;
  const party = stepRule(action).party;
  const isAskingAgain = action === "ready" || action === "offer-down";
  const offeredTo = toFacilityId ?? (isAskingAgain ? facilityOf(after, "return") : undefined);
  return {
    referralId: before.id,
    version: after.version,
    at: now,
    ...(clientAt !== undefined && { clientAt }),
    what: action,
    from: before.state,
    to: after.state,
    ...(by !== undefined && { by }),
    ...(facilityId !== undefined && { facilityId }),
    party,
    ...(phone !== undefined && { phone }),
    ...(reason !== undefined && { reason }),
    ...(offeredTo !== undefined && { offeredTo }),
    ...(alertId !== undefined && { alertId }),
    ...(arrivedAt !== undefined && { point: "door", pointAt: arrivedAt }),
    ...(after.centre !== before.centre && { centre: centreChange(before, after) }),
    ...urgencyRow(before, asked),
    ...followUpRow(before, asked),
    ...(action === "depart-back" && before.letterLacks?.length && { letterLacks: before.letterLacks }),
    ...(lateMs > 0 && { lateMs }),
  };
}

/** What somebody said of how soon they have to be seen, also where it is the same: it is their word. */
function urgencyRow({ urgency: was }: Referral, { urgency: is }: StepAsked): Pick<ReferralStep, "urgency"> {
  return is === undefined ? {} : { urgency: { ...(was !== undefined && { was }), is } };
}

function followUpRow({ followUps }: Referral, { action, followUp }: StepAsked): Pick<ReferralStep, "followUp"> {
  const meant = action === "follow-up" ? followUpMeant(followUps, followUp?.id) : undefined;
  if (meant === undefined) return {};
  const { what, dueOn } = meant;
  return { followUp: { what, dueOn, ...(followUp?.isNotNeeded && { isNotNeeded: true }) } };
}

function centreChange({ centre: was }: Referral, { centre: is }: Referral): NonNullable<ReferralStep["centre"]> {
  return { ...(was !== undefined && { was }), ...(is !== undefined && { is }) };
}
