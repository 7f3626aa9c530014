import { clockToleranceMs, day, type EpochMs, minute } from "../model/time.ts";
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
  /** Somebody is on the way; at `dueAt` they should be there. Without `onSiteWithinMs` nobody has read the policy yet. */
  | {
      readonly kind: "awaiting";
      readonly round: number;
      readonly answeredAt: EpochMs;
      readonly onSiteWithinMs?: number;
      readonly dueAt?: EpochMs;
    }
  /** Somebody is there, it is resolved, or it is shelved until `dueAt`. */
  | { readonly kind: "quiet"; readonly round: number; readonly dueAt?: EpochMs };

/** On site within 5 min is the target (reference 7.4, to be confirmed by a clinician); for an answer that came before any plan. */
export const defaultOnSiteWithinMs = 5 * minute;

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
 * `onSiteWithinMs` stays absent and the policy is asked after {@link defaultOnSiteWithinMs}.
 */
export function answered(escalation: Escalation | undefined, now: EpochMs): Escalation {
  const round = escalation?.round ?? 0;
  if (escalation?.kind === "calling" || (escalation?.kind === "awaiting" && escalation.onSiteWithinMs !== undefined)) {
    const { onSiteWithinMs } = escalation;
    if (onSiteWithinMs === undefined) return { kind: "awaiting", round, answeredAt: now };
    return { kind: "awaiting", round, answeredAt: now, onSiteWithinMs, dueAt: now + onSiteWithinMs };
  }
  return { kind: "awaiting", round, answeredAt: now, dueAt: now + defaultOnSiteWithinMs };
}

/** An answer that came before any plan, with the time that the policy gives to be there; any other comes back as it is. */
export function awaitedByPolicy(escalation: Escalation, policy: EscalationPolicy, concern: Concern): Escalation {
  if (escalation.kind !== "awaiting" || escalation.onSiteWithinMs !== undefined || escalation.dueAt === undefined) {
    return escalation;
  }
  const { round, answeredAt } = escalation;
  const onSiteWithinMs = ruleFor(policy, concern, answeredAt)?.onSiteWithinMs;
  if (onSiteWithinMs === undefined) return { kind: "awaiting", round, answeredAt };
  return { kind: "awaiting", round, answeredAt, onSiteWithinMs, dueAt: answeredAt + onSiteWithinMs };
}

/** Calls nobody: somebody is there, it is over, or it is shelved; then it comes due again at `until`. */
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
  const { repeatEveryMs, onSiteWithinMs } = rule;
  const steps = rule.steps.map((step) => ({ ...step, dueAt: startedAt + step.afterMs }));
  return {
    kind: "calling",
    round,
    startedAt,
    steps,
    taken: 0,
    ...(repeatEveryMs !== undefined && { repeatEveryMs }),
    ...(onSiteWithinMs !== undefined && { onSiteWithinMs }),
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
