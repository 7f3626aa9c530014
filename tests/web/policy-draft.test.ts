import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escalationRule } from "../../contracts/http/escalation.ts";
import { draftOf, minutesText, rulesOf, secondsOf, unreadableIn } from "../../web/duty/policy-draft.ts";

const rule = escalationRule.parse({
  priority: "high",
  about: "person",
  daily: { from: "22:00", until: "07:00" },
  steps: [
    { afterSeconds: 0, call: [{ kind: "on-duty", role: "carer" }] },
    { afterSeconds: 90, call: [{ kind: "all-channels" }], channels: ["sms"] },
  ],
  repeatEverySeconds: 180,
  onSiteWithinSeconds: 300,
});
const bare = escalationRule.parse({
  priority: "low",
  steps: [{ afterSeconds: 0, call: [{ kind: "on-duty", role: "nurse" }] }],
});

describe("an escalation policy in its editor", () => {
  test("comes out as it went in when nothing is changed", () => {
    expect(rulesOf(draftOf([rule, bare]))).toEqual([rule, bare]);
  });

  test.each([
    ["5", 300],
    ["0.5", 30],
    [" 1.25 ", 75],
    ["0", 0],
    ["", undefined],
    ["-1", undefined],
    ["很快", undefined],
    ["1e3", undefined],
    ["1,5", undefined],
  ])("minutes %j are %s seconds", (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  test("whole seconds survive being shown as minutes to a hundredth, as far as a hundredth reaches", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (seconds) => {
        expect(Math.abs((secondsOf(minutesText(seconds)) ?? -1) - seconds)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("what cannot be read is named by its place in the request", () => {
    const [first, second] = draftOf([rule, bare]);
    if (first === undefined || second === undefined) throw new Error("no drafts");
    const [step] = second.steps;
    if (step === undefined) throw new Error("no step");
    expect(
      unreadableIn([
        { ...first, from: "", repeatMinutes: "x" },
        { ...second, until: "07:00", from: "", steps: [{ ...step, afterMinutes: "" }], onSiteMinutes: "?" },
      ]),
    ).toEqual([
      "/rules/0/daily/from",
      "/rules/0/repeatEverySeconds",
      "/rules/1/daily/from",
      "/rules/1/steps/0/afterSeconds",
      "/rules/1/onSiteWithinSeconds",
    ]);
  });
});
