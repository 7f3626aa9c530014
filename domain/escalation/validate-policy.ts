import { alertPriorities } from "../alerts/alert.ts";
import { day, hour, minute } from "../model/time.ts";
import { type EscalationRule, holdsAt, isAbout } from "./policy.ts";
import { longestSilenceMs, silentStepOf } from "./rule-in-force.ts";

/** How much a policy may hold, and how long anything in it may take. */
export const policyBounds = {
  rules: 24,
  steps: 12,
  callees: 24,
  longestMs: day,
  shortestRepeatMs: minute,
  /** Of alerts of priority high: the first call, between steps and repetitions, and until somebody must be there. */
  high: { firstWithinMs: minute, repeatWithinMs: longestSilenceMs, onSiteWithinMs: hour },
} as const;

/** What is wrong with a policy, and where; `steps` and `rules` count from 0. */
export type PolicyFault =
  /** Alerts of priority high would call nobody at that minute of the day. */
  | { readonly code: "high-calls-nobody"; readonly minuteOfDay: number }
  | { readonly code: "high-calls-late"; readonly rule: number }
  | { readonly code: "high-gives-up"; readonly rule: number }
  /** Nobody is called for too long before that step. */
  | { readonly code: "high-falls-silent"; readonly rule: number; readonly step: number }
  | { readonly code: "high-never-reopens"; readonly rule: number }
  | { readonly code: "steps-out-of-order"; readonly rule: number; readonly step: number }
  /** Rules before it hold whenever it would. */
  | { readonly code: "never-holds"; readonly rule: number };

/**
 * What a policy must not do. For alerts of priority high, day and night: somebody is called within a minute, others or
 * they again at bounded distances until they answer, and when nobody arrives it begins anew (targets of reference 7.4). Steps are in order of time, and
 * no rule stands behind others that leave it nothing.
 */
export function faultsOf(rules: readonly EscalationRule[]): readonly PolicyFault[] {
  const faults: PolicyFault[] = [];
  const uncovered = minutes.find((at) => !rules.some((rule) => isForHigh(rule) && holdsAt(rule, at)));
  if (uncovered !== undefined) faults.push({ code: "high-calls-nobody", minuteOfDay: uncovered });
  for (const [index, rule] of rules.entries()) {
    faults.push(...faultsOfRule(rule, index));
    if (!isEverUsed(rules, index)) faults.push({ code: "never-holds", rule: index });
  }
  return faults;
}

const minutes = Array.from({ length: 24 * 60 }, (_, at) => at);
const person = { priority: "high", isTechnical: false } as const;

function isForHigh(rule: EscalationRule): boolean {
  return isAbout(rule, person) && rule.steps.some(({ call }) => call.length > 0);
}

function faultsOfRule({ priority, steps, repeatEveryMs, onSiteWithinMs }: EscalationRule, rule: number): PolicyFault[] {
  const faults: PolicyFault[] = [];
  const disordered = steps.findIndex(({ afterMs }, step) => step > 0 && afterMs <= (steps[step - 1]?.afterMs ?? 0));
  if (disordered > 0) faults.push({ code: "steps-out-of-order", rule, step: disordered });
  if (priority !== "high") return faults;
  const { firstWithinMs, repeatWithinMs, onSiteWithinMs: longestWay } = policyBounds.high;
  if ((steps[0]?.afterMs ?? Number.POSITIVE_INFINITY) > firstWithinMs) faults.push({ code: "high-calls-late", rule });
  const silent = silentStepOf({ priority, steps });
  if (silent !== undefined && silent > 0) faults.push({ code: "high-falls-silent", rule, step: silent });
  if ((repeatEveryMs ?? Number.POSITIVE_INFINITY) > repeatWithinMs) faults.push({ code: "high-gives-up", rule });
  if ((onSiteWithinMs ?? Number.POSITIVE_INFINITY) > longestWay) faults.push({ code: "high-never-reopens", rule });
  return faults;
}

/** Whether there is an alert and a minute for which this rule is the first that fits. */
function isEverUsed(rules: readonly EscalationRule[], index: number): boolean {
  const rule = rules[index] as EscalationRule;
  const before = rules.slice(0, index);
  return alertPriorities.some((priority) =>
    [true, false].some((isTechnical) => {
      const concern = { priority, isTechnical };
      if (!isAbout(rule, concern)) return false;
      const ahead = before.filter((other) => isAbout(other, concern));
      return minutes.some((at) => holdsAt(rule, at) && !ahead.some((other) => holdsAt(other, at)));
    }),
  );
}
