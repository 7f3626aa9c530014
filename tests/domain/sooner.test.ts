import { expect, test } from "vitest";
import type { Escalation } from "../../domain/escalation/plan.ts";
import { nextStepAt } from "../../domain/escalation/sooner.ts";
import { minute, second } from "../../domain/model/time.ts";

const now = Date.parse("2026-11-22T02:10:00+08:00");
const steps = [0, 2 * minute, 5 * minute].map((afterMs) => ({ afterMs, call: [], dueAt: now + afterMs }));
const calling = { kind: "calling", round: 1, startedAt: now, steps, taken: 1, dueAt: now + 2 * minute } as const;
const soon = now + 5 * second;

test("the next step is due then, and those after it keep their times", () => {
  const next = nextStepAt(calling, soon);
  expect(next).toMatchObject({ taken: 1, dueAt: soon });
  expect(next.kind === "calling" && next.steps.map(({ dueAt }) => dueAt)).toEqual([now, soon, now + 5 * minute]);
});

test.each<readonly [string, Escalation]>([
  ["of a step whose calls are only partly written", { ...calling, partly: { at: now, upTo: "a" } }],
  ["that is due by then anyway", { ...calling, dueAt: soon }],
  ["where none is planned any more", { ...calling, taken: 3 }],
  ["where nothing is due", { kind: "calling", round: 1, startedAt: now, steps, taken: 1 }],
  ["of what somebody answered", { kind: "awaiting", round: 1, answeredAt: now, dueAt: now + 5 * minute }],
  ["of what is quiet", { kind: "quiet", round: 1 }],
  ["of what is not planned yet", { kind: "to-plan", round: 1, startedAt: now, dueAt: now + minute }],
])("nothing is brought forward %s", (_claim, escalation) => {
  expect(nextStepAt(escalation, soon)).toBe(escalation);
});
