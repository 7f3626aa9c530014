import { expect, test } from "vitest";
import type { EscalationRuleView } from "../../contracts/http/escalation.ts";
import { minutesOfStep } from "../../web/referral/step-minutes.ts";

function rule(minutes: readonly number[], change: Partial<EscalationRuleView> = {}): EscalationRuleView {
  const steps = minutes.map((after) => ({ afterSeconds: after * 60, call: [] }));
  return { priority: "high", steps, ...change } as EscalationRuleView;
}

const byDefault = rule([0, 1, 2, 5], { repeatEverySeconds: 300 });

test.each<[string, readonly EscalationRuleView[], number, readonly number[]]>([
  ["the first step is taken at once", [byDefault], 1, [0]],
  ["each at its time", [byDefault], 4, [5]],
  ["those behind the last at its distance", [byDefault], 6, [15]],
  ["never where nothing is repeated", [rule([0, 1])], 3, []],
  [
    "by day and by night otherwise",
    [rule([0, 8], { daily: { from: "08:00", until: "20:00" } }), rule([0, 3])],
    2,
    [3, 8],
  ],
  [
    "what is about devices, or less urgent, calls no hospital",
    [rule([0, 9], { about: "device" }), rule([0, 9], { priority: "medium" }), rule([0, 1])],
    2,
    [1],
  ],
  ["nothing is known of no rules", [], 2, []],
])("%s", (_claim, rules, step, minutes) => {
  expect(minutesOfStep(rules, step)).toEqual(minutes);
});
