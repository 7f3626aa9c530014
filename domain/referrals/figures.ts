import type { EpochMs } from "../model/time.ts";
import { type CaseMeasures, measuresOf } from "./case-measures.ts";
import { clocksOf, momentOf } from "./centres.ts";
import { type Referral, type Stage, stageOf } from "./referral.ts";
import { isEnded, type ReferralState } from "./states.ts";

/** Of fewer cases only how many there were is told to who may not read each of them: more might tell who they were. */
export const fewestTold = 5;

/** Of several times: how many, the middle one, the longest, and how many were too long. */
export interface Spread {
  readonly count: number;
  readonly medianMs: number;
  readonly longestMs: number;
  readonly late: number;
}

export interface StageTime extends TimeTaken {
  readonly state: ReferralState;
}

export interface CaseFigures {
  readonly referral: Referral;
  readonly stages: readonly StageTime[];
  /** From the request to the door; absent: nobody has come, or its time cannot be. */
  readonly toDoorMs?: number;
  /** Clocks of its centre that came to an end, by their code. */
  readonly clocks: readonly (TimeTaken & { readonly code: string })[];
  readonly measures: CaseMeasures;
}

/** How long something took, and whether that was too long. */
export interface TimeTaken {
  readonly ms: number;
  readonly isLate: boolean;
}

/** Figures of a case at a moment; a stage that goes on counts as it is until now. `others`: what is known of the same resident. */
export function caseFigures(referral: Referral, others: readonly Referral[], now: EpochMs): CaseFigures {
  const door = momentOf(referral, "door");
  return {
    referral,
    stages: referral.stages.filter(({ state }) => !isEnded(state)).map((stage) => stageTime(stage, now)),
    ...(door !== undefined && door >= referral.requestedAt && { toDoorMs: door - referral.requestedAt }),
    clocks: clocksOf(referral, now).flatMap(({ code, endedAt, ms, state }) =>
      endedAt === undefined || ms === undefined ? [] : [{ code, ms, isLate: state === "missed" }],
    ),
    measures: measuresOf(referral, others, now),
  };
}

function stageTime({ state, at, dueAt, leftAt = undefined }: Stage, now: EpochMs): StageTime {
  const until = leftAt ?? now;
  return { state, ms: Math.max(0, until - at), isLate: dueAt !== undefined && until > dueAt };
}

/** Undefined: there are no times. */
export function spreadOf(times: readonly TimeTaken[]): Spread | undefined {
  if (times.length === 0) return undefined;
  const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  const medianMs = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
  return {
    count: sorted.length,
    medianMs,
    longestMs: sorted.at(-1) as number,
    late: times.filter(({ isLate }) => isLate).length,
  };
}

/** Begun as one on the way back, or sent down and taken back in the course of one that went up. */
export function wentDown({ direction, stages }: Referral): boolean {
  const wasIn = (stage: ReferralState): boolean => stages.some(({ state }) => state === stage);
  return direction === "down" || (wasIn("ready-for-down") && wasIn("follow-up-due"));
}

/** Whether the stage in which a case stands is over its time. */
export function isLate(referral: Referral, now: EpochMs): boolean {
  const { dueAt } = stageOf(referral);
  return referral.closedAt === undefined && dueAt !== undefined && dueAt < now;
}
