import { type Caller, nameOf } from "../access/caller.ts";
import { mayDo } from "../access/decide.ts";
import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import { followUpEnd, followUpMeant, ticked } from "./follow-ups.ts";
import { houseOfPart } from "./may-take.ts";
import type { LastStep, Referral } from "./referral.ts";
import type { ReferralStep } from "./step.ts";
import type { StepAsked } from "./step-asked.ts";
import { stepRule } from "./transitions.ts";

/** Why a step is not taken back. */
export type TakeBackRefusal =
  /** The last thing that happened is none that can be taken back, or was taken back already. */
  | "nothing"
  /** It was too long ago. */
  | "too-late";

export type TakenBack =
  | { readonly kind: "done"; readonly referral: Referral; readonly step: ReferralStep }
  | { readonly kind: "refused"; readonly because: TakeBackRefusal };

export interface TakeBackAsked {
  readonly by: Actor;
  readonly facilityId: string;
  readonly reason?: string;
  readonly clientAt?: EpochMs;
}

/** What the case keeps of a step so that it can be taken back; undefined of what cannot, and of what a rule did. */
export function lastStepOf(
  before: Referral,
  { action, by, facilityId, followUp }: Pick<StepAsked, "action" | "by" | "facilityId" | "followUp">,
  now: EpochMs,
): LastStep | undefined {
  if (stepRule(action).takenBackMs === undefined || by === undefined || facilityId === undefined) return undefined;
  const { state, mode, stages, offers, returnOffers, originId, destinationId, returnId, through } = before;
  const { departmentId, centre, urgency, expectedAt, backAt, bed } = before;
  const ticks = action === "follow-up" ? followUpMeant(before.followUps, followUp?.id) : undefined;
  return {
    action,
    version: before.version + 1,
    at: now,
    by,
    facilityId,
    ...(ticks !== undefined && { followUp: ticks.id }),
    before: {
      state,
      mode,
      stages,
      offers,
      returnOffers,
      originId,
      destinationId,
      ...(through !== undefined && { through }),
      ...(returnId !== undefined && { returnId }),
      ...(departmentId !== undefined && { departmentId }),
      ...(centre !== undefined && { centre }),
      ...(urgency !== undefined && { urgency }),
      ...(expectedAt !== undefined && { expectedAt }),
      ...(backAt !== undefined && { backAt }),
      ...(bed !== undefined && { bed }),
    },
  };
}

/** Until when the last step can be taken back; undefined where there is none to take back. */
export function takenBackUntil({ last }: Pick<Referral, "last">): EpochMs | undefined {
  if (last === undefined) return undefined;
  const { takenBackMs } = stepRule(last.action);
  return takenBackMs === undefined ? undefined : last.at + takenBackMs;
}

/** What a step may have put there, beside what stands in the case before it. */
const ofTheStep: readonly string[] = [
  "closedAt",
  "endReason",
  "last",
  "returnId",
  "through",
  "departmentId",
  "centre",
  "urgency",
  "expectedAt",
  "backAt",
  "bed",
] satisfies readonly (keyof Referral)[];

/**
 * Takes back the last step that changed where the case stands: it stands again as before, with the deadlines that it had,
 * and a row says so. The row of the mistake stays. Moments, papers and words that were recorded since stay too.
 */
export function takeBack(
  referral: Referral,
  { by, facilityId, reason, clientAt }: TakeBackAsked,
  now: EpochMs,
): TakenBack {
  const until = takenBackUntil(referral);
  const { last } = referral;
  if (last === undefined || until === undefined) return { kind: "refused", because: "nothing" };
  if (now > until) return { kind: "refused", because: "too-late" };
  const kept = Object.fromEntries(Object.entries(referral).filter(([name]) => !ofTheStep.includes(name)));
  const version = referral.version + 1;
  return {
    kind: "done",
    referral: { ...kept, ...last.before, ...untick(referral, last), version } as Referral,
    step: {
      referralId: referral.id,
      version,
      at: now,
      ...(clientAt !== undefined && { clientAt }),
      what: "take-back",
      from: referral.state,
      to: last.before.state,
      by,
      facilityId,
      ...(reason !== undefined && { reason }),
      takesBack: { action: last.action, version: last.version },
    },
  };
}

/** A follow-up is to be done again; what the papers have said since stays. */
function untick({ followUps }: Referral, { followUp }: LastStep): Pick<Referral, "followUps" | "followUpAt"> {
  if (followUps === undefined || followUp === undefined) return {};
  const items = ticked(followUps, followUp, undefined);
  const followUpAt = followUpEnd(items);
  return { followUps: items, ...(followUpAt !== undefined && { followUpAt }) };
}

/**
 * Whether somebody may take back the last step: who took it, or with a reason whoever may take that step at the same desk.
 */
export function mayTakeBack(
  caller: Caller,
  { last }: Pick<Referral, "last">,
): { readonly facilityId: string; readonly needsReason: boolean } | undefined {
  if (last === undefined) return undefined;
  const { party, access: own, phoneAccess = own } = stepRule(last.action);
  const { facilityId } = last;
  const isByPhone = party !== "either" && party !== "rule" && facilityId !== houseOfPart(last.before, party);
  const access = isByPhone ? phoneAccess : own;
  if (access === undefined || !mayDo(caller, access, { kind: "facility", facilityId })) return undefined;
  return { facilityId, needsReason: nameOf(caller).id !== last.by.id };
}

/** The steps that hold: without those that were taken back, and without the rows that say so. */
export function standingSteps(steps: readonly ReferralStep[]): readonly ReferralStep[] {
  const back = new Set(steps.map(({ takesBack }) => takesBack?.version));
  return steps.filter(({ version, what }) => what !== "take-back" && !back.has(version));
}
