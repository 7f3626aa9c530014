import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertPriorities } from "../../domain/alerts/alert.ts";
import { defaultPolicy } from "../../domain/escalation/default-policy.ts";
import { type EscalationRule, holdsAt, nextRuleAt, ruleFor } from "../../domain/escalation/policy.ts";
import { faultsOf } from "../../domain/escalation/validate-policy.ts";
import { day, hour, midnightInShanghai, minute, second } from "../../domain/model/time.ts";

const carers = [{ kind: "on-duty", role: "carer" }] as const;
const high: EscalationRule = {
  priority: "high",
  steps: [{ afterMs: 0, call: carers }],
  repeatEveryMs: 3 * minute,
  onSiteWithinMs: 5 * minute,
};
const byDay = { from: 7 * 60, until: 22 * 60 };
const atNight = { from: 22 * 60, until: 7 * 60 };
const midnight = midnightInShanghai(Date.parse("2026-11-22T12:00:00+08:00"));
const at = (clock: string): number => Date.parse(`2026-11-22T${clock}:00+08:00`);

describe("a rule holds", () => {
  test.each([
    ["at its beginning", byDay, 7 * 60, true],
    ["a minute before it, not", byDay, 7 * 60 - 1, false],
    ["in its last minute", byDay, 22 * 60 - 1, true],
    ["at its end, not", byDay, 22 * 60, false],
    ["over midnight: in the evening", atNight, 22 * 60, true],
    ["over midnight: at midnight", atNight, 0, true],
    ["over midnight: until the morning", atNight, 7 * 60 - 1, true],
    ["over midnight: not by day", atNight, 12 * 60, false],
    ["always, when both ends are equal", { from: 60, until: 60 }, 59, true],
    ["always, without a time of day", undefined, 0, true],
  ])("%s", (_claim, daily, minuteOfDay, isSo) => {
    expect(holdsAt({ ...high, ...(daily !== undefined && { daily }) }, minuteOfDay)).toBe(isSo);
  });

  test("only for its priority and for what it is about, and the first one that fits", () => {
    const policy = {
      facilityId: "f",
      version: 1,
      rules: [
        { ...high, priority: "low", about: "device", repeatEveryMs: 1 },
        { ...high, priority: "low", about: "person", repeatEveryMs: 2 },
        { ...high, priority: "low", repeatEveryMs: 3 },
        { ...high, repeatEveryMs: 4 },
      ],
    } as const;
    const ruleOf = (priority: "low" | "high" | "medium", isTechnical: boolean) =>
      ruleFor(policy, { priority, isTechnical }, midnight)?.repeatEveryMs;
    expect([ruleOf("low", true), ruleOf("low", false), ruleOf("high", true), ruleOf("medium", false)]).toEqual([
      1,
      2,
      4,
      undefined,
    ]);
  });
});

describe("what waits for a rule", () => {
  const policy = { facilityId: "f", version: 1, rules: [{ ...high, priority: "low", daily: byDay } as const] };
  const low = { priority: "low", isTechnical: false } as const;
  test.each([
    ["waits for this morning", "02:10", at("07:00")],
    ["waits for the next morning in the evening", "22:00", at("07:00") + day],
  ])("%s", (_claim, clock, then) => {
    expect(ruleFor(policy, low, at(clock))).toBeUndefined();
    expect(nextRuleAt(policy, low, at(clock))).toBe(then);
    expect(ruleFor(policy, low, then)).toBeDefined();
  });

  test("waits for nothing when no rule is for it", () => {
    expect(nextRuleAt(policy, { priority: "medium", isTechnical: false }, midnight)).toBeUndefined();
  });
});

