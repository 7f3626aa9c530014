import type { AlertPriority } from "../alerts/alert.ts";
import { clockToleranceMs, day, type EpochMs, hour, minute } from "../model/time.ts";
import { type Concern, type EscalationPolicy, type EscalationStep, nextRuleAt, ruleFor } from "./policy.ts";
import { ruleInForce } from "./rule-in-force.ts";

/** A step with the moment at which it is taken. */
export interface PlannedStep extends EscalationStep {
  readonly dueAt: EpochMs;
}

/**
 * Whom an alert calls and when, kept with the alert and written with it.
 *
 * An alert that is raised, that calls again unanswered or that is opened again stands at `to-plan`: that somebody has
 * to be called is in the same write as the alert itself; by whose policy is read when the plan is made, a moment later.
 */
export type Escalation =
  | {
      readonly kind: "to-plan";
      readonly round: number;
      readonly startedAt: EpochMs;
      readonly dueAt: EpochMs;
      /** When it was found that no rule holds before `dueAt`. */
      readonly waitsSince?: EpochMs;
    }
  | {
      readonly kind: "calling";
      /** Counts how often it began anew. */
      readonly round: number;
      readonly startedAt: EpochMs;
      readonly steps: readonly PlannedStep[];
      /** How many steps were taken, repetitions of the last one included. */
      readonly taken: number;
      /**
       * Of calls that are more than one write takes, those up to this id are written; what was due at that time is
       * taken when all are.
       */
      readonly partly?: { readonly at: EpochMs; readonly upTo: string };
      readonly repeatEveryMs?: number;
      readonly onSiteWithinMs?: number;
      /** Of the next step; absent when nobody more is called. */
      readonly dueAt?: EpochMs;
    }
  /**
   * Somebody is on the way since `answeredAt`, whoever that was first; at `dueAt` somebody should be there. Without
   * `onSiteWithinMs` nobody has read the policy yet; without `dueAt` an earlier version waited for ever.
   */
  | {
      readonly kind: "awaiting";
      readonly round: number;
      readonly answeredAt: EpochMs;
      readonly onSiteWithinMs?: number;
      readonly dueAt?: EpochMs;
    }
  /**
   * Somebody is there and looked after again at `dueAt`, it is resolved, or it is shelved until `dueAt`. Where somebody is
   * there without `dueAt` an earlier version waited for ever; see waiting-for-ever.ts.
   */
  | { readonly kind: "quiet"; readonly round: number; readonly dueAt?: EpochMs };

/** On site within 5 min is the target (reference 7.4, to be confirmed by a clinician); for an answer that came before any plan. */
export const defaultOnSiteWithinMs = 5 * minute;

/** No answer counts for longer where nobody arrives, also where a policy does not say by when. */
export const longestUnattendedMs = hour;

/**
 * How long somebody on site counts while the alert is neither over nor resolved: then it calls again, so that what was
 * forgotten there is found. Medium is hourly and low every four hours, as NEWS2 has such patients observed (RCP 2017); high
 * is watched without a break there, and half an hour leaves room to help. To be confirmed by a clinician.
 */
export const onSiteCountsMs: Readonly<Record<AlertPriority, number>> = {
  high: 30 * minute,
  medium: hour,
  low: 4 * hour,
};

/** Begins to call from the first step, whatever was before: the alert was raised, became more urgent or was opened again. */
export function beginEscalation(previous: Escalation | undefined, now: EpochMs): Escalation {
  return { kind: "to-plan", round: (previous?.round ?? 0) + 1, startedAt: now, dueAt: now };
}

/**
 * The person called again, or the condition is there again, and nobody is on the way. Calls that are going on go on:
 * somebody who presses the button every ten seconds must not keep them at the first step. Where nobody more would be
 * called, it begins anew.
 */
export function callAgain(previous: Escalation | undefined, now: EpochMs): Escalation {
  const isGoingOn =
    previous !== undefined &&
    (previous.kind === "to-plan" || previous.kind === "calling") &&
    previous.dueAt !== undefined;
  return isGoingOn ? previous : beginEscalation(previous, now);
}

/**
 * Somebody said that they are going: nobody more is called until they should be there. Where no plan says when that is,
 * `onSiteWithinMs` stays absent and the policy is asked after {@link defaultOnSiteWithinMs}. Whoever takes over from
 * somebody on the way gets the whole time, but all of them together no more than twice that: who take over from each other
 * do not put off that somebody arrives.
 */
export function answered(escalation: Escalation | undefined, now: EpochMs): Escalation {
  const round = escalation?.round ?? 0;
  if (escalation?.kind === "awaiting" && escalation.dueAt !== undefined && escalation.answeredAt <= now) {
    const { answeredAt, onSiteWithinMs: within = defaultOnSiteWithinMs } = escalation;
    return { ...escalation, dueAt: Math.min(now + within, answeredAt + 2 * within) };
  }
  const unplanned = { kind: "awaiting", round, answeredAt: now } as const;
  if (escalation?.kind === "calling" || (escalation?.kind === "awaiting" && escalation.onSiteWithinMs !== undefined)) {
    const { onSiteWithinMs = longestUnattendedMs } = escalation;
    return { ...unplanned, onSiteWithinMs, dueAt: now + onSiteWithinMs };
  }
  return { ...unplanned, dueAt: now + defaultOnSiteWithinMs };
}

/**
 * An answer that came before any plan, with the time that the policy gives to be there, {@link longestUnattendedMs} where it
 * gives none; any other comes back as it is.
 */
