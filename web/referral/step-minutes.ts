import type { EscalationRuleView } from "../../contracts/http/escalation.ts";

/**
 * After how many minutes a step of the calls for an emergency is taken, by each rule of a house that calls for one: one
 * where it is the same at every hour, else the soonest first. A rule that ends before that step says nothing.
 */
export function minutesOfStep(rules: readonly EscalationRuleView[], step: number): readonly number[] {
  const all = rules
    .filter(({ priority, about }) => priority === "high" && about !== "device")
    .flatMap(({ steps, repeatEverySeconds }) => {
      const known = steps[step - 1] ?? steps.at(-1);
      if (known === undefined) return [];
      const repeats = Math.max(0, step - steps.length);
      if (repeats > 0 && repeatEverySeconds === undefined) return [];
      return [(known.afterSeconds + repeats * (repeatEverySeconds ?? 0)) / 60];
    });
  return [...new Set(all)].toSorted((a, b) => a - b);
}
