import { day, type EpochMs, hour, minute } from "../model/time.ts";
import { facilityOf, type Referral, type ReferralMode, type ReferralParty } from "./referral.ts";
import type { ReferralState } from "./states.ts";
import { type AnswerState, answerWithinMs, isAnswerState, type Urgency, unsaid } from "./urgency.ts";

/** By when a stage should be over, and whose part it is that it is. */
export interface Deadline {
  readonly afterMs: number;
  readonly party: ReferralParty;
}

type Deadlines = Readonly<Record<ReferralMode, Readonly<Partial<Record<ReferralState, Deadline>>>>>;

/** Somebody who is with a hospital that has no part in the case is asked after every day. */
const away = { away: { afterMs: day, party: "origin" } } as const;

const back = {
  /** Whoever takes people back says within a day whether it can. */
  "ready-for-down": { afterMs: day, party: "return" },
  "down-accepted": { afterMs: day, party: "destination" },
  returning: { afterMs: 4 * hour, party: "return" },
  /** Follow-up within two weeks (reference 4.1: national norm for chronic patients). */
  "follow-up-due": { afterMs: 14 * day, party: "return" },
} as const;

/**
 * How long each stage may take. The two weeks of the follow-up are the national norm; all else is to be confirmed by
 * clinicians: no source gives it (reference 4.3). Who lies in a ward has no deadline: a clinician says when they are fit.
 */
export const deadlines: Deadlines = {
  "green-channel": {
    accepted: { afterMs: 10 * minute, party: "origin" },
    "transport-arranged": { afterMs: 30 * minute, party: "origin" },
    "en-route": { afterMs: hour, party: "origin" },
    arrived: { afterMs: 4 * hour, party: "destination" },
    treated: { afterMs: 6 * hour, party: "destination" },
    /** Door in, door out ≤ 30 min of a chest pain that is sent on (reference 4.4); from when the next one was called. */
    "onward-accepted": { afterMs: 30 * minute, party: "sender" },
    "onward-en-route": { afterMs: 2 * hour, party: "sender" },
    ...back,
    ...away,
  },
  routine: {
    requested: { afterMs: 2 * hour, party: "destination" },
    triaged: { afterMs: 4 * hour, party: "destination" },
    declined: { afterMs: hour, party: "origin" },
    accepted: { afterMs: day, party: "origin" },
    "transport-arranged": { afterMs: day, party: "origin" },
    "en-route": { afterMs: 3 * hour, party: "origin" },
    arrived: { afterMs: 6 * hour, party: "destination" },
    treated: { afterMs: 6 * hour, party: "destination" },
    "onward-requested": { afterMs: 2 * hour, party: "destination" },
    "onward-declined": { afterMs: hour, party: "sender" },
    "onward-accepted": { afterMs: day, party: "sender" },
    "onward-en-route": { afterMs: 4 * hour, party: "sender" },
    ...back,
    ...away,
  },
};

/**
 * How long a house allows itself for the stages that are its part, where it says otherwise than the defaults. `answers`: for a
 * routine answer to somebody who is more or less urgent than `asap`, for which `routine` speaks.
 */
export type OwnDeadlines = Readonly<Partial<Record<ReferralMode, Readonly<Partial<Record<ReferralState, number>>>>>> & {
  readonly answers?: Readonly<Partial<Record<Urgency, Readonly<Partial<Record<AnswerState, number>>>>>>;
};

/** By when a stage should be over by default: an answer the sooner the more urgent it is. Undefined: nothing is asked by a time. */
export function defaultDeadlineMs(
  mode: ReferralMode,
  state: ReferralState,
  urgency: Urgency = unsaid,
): number | undefined {
  if (mode === "routine" && urgency !== "asap" && isAnswerState(state)) return answerWithinMs[urgency][state];
  return deadlines[mode][state]?.afterMs;
}

/** What each house of a case says; undefined: the defaults. */
export type DeadlinesOf = (facilityId: string) => OwnDeadlines | undefined;
const byDefault: DeadlinesOf = () => undefined;

const shortestMs = minute;
const mostTimes = 4;

/**
 * Whether a house may allow itself so long: from a minute to four times the default, so that no case is silent for ever; the
 * follow-up at most the two weeks of the norm. False where nothing is asked by a time, which no house can change.
 */
