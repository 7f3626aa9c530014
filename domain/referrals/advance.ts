import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import { canHaveBed } from "./bed-of-case.ts";
import { type DeadlinesOf, dueAtOf } from "./deadlines.ts";
import {
  type EmergencyCentre,
  facilityOf,
  type HeldBed,
  type Offer,
  type Referral,
  stageOf,
  type UnansweredCall,
} from "./referral.ts";
import { isEnded, type ReferralState } from "./states.ts";
import type { ByPhone, ReferralStep } from "./step.ts";
import { lastStepOf } from "./take-back.ts";
import { type ReferralAction, type ReferralRefusal, stepRule, transitionOf } from "./transitions.ts";

/** A step that somebody, or a rule, wants to take. That they may is judged before (may-take.ts). */
export interface StepAsked {
  readonly action: ReferralAction;
  /** Absent: a rule. */
  readonly by?: Actor;
  /** For which house they speak. */
  readonly facilityId?: string;
  readonly phone?: ByPhone;
  readonly reason?: string;
  /** The next house, of `offer`, `substitute`, `upgrade` and `offer-down`; of `ready` whom to ask to take the person back. */
  readonly toFacilityId?: string;
  readonly departmentId?: string;
  /** `null`: none of them after all. */
  readonly centre?: EmergencyCentre | null;
  readonly expectedAt?: EpochMs;
  /** Of `accept` and `admit`; `null` of `admit`: none yet, and the one that was kept is let go. */
  readonly bed?: HeldBed | null;
  /** Of `call-again`. */
  readonly alertId?: string;
  /** Of `unanswered`. */
  readonly unanswered?: UnansweredCall;
  readonly clientAt?: EpochMs;
  /** Of `arrive`: when it was, where that is not now; not before the stage that it ends (arrived-at.ts). */
  readonly arrivedAt?: EpochMs;
}

export type Advanced =
  | { readonly kind: "done"; readonly referral: Referral; readonly step: ReferralStep }
  /** It was so already. */
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly because: ReferralRefusal };

/** The next version of a case with the row of the step, if the table lets it happen. */
export function advanceReferral(before: Referral, asked: StepAsked, now: EpochMs, ownOf?: DeadlinesOf): Advanced {
  const transition = transitionOf(before.state, asked.action, before.mode);
  if (transition.kind !== "to") return transition;
  if (isAskedAlready(before, asked)) return { kind: "nothing" };
  const to = transition.state;
  const changes = changesOf[asked.action]?.(before, asked, now) ?? {};
  const after: Referral = {
    ...leftOf(before, to, asked),
    ...changes,
    ...lastAfter(before, asked, changes, now),
    state: to,
    ...(isEnded(to) && !isEnded(before.state) && { closedAt: now, ...reasonField("endReason", asked.reason) }),
    version: before.version + 1,
  };
  const referral = { ...after, stages: stagesAfter(before, after, asked.action, asked.arrivedAt ?? now, ownOf) };
  return { kind: "done", referral, step: stepOf(before, referral, asked, now) };
}

