import { day, type EpochMs, hour, midnightInShanghai, minute } from "../model/time.ts";
import { type Concern, type EscalationPolicy, isAbout, nextRuleAt } from "./policy.ts";
import { ruleInForce } from "./rule-in-force.ts";

/** How long an alert about a person may wait for a rule before its call chain warns. */
export const longestWaitMs = hour;

/** When alerts that are raised wait for a rule. */
export interface Wait {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/**
 * The first wait within a day from `at` that is longer than {@link longestWaitMs}; undefined too when no rule ever holds. By
 * day as by night: whoever looks at noon hears what the night would be like.
 */
export function uncoveredWait(policy: EscalationPolicy, concern: Concern, at: EpochMs): Wait | undefined {
  const waits = [at, ...endsOfRules(policy, concern, at)].flatMap((from): readonly Wait[] => {
    if (ruleInForce(policy, concern, from) !== undefined) return [];
    const until = nextRuleAt(policy, concern, from);
    return until !== undefined && until - from > longestWaitMs ? [{ from, until }] : [];
  });
  return waits.sort((a, b) => a.from - b.from)[0];
}

function endsOfRules({ rules }: EscalationPolicy, concern: Concern, at: EpochMs): readonly EpochMs[] {
  return rules.flatMap((rule) => {
    if (rule.daily === undefined || !isAbout(rule, concern)) return [];
    const today = midnightInShanghai(at) + rule.daily.until * minute;
    return [today > at ? today : today + day];
  });
}