export function isPossibleDeadline(
  mode: ReferralMode,
  state: ReferralState,
  afterMs: number,
  urgency?: Urgency,
): boolean {
  const longest = longestDeadlineMs(mode, state, urgency);
  return longest !== undefined && Number.isInteger(afterMs) && afterMs >= shortestMs && afterMs <= longest;
}

/** The longest that a house may allow itself; undefined where nothing is asked by a time. */
export function longestDeadlineMs(mode: ReferralMode, state: ReferralState, urgency?: Urgency): number | undefined {
  const afterMs = defaultDeadlineMs(mode, state, urgency);
  if (afterMs === undefined) return undefined;
  return state === "follow-up-due" ? afterMs : afterMs * mostTimes;
}

/** After the acceptance and before anybody is on the way, an appointment is what counts. */
const untilAppointment: readonly ReferralState[] = ["accepted", "transport-arranged", "onward-accepted"];
const onTheWay: readonly ReferralState[] = ["en-route", "onward-en-route"];

/** Who said when they should be there is late so long after it; no way within a county takes longer than the other. */
const arrivalGraceMs = 15 * minute;
const longestWayMs = 4 * hour;

/**
 * When a stage that begins at `at` should be over, by what the house whose part it is allows itself, else by default;
 * undefined where nothing is asked by a time.
 */
export function dueAtOf(
  referral: Pick<Referral, "mode" | "expectedAt"> &
    Partial<
      Pick<Referral, "originId" | "destinationId" | "returnId" | "through" | "followUpAt" | "backAt" | "urgency">
    >,
  state: ReferralState,
  at: EpochMs,
  ownOf: DeadlinesOf = byDefault,
): EpochMs | undefined {
  const { mode, expectedAt, followUpAt, backAt, urgency } = referral;
  const deadline = deadlines[mode][state];
  if (deadline === undefined) return undefined;
  const usual = defaultDeadlineMs(mode, state, urgency) ?? deadline.afterMs;
  const due = at + (ownLimit(referral, state, deadline, ownOf) ?? usual);
  if (onTheWay.includes(state) && expectedAt !== undefined && expectedAt > at) return arrivalDue(expectedAt, at);
  if (state === "returning" && backAt !== undefined && backAt > at) return arrivalDue(backAt, at);
  if (state === "down-accepted" && backAt !== undefined) return Math.max(due, backAt);
  // What the hospital asked for first, but never before anybody can have done it.
  if (state === "follow-up-due" && followUpAt !== undefined) return Math.max(followUpAt, at + day);
  if (expectedAt === undefined || mode !== "routine" || !untilAppointment.includes(state)) return due;
  return Math.max(due, expectedAt);
}

function arrivalDue(expectedAt: EpochMs, leftAt: EpochMs): EpochMs {
  return Math.min(expectedAt + arrivalGraceMs, leftAt + longestWayMs);
}

/** What the house whose part the stage is allows itself; something impossible counts as nothing. */
function ownLimit(
  { mode, originId, destinationId, returnId, through, urgency = unsaid }: Parameters<typeof dueAtOf>[0],
  state: ReferralState,
  { party }: Deadline,
  ownOf: DeadlinesOf,
): number | undefined {
  if (originId === undefined || destinationId === undefined) return undefined;
  const back = returnId === undefined ? {} : { returnId };
  const house = facilityOf({ originId, destinationId, ...back, ...(through !== undefined && { through }) }, party);
  const own = ownOf(house);
  const isOther = mode === "routine" && urgency !== "asap" && isAnswerState(state);
  const afterMs = isOther ? own?.answers?.[urgency]?.[state] : own?.[mode]?.[state];
  return afterMs !== undefined && isPossibleDeadline(mode, state, afterMs, urgency) ? afterMs : undefined;
}

/** Whose part it is that a stage comes to its end; undefined where nobody is late. */
export function lateParty({
  mode,
  state,
  returnOffers,
}: Pick<Referral, "mode" | "state" | "returnOffers">): ReferralParty | undefined {
  // The house that was asked does not take them back: the hospital is to ask another.
  if (state === "ready-for-down" && returnOffers.at(-1)?.answer === "declined") return "destination";
  return deadlines[mode][state]?.party;
}

/** A request, or a person who was expected, with whom nobody did anything for so long ends by itself. */
export const staleAfterMs = 7 * day;