/** The house that is to be asked was, and has not answered: it has no more time for being asked twice. */
function isAskedAlready({ offers, state }: Referral, { action, toFacilityId }: StepAsked): boolean {
  const last = offers.at(-1);
  const isOpen = state === "requested" || state === "triaged";
  return action === "offer" && isOpen && last?.facilityId === toFacilityId && last?.answer === undefined;
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

type Changes = (before: Referral, asked: StepAsked, now: EpochMs) => Partial<Referral>;

const expected: Changes = (_before, { expectedAt }) => (expectedAt === undefined ? {} : { expectedAt });
/** Which department and which centre it is for, where somebody says so later than at the beginning. */
const sortedInto: Changes = (_before, { departmentId, centre }) => ({
  ...(departmentId !== undefined && { departmentId }),
  ...(typeof centre === "string" && { centre }),
});
const asksAnother: Changes = (before, asked, now) => ({
  ...sentTo(asked.toFacilityId ?? before.destinationId, before, asked, now),
  ...expected(before, asked, now),
});
const asksToTakeBack: Changes = (before, asked, now) => ({
  ...returnTo(asked.toFacilityId, before, now),
  ...expected(before, asked, now),
});

/** What a step changes beside the state; of the others it is nothing. */
const changesOf: Readonly<Partial<Record<ReferralAction, Changes>>> = {
  accept: (before, asked, now) => ({
    offers: answered(before.offers, "accepted", asked.reason, now),
    ...expected(before, asked, now),
    ...sortedInto(before, asked, now),
    ...bedField(asked.bed),
  }),
  triage: sortedInto,
  arrive: sortedInto,
  admit: (_before, { bed }) => bedField(bed),
  decline: ({ offers }, { reason }, now) => ({ offers: answered(offers, "declined", reason, now) }),
  offer: asksAnother,
  substitute: asksAnother,
  "arrive-elsewhere": asksAnother,
  upgrade: (before, asked, now) => ({
    ...asksAnother(before, asked, now),
    ...reasonField("reason", asked.reason),
    ...(asked.alertId !== undefined && calledOnceMore(before, asked, now)),
  }),
  unanswered: ({ id, version }, { unanswered }) =>
    unanswered === undefined ? {} : { unanswered: { ...unanswered, alertId: `${id}-un-${version + 1}` } },
  "call-again": (before, asked, now) => ({
    ...calledOnceMore(before, asked, now),
    ...sortedInto(before, asked, now),
    ...reasonField("reason", asked.reason),
  }),
  "arrange-transport": expected,
  depart: expected,
  "depart-back": expected,
  note: (before, asked, now) => ({ ...expected(before, asked, now), ...sortedInto(before, asked, now) }),
  ready: asksToTakeBack,
  "offer-down": asksToTakeBack,
  "accept-down": (before, asked, now) => ({
    returnOffers: answered(before.returnOffers, "accepted", asked.reason, now),
    ...expected(before, asked, now),
  }),
  "decline-down": ({ returnOffers }, { reason }, now) => ({
    returnOffers: answered(returnOffers, "declined", reason, now),
  }),
};

/** As many calls as a case names; the rows name all. */
const callsNamed = 20;

function calledOnceMore({ calledAgain = [] }: Referral, { alertId }: StepAsked, now: EpochMs): Partial<Referral> {
  const call = { ...(alertId !== undefined && { alertId }), at: now };
  return { calledAgain: [...calledAgain, call].slice(-callsNamed) };
}

/** Another house, or the same one in another mode, is the destination. */
function sentTo(
  destinationId: string,
  before: Referral,
  { action, reason, departmentId, centre }: StepAsked,
  now: EpochMs,
): Partial<Referral> {
  const isGreen = action === "upgrade" || before.mode === "green-channel";
  const answer = action === "arrive-elsewhere" ? "accepted" : isGreen ? "by-agreement" : undefined;
  const offer: Offer = {
    facilityId: destinationId,
    ...(departmentId !== undefined && { departmentId }),
    at: now,
    ...(answer !== undefined && { answer, answeredAt: now }),
  };
  const former = action === "substitute" ? "passed-on" : "withdrawn";
  return {
    destinationId,
    offers: [...answered(before.offers, former, action === "substitute" ? reason : undefined, now, "only-open"), offer],
    ...(departmentId !== undefined && { departmentId }),
    ...(typeof centre === "string" && { centre }),
    ...(action === "upgrade" && { mode: "green-channel", retrospective: before.retrospective ?? {} }),
  };
}

function returnTo(next: string | undefined, before: Referral, now: EpochMs): Partial<Referral> {
  const facilityId = next ?? before.originId;
  const offers = answered(before.returnOffers, "withdrawn", undefined, now, "only-open");
  const returnOffers = [...offers, { facilityId, at: now }];
  // Where the case began at the hospital, whoever is asked is the one who cares for the person from then on.
  if (before.direction === "down") return { originId: facilityId, returnOffers };
  return { returnOffers, ...(facilityId !== before.originId && { returnId: facilityId }) };
}

/** The last offer with its answer; `only-open`: what was declined stays so. */
function answered(
  offers: readonly Offer[],
  answer: NonNullable<Offer["answer"]>,
  reason: string | undefined,
  now: EpochMs,
  which: "any" | "only-open" = "any",
): readonly Offer[] {
  const last = offers.at(-1);
  if (last === undefined) return offers;
  if (which === "only-open" && last.answer === "declined") return offers;
  const { reason: _, ...asked } = last;
  return [...offers.slice(0, -1), { ...asked, answer, answeredAt: now, ...reasonField("reason", reason) }];
}

/**
 * What stands of the case before: without a bed that is not kept any more, or a house that does not take the person back. Why
 * somebody was to come is not why an alert makes an emergency of it; the row of the request keeps it.
 */
function leftOf(before: Referral, to: ReferralState, { action, alertId, centre: next, bed: nextBed }: StepAsked): Referral {
  const { bed, lostBed, returnId, reason, centre, last: _, ...others } = before;
  const isOtherReason = action === "upgrade" && alertId !== undefined;
  return {
    ...others,
    ...(reason !== undefined && !isOtherReason && { reason }),
    ...(centre !== undefined && next !== null && { centre }),
    ...(bed !== undefined && nextBed !== null && keepsBed(to, action) && { bed }),
    ...(lostBed !== undefined && nextBed === undefined && keepsBed(to, action) && { lostBed }),
    ...(returnId !== undefined && action !== "decline-down" && { returnId }),
  };
}

function bedField(bed: StepAsked["bed"]): Pick<Referral, "bed"> {
  return bed === undefined || bed === null ? {} : { bed };
}

const toAnother: readonly ReferralAction[] = ["offer", "substitute", "upgrade", "arrive-elsewhere"];

/** A bed is the person's from the acceptance until they leave it; another house has another bed. */
function keepsBed(to: ReferralState, action: ReferralAction): boolean {
  return canHaveBed(to) && !toAnother.includes(action);
}

/** Steps after which the time of the stage begins anew although the stage is the same. */
const beginAnew: readonly ReferralAction[] = ["offer", "upgrade", "offer-down", "decline-down"];

/** Called for once more, whoever has not left yet has the time of an emergency again; nobody arrives sooner for it. */
function begins(action: ReferralAction, state: ReferralState): boolean {
  if (action === "call-again") return state === "accepted" || state === "transport-arranged";
  return beginAnew.includes(action);
}

function stagesAfter(
  before: Referral,
  after: Referral,
  action: ReferralAction,
  at: EpochMs,
  ownOf: DeadlinesOf | undefined,
): Referral["stages"] {
  const isSame = before.state === after.state;
  if (action === "note") return after.expectedAt === before.expectedAt ? before.stages : dueAsSaid(after, ownOf);
  if (isSame && !begins(action, before.state)) return before.stages;
  const dueAt = dueAtOf(after, after.state, at, ownOf);
  const left = { ...stageOf(before), leftAt: at };
  return [...before.stages.slice(0, -1), left, { state: after.state, at, ...(dueAt !== undefined && { dueAt }) }];
}

/** Somebody said meanwhile when the person comes: the stage has as long as if that had been known when it began. */
function dueAsSaid(referral: Referral, ownOf: DeadlinesOf | undefined): Referral["stages"] {
  const { dueAt: before, ...stage } = stageOf(referral);
  const dueAt = dueAtOf(referral, referral.state, stage.at, ownOf);
  if (dueAt === undefined || dueAt === before) return referral.stages;
  return [...referral.stages.slice(0, -1), { ...stage, dueAt }];
}

function stepOf(before: Referral, after: Referral, asked: StepAsked, now: EpochMs): ReferralStep {
  const { action, by, facilityId, phone, reason, clientAt, toFacilityId, alertId, arrivedAt } = asked;
  const { dueAt } = stageOf(before);
  const lateMs =
    after.stages === before.stages || action === "note" || dueAt === undefined ? 0 : (arrivedAt ?? now) - dueAt;
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
    ...reasonField("reason", reason),
    ...(offeredTo !== undefined && { offeredTo }),
    ...(alertId !== undefined && { alertId }),
    ...(arrivedAt !== undefined && { point: "door", pointAt: arrivedAt }),
    ...(after.centre !== before.centre && { centre: centreChange(before, after) }),
    ...(lateMs > 0 && { lateMs }),
  };
}

function centreChange({ centre: was }: Referral, { centre: is }: Referral): NonNullable<ReferralStep["centre"]> {
  return { ...(was !== undefined && { was }), ...(is !== undefined && { is }) };
}

function reasonField<Name extends string>(name: Name, reason: string | undefined): { readonly [K in Name]?: string } {
  return reason === undefined ? {} : ({ [name]: reason } as { readonly [K in Name]: string });
}
