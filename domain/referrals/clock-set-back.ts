import { clockToleranceMs, type EpochMs } from "../model/time.ts";
import { type DeadlinesOf, dueAtOf } from "./deadlines.ts";
import { type Referral, stageOf } from "./referral.ts";
import type { ReferralStep } from "./step.ts";

/**
 * Whether an open case stands in a stage that began at a time that cannot be yet: the clock was set back since, and nobody would
 * be late for as long.
 */
export function isFromFuture(
  referral: Pick<Referral, "stages" | "state" | "requestedAt" | "closedAt">,
  now: EpochMs,
): boolean {
  const { at, dueAt } = stageOf(referral);
  return referral.closedAt === undefined && dueAt !== undefined && at > now + clockToleranceMs;
}

/** The stage begins now, and has the whole of its time; an expected time that somebody said stays as it was said. */
export function asOfNow(
  referral: Referral,
  now: EpochMs,
  ownOf: DeadlinesOf,
): { readonly referral: Referral; readonly step: ReferralStep } {
  const { id, state, stages } = referral;
  const version = referral.version + 1;
  const dueAt = dueAtOf(referral, state, now, ownOf);
  const before = stages
    .slice(0, -1)
    .map((stage) => ({ ...stage, ...((stage.leftAt ?? now) > now && { leftAt: now }) }));
  const stage = { state, at: now, ...(dueAt !== undefined && { dueAt }) };
  return {
    referral: { ...referral, stages: [...before, stage], version },
    step: { referralId: id, version, at: now, what: "clock-set-back", from: state, to: state },
  };
}
