import { type EpochMs, minute } from "../model/time.ts";
import { defaultPolicy } from "./default-policy.ts";
import { type Concern, type EscalationPolicy, type EscalationRule, ruleFor } from "./policy.ts";

/** For priority high nobody is left uncalled for longer: before the first step, between two, and between repetitions. */
export const longestSilenceMs = 15 * minute;

/**
 * The rule by which an alert really calls at a time; undefined when nobody is to be called then. Whatever is stored, what
 * is high calls somebody, again and again: where its policy has no rule, or one that falls silent for longer than
 * {@link longestSilenceMs} (stored before that was refused), the default holds.
 */
export function ruleInForce(policy: EscalationPolicy, concern: Concern, at: EpochMs): EscalationRule | undefined {
  const rule = ruleFor(policy, concern, at);
  if (concern.priority !== "high" || (rule !== undefined && silentStepOf(rule) === undefined)) return rule;
  return ruleFor(defaultPolicy(policy.facilityId), concern, at);
}

/** The first step that calls somebody longer than {@link longestSilenceMs} after the one before it, or after the alert. */
export function silentStepOf({ steps }: EscalationRule): number | undefined {
  let calledAt = 0;
  for (const [index, { afterMs, call }] of steps.entries()) {
    if (call.length === 0) continue;
    if (afterMs - calledAt > longestSilenceMs) return index;
    calledAt = afterMs;
  }
  return undefined;
}