describe("a policy is refused", () => {
  test.each([
    ["when it has nothing for high", [{ ...high, priority: "low" }], [{ code: "high-calls-nobody", minuteOfDay: 0 }]],
    ["when high is left alone at night", [{ ...high, daily: byDay }], [{ code: "high-calls-nobody", minuteOfDay: 0 }]],
    [
      "when a single minute is left",
      [{ ...high, daily: { from: 601, until: 600 } }],
      [{ code: "high-calls-nobody", minuteOfDay: 600 }],
    ],
    [
      "when the only rule is about devices",
      [{ ...high, about: "device" }],
      [{ code: "high-calls-nobody", minuteOfDay: 0 }],
    ],
    [
      "when a step calls nobody",
      [{ ...high, steps: [{ afterMs: 0, call: [] }] }],
      [{ code: "high-calls-nobody", minuteOfDay: 0 }],
    ],
    [
      "when high calls late",
      [{ ...high, steps: [{ afterMs: minute + second, call: carers }] }],
      [{ code: "high-calls-late", rule: 0 }],
    ],
    [
      "when high falls silent for a day between two steps",
      [{ ...high, steps: [0, day].map((afterMs) => ({ afterMs, call: carers })) }],
      [{ code: "high-falls-silent", rule: 0, step: 1 }],
    ],
    [
      "when high falls silent a moment longer than it may between repetitions",
      [{ ...high, steps: [0, minute, 16 * minute + second].map((afterMs) => ({ afterMs, call: carers })) }],
      [{ code: "high-falls-silent", rule: 0, step: 2 }],
    ],
    ["when high gives up", [without("repeatEveryMs")], [{ code: "high-gives-up", rule: 0 }]],
    ["when high repeats seldom", [{ ...high, repeatEveryMs: hour }], [{ code: "high-gives-up", rule: 0 }]],
    ["when high is never opened again", [without("onSiteWithinMs")], [{ code: "high-never-reopens", rule: 0 }]],
    [
      "when steps are out of order",
      [{ ...high, steps: [0, 60, 60].map((after) => ({ afterMs: after * second, call: carers })) }],
      [{ code: "steps-out-of-order", rule: 0, step: 2 }],
    ],
    ["when a rule stands behind one that leaves it nothing", [high, high], [{ code: "never-holds", rule: 1 }]],
  ] as readonly (readonly [string, readonly EscalationRule[], unknown])[])("%s", (_claim, rules, faults) => {
    expect(faultsOf(rules)).toEqual(faults);
  });

  test("and taken when day and night are two rules, and technical ones have their own", () => {
    const rules: readonly EscalationRule[] = [
      { ...high, daily: byDay },
      { ...high, daily: atNight },
      { ...high, priority: "low", about: "device", daily: byDay },
      { ...high, priority: "low" },
    ];
    expect(faultsOf(rules)).toEqual([]);
  });

  test("not for what anybody can think of, if some rule calls high at every minute", () => {
    const daily = fc.option(
      fc.record({ from: fc.integer({ min: 0, max: 1439 }), until: fc.integer({ min: 0, max: 1439 }) }),
    );
    fc.assert(
      fc.property(fc.array(daily, { maxLength: 5 }), (windows) => {
        const rules = windows.map((window) => ({ ...high, ...(window !== null && { daily: window }) }));
        const isCovered = Array.from({ length: 1440 }, (_, n) => n).every((n) =>
          rules.some((rule) => holdsAt(rule, n)),
        );
        expect(faultsOf(rules).some(({ code }) => code === "high-calls-nobody")).toBe(!isCovered);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the default", () => {
  const policy = defaultPolicy("home-1");
  test("has no fault", () => {
    expect(faultsOf(policy.rules)).toEqual([]);
  });

  test("calls for what is high at 0 s, 60 s, 2, 5 and 10 min, then every 3 min, and awaits somebody within 5 min", () => {
    for (const clock of ["02:10", "12:00", "22:00", "06:59"]) {
      const rule = ruleFor(policy, { priority: "high", isTechnical: false }, at(clock));
      expect(rule?.steps.map(({ afterMs }) => afterMs / second)).toEqual([0, 60, 120, 300, 600]);
      expect(rule).toMatchObject({ repeatEveryMs: 3 * minute, onSiteWithinMs: 5 * minute });
    }
  });

  test("opens everything again that somebody acknowledged and went to not", () => {
    expect(policy.rules.map((rule) => rule.onSiteWithinMs ?? day).every((within) => within <= hour)).toBe(true);
  });

  test("wakes no manager and no doctor at night for what concerns a device", () => {
    const rule = ruleFor(policy, { priority: "medium", isTechnical: true }, at("02:10"));
    const called = rule?.steps.flatMap(({ call }) => call);
    expect(called?.every((callee) => callee.kind === "on-duty" && callee.role === "carer")).toBe(true);
  });

  test.each(alertPriorities.flatMap((priority) => [true, false].map((isTechnical) => ({ priority, isTechnical }))))(
    "calls somebody for $priority (technical: $isTechnical) at once by day",
    (concern) => {
      const rule = ruleFor(policy, concern, at("12:00"));
      expect(rule?.steps[0]?.afterMs).toBe(0);
    },
  );
});

function without(part: "repeatEveryMs" | "onSiteWithinMs"): EscalationRule {
  const { [part]: _, ...rest } = high;
  return rest;
}
