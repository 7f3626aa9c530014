import type { EpochMs } from "../model/time.ts";
import { allClocks, clocksOf, momentOf } from "./centres.ts";
import { type Referral, type Stage, stageOf } from "./referral.ts";
import { isEnded, type ReferralState, referralStates } from "./states.ts";

/** Of fewer cases only how many there were is told to who may not read each of them: more might tell who they were. */
export const fewestTold = 5;

/** Of several times: how many, the middle one, the longest, and how many were too long. */
export interface Spread {
  readonly count: number;
  readonly medianMs: number;
  readonly longestMs: number;
  readonly late: number;
}

export interface StageTime {
  readonly state: ReferralState;
  readonly ms: number;
  readonly isLate: boolean;
}

export interface CaseFigures {
  readonly referral: Referral;
  readonly stages: readonly StageTime[];
  /** From the request to the door; absent: nobody has come, or its time cannot be. */
  readonly toDoorMs?: number;
}

export interface Figures {
  readonly cases: readonly CaseFigures[];
  readonly toDoor?: Spread;
  /** In the order of the way; stages that nobody was in are absent. */
  readonly stages: readonly (Spread & { readonly state: ReferralState })[];
  readonly clocks: readonly (Spread & { readonly code: string; readonly met: number })[];
}

/** Figures of some cases at a moment; a stage that goes on counts as it is until now. */
export function figuresOf(referrals: readonly Referral[], now: EpochMs): Figures {
  const cases = referrals.map((referral) => caseFigures(referral, now));
  const toDoor = toDoorOf(cases);
  const times = cases.flatMap(({ stages }) => stages);
  const running = referrals.flatMap((referral) => clocksOf(referral, now));
  return {
    cases,
    ...(toDoor !== undefined && { toDoor }),
    stages: referralStates.flatMap((state) => {
      const spread = spreadOf(times.filter((time) => time.state === state));
      return spread === undefined ? [] : [{ state, ...spread }];
    }),
    clocks: allClocks.flatMap(({ code }) => {
      const ended = running.filter(
        (clock) => clock.code === code && clock.endedAt !== undefined && clock.ms !== undefined,
      );
      const spread = spreadOf(ended.map(({ ms = 0, state }) => ({ ms, isLate: state === "missed" })));
      return spread === undefined ? [] : [{ code, ...spread, met: spread.count - spread.late }];
    }),
  };
}

function caseFigures(referral: Referral, now: EpochMs): CaseFigures {
  const door = momentOf(referral, "door");
  return {
    referral,
    stages: referral.stages.filter(({ state }) => !isEnded(state)).map((stage) => stageTime(stage, now)),
    ...(door !== undefined && door >= referral.requestedAt && { toDoorMs: door - referral.requestedAt }),
  };
}

function stageTime({ state, at, dueAt, leftAt = undefined }: Stage, now: EpochMs): StageTime {
  const until = leftAt ?? now;
  return { state, ms: Math.max(0, until - at), isLate: dueAt !== undefined && until > dueAt };
}

function spreadOf(times: readonly { readonly ms: number; readonly isLate: boolean }[]): Spread | undefined {
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

/** The cases of one house in its part. */
export interface HouseFigures {
  readonly facilityId: string;
  readonly cases: readonly CaseFigures[];
  readonly up: number;
  readonly down: number;
  readonly greenChannel: number;
  /** Cases with a stage that took too long. */
  readonly late: number;
  readonly toDoor?: Spread;
}

/** The same cases by one of their houses, the one with most cases first. Medians are of all cases of a house. */
export function figuresByHouse(
  cases: readonly CaseFigures[],
  houseOf: (referral: Referral) => string,
): readonly HouseFigures[] {
  return [...Map.groupBy(cases, ({ referral }) => houseOf(referral))]
    .map(([facilityId, ofHouse]) => {
      const count = (is: (each: CaseFigures) => boolean): number => ofHouse.filter(is).length;
      const toDoor = toDoorOf(ofHouse);
      return {
        facilityId,
        cases: ofHouse,
        up: count(({ referral }) => referral.direction === "up"),
        down: count(({ referral }) => wentDown(referral)),
        greenChannel: count(({ referral }) => referral.mode === "green-channel"),
        late: count(({ stages }) => stages.some((stage) => stage.isLate)),
        ...(toDoor !== undefined && { toDoor }),
      };
    })
    .sort((a, b) => b.cases.length - a.cases.length || (a.facilityId < b.facilityId ? -1 : 1));
}

/** Begun as one on the way back, or sent down and taken back in the course of one that went up. */
export function wentDown({ direction, stages }: Referral): boolean {
  const wasIn = (stage: ReferralState): boolean => stages.some(({ state }) => state === stage);
  return direction === "down" || (wasIn("ready-for-down") && wasIn("follow-up-due"));
}

function toDoorOf(cases: readonly CaseFigures[]): Spread | undefined {
  return spreadOf(cases.flatMap(({ toDoorMs }) => (toDoorMs === undefined ? [] : [{ ms: toDoorMs, isLate: false }])));
}

/** Whether the stage in which a case stands is over its time. */
export function isLate(referral: Referral, now: EpochMs): boolean {
  const { dueAt } = stageOf(referral);
  return referral.closedAt === undefined && dueAt !== undefined && dueAt < now;
}