export function awaitedByPolicy(escalation: Escalation, policy: EscalationPolicy, concern: Concern): Escalation {
  if (escalation.kind !== "awaiting" || escalation.onSiteWithinMs !== undefined || escalation.dueAt === undefined) {
    return escalation;
  }
  const { answeredAt } = escalation;
  const onSiteWithinMs = ruleFor(policy, concern, answeredAt)?.onSiteWithinMs ?? longestUnattendedMs;
  return { ...escalation, onSiteWithinMs, dueAt: answeredAt + onSiteWithinMs };
}

/** Somebody is there: nobody is called while that counts, see {@link onSiteCountsMs}. */
export function attended(escalation: Escalation | undefined, priority: AlertPriority, now: EpochMs): Escalation {
  return quiet(escalation, now + onSiteCountsMs[priority]);
}

/** Calls nobody: it is over, or somebody is there or shelved it; then it comes due again at `until`. */
export function quiet(escalation: Escalation | undefined, until?: EpochMs): Escalation {
  const round = escalation?.round ?? 0;
  return until === undefined ? { kind: "quiet", round } : { kind: "quiet", round, dueAt: until };
}

/**
 * Makes the plan of an escalation that has none, with absolute times, by the rule that holds at `now`; any other comes
 * back as it is. Where a rule holds only later in the day, it waits for that; where none ever does, nobody is called,
 * but for what is high the default holds, also instead of a stored rule that falls silent for too long.
 */
export function planned(escalation: Escalation, policy: EscalationPolicy, concern: Concern, now: EpochMs): Escalation {
  if (escalation.kind !== "to-plan") return escalation;
  const { round, startedAt } = escalation;
  const rule = ruleInForce(policy, concern, now);
  if (rule === undefined) {
    const from = nextRuleAt(policy, concern, now);
    if (from === undefined) return { kind: "calling", round, startedAt, steps: [], taken: 0 };
    if (escalation.waitsSince !== undefined && escalation.dueAt === from) return escalation;
    return { kind: "to-plan", round, startedAt: from, dueAt: from, waitsSince: now };
  }
  const { repeatEveryMs, onSiteWithinMs = longestUnattendedMs } = rule;
  const steps = rule.steps.map((step) => ({ ...step, dueAt: startedAt + step.afterMs }));
  return {
    kind: "calling",
    round,
    startedAt,
    steps,
    taken: 0,
    ...(repeatEveryMs !== undefined && { repeatEveryMs }),
    onSiteWithinMs,
    ...(steps[0] !== undefined && { dueAt: steps[0].dueAt }),
  };
}

/**
 * Takes what is due. `steps` are those to be called now, as one call: after an outage several, of which each recipient
 * is called once, and of missed repetitions a single one. Nothing due: no steps, and the escalation as it was.
 */
export function takeDueSteps(
  escalation: Escalation,
  now: EpochMs,
): { readonly escalation: Escalation; readonly steps: readonly PlannedStep[] } {
  if (escalation.kind !== "calling" || escalation.dueAt === undefined || escalation.dueAt > now) {
    return { escalation, steps: [] };
  }
  const { steps, taken, repeatEveryMs, dueAt, partly: _, ...others } = escalation;
  const due = steps.slice(taken).filter((step) => step.dueAt <= now);
  const last = steps.at(-1);
  const called = taken < steps.length || last === undefined ? due : [{ ...last, dueAt }];
  const takenNow = taken + called.length;
  const next = nextDue(steps, takenNow, repeatEveryMs, dueAt, now);
  return {
    steps: called,
    escalation: {
      ...others,
      steps,
      taken: takenNow,
      ...(repeatEveryMs !== undefined && { repeatEveryMs }),
      ...(next !== undefined && { dueAt: next }),
    },
  };
}

/** The next planned step, or after the last one its repetition: never in the past, so that missed ones are not made up for. */
function nextDue(
  steps: readonly PlannedStep[],
  taken: number,
  repeatEveryMs: number | undefined,
  dueAt: EpochMs,
  now: EpochMs,
): EpochMs | undefined {
  if (taken < steps.length) return steps[taken]?.dueAt;
  if (repeatEveryMs === undefined) return undefined;
  const after = Math.max(dueAt, steps.at(-1)?.dueAt ?? dueAt) + repeatEveryMs;
  return after > now ? after : now + repeatEveryMs;
}

/** Further ahead than the end of any shelf. */
const furthestAheadMs = day;

/**
 * Whether it stands at times that cannot be yet: the clock was set back since, and waiting for it would call nobody for
 * as long. What waits for a rule says since when; the next step of what calls is never further ahead than the plan has
 * between two steps.
 */
export function isFromFuture(escalation: Escalation, now: EpochMs): boolean {
  const latest = now + clockToleranceMs;
  switch (escalation.kind) {
    case "to-plan":
      return (escalation.waitsSince ?? escalation.startedAt) > latest;
    case "calling":
      return escalation.startedAt > latest || (escalation.dueAt ?? now) > latest + longestWaitOf(escalation);
    case "awaiting":
      return escalation.answeredAt > latest;
    case "quiet":
      return (escalation.dueAt ?? now) > now + furthestAheadMs;
  }
}

function longestWaitOf({ steps, repeatEveryMs = 0 }: Extract<Escalation, { kind: "calling" }>): number {
  const waits = steps.map(({ afterMs }, index) => afterMs - (steps[index - 1]?.afterMs ?? 0));
  return Math.max(repeatEveryMs, ...waits);
}

/** An escalation of a time that cannot be yet, as of now: calls begin anew, and whoever is on the way has their time again. */
export function asOfNow(escalation: Escalation, now: EpochMs): Escalation {
  if (!isFromFuture(escalation, now)) return escalation;
  switch (escalation.kind) {
    case "to-plan":
    case "calling":
      return beginEscalation(escalation, now);
    case "awaiting":
      return answered(escalation, now);
    case "quiet":
      return quiet(escalation, now);
  }
}
