import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { HeldBed, LastStep, LostBed, Referral } from "./referral.ts";
import type { ReferralState } from "./states.ts";
import type { BedOfStep, ReferralStep } from "./step.ts";

const withBed: readonly ReferralState[] = [
  "accepted",
  "transport-arranged",
  "en-route",
  "arrived",
  "admitted",
  "onward-accepted",
  "onward-en-route",
  "ready-for-down",
  "down-accepted",
  "onward-accepted",
  "onward-en-route",
];

/** Whether somebody has, or can be given, a bed of the hospital: from the acceptance until they leave it. */
export function canHaveBed(state: ReferralState): boolean {
  return withBed.includes(state);
}

/** Whether the bed of the case is slept in, rather than kept for when they come. */
export function isTakenIn({ state, stages, through }: Pick<Referral, "state" | "stages" | "through">): boolean {
  const since = through?.at(-1)?.askedAt ?? 0;
  const isFit = state === "ready-for-down" || state === "down-accepted";
  return state === "admitted" || (isFit && stages.some((stage) => stage.state === "admitted" && stage.at >= since));
}

/** Who did it, and for which house; nobody where a time ran out. */
export interface BedStepBy {
  readonly by?: Actor;
  readonly facilityId: string;
}

export interface BedStep {
  readonly referral: Referral;
  readonly step: ReferralStep;
}

/** The case with a bed: kept until its time, or theirs at once where they are admitted already. */
export function givingBed(referral: Referral, bed: HeldBed, { by, facilityId }: BedStepBy, now: EpochMs): BedStep {
  const { lostBed: _, ...others } = referral;
  const isTheirs = isTakenIn(referral);
  const told: BedOfStep = isTheirs
    ? { bedId: bed.bedId, became: "theirs" }
    : { bedId: bed.bedId, became: "held", until: bed.until };
  return stepOf({ ...others, bed }, told, { ...(by !== undefined && { by }), facilityId }, now);
}

/** The case without the bed that it had, and with what became of it, for whoever has to look for another. */
export function losingBed(
  { bed, ...others }: Referral,
  { bedId, why, facilityId, at }: LostBed,
  by: Actor | undefined,
  now: EpochMs,
): BedStep {
  const lostBed: LostBed = { facilityId, bedId, why, at };
  const without: Referral = canHaveBed(others.state) ? { ...others, lostBed } : others;
  return stepOf(without, { bedId, became: why }, { ...(by !== undefined && { by }), facilityId }, now);
}

function stepOf(referral: Referral, bed: BedOfStep, by: BedStepBy, now: EpochMs): BedStep {
  const { id, state } = referral;
  const version = referral.version + 1;
  const { last } = referral;
  return {
    referral: { ...referral, ...(last !== undefined && { last: lastWith(last, referral.bed) }), version },
    step: { referralId: id, version, at: now, what: "hold", from: state, to: state, ...by, party: "destination", bed },
  };
}

/** What stands again when the last step is taken back: the bed as it is by now, and none that was let go since. */
function lastWith(last: LastStep, bed: HeldBed | undefined): LastStep {
  const { bed: _, ...before } = last.before;
  return { ...last, before: { ...before, ...(bed !== undefined && canHaveBed(before.state) && { bed }) } };
}
