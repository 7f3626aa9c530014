import { describe, expect, test } from "vitest";
import { escalationView } from "../../contracts/escalation-view.ts";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { Escalation, PlannedStep } from "../../domain/escalation/plan.ts";
import { alertWords } from "../../web/inbox/alert-words.ts";
import { calledText } from "../../web/inbox/escalation-line.tsx";
import { draftAlert, fallDraft, iso } from "./fixture/county.ts";

const now = Date.UTC(2026, 10, 22, 4);
const fall = draftAlert({ id: "wang", facilityId: "sunshine" }, fallDraft, now);
const none = { roles: [], persons: 0, channels: 0 };

interface Told {
  readonly step: number;
  readonly people: string[];
  readonly channels: string[];
  readonly more?: number;
}

const told = (step: number, people: readonly string[], channels: readonly string[] = [], more?: number): Told => ({
  step,
  people: [...people],
  channels: [...channels],
  ...(more !== undefined && { more }),
});

function tellingOf(taken: number, ...calls: readonly Told[]): AlertView {
  return {
    ...fall,
    escalation: { state: "calling", round: 1, taken, called: none },
    timeline: [
      { at: iso(now), what: "raised" },
      ...calls.map((called) => ({ at: iso(now), what: "called" as const, called })),
    ],
  };
}

describe("what a card says of those who were called", () => {
  test.each<[string, AlertView, string]>([
    ["nothing before the first step", tellingOf(0), ""],
    ["nothing of calls that an older timeline does not tell", tellingOf(2), ""],
    ["whom by name", tellingOf(1, told(1, ["李秀梅"], ["护理群"])), "已呼叫李秀梅、护理群"],
    [
      "each once, over the steps of a round",
      tellingOf(2, told(1, ["李秀梅"]), told(2, ["李秀梅", "陈静"])),
      "已呼叫李秀梅、陈静",
    ],
    ["that nobody could be", tellingOf(1, told(1, [])), "没有呼叫到任何人"],
    [
      "only of the present round",
      tellingOf(1, told(1, ["李秀梅"]), told(2, ["陈静"]), told(1, [])),
      "没有呼叫到任何人",
    ],
    ["how many more", tellingOf(1, told(1, ["甲", "乙", "丙", "丁"], [], 8)), "已呼叫甲、乙、丙等，另有 9 个"],
  ])("%s", (_claim, alert, text) => {
    expect(calledText(alert, alertWords.zh)).toBe(text);
  });
});

describe("what the service says of those who were called", () => {
  const step: PlannedStep = {
    afterMs: 0,
    dueAt: now,
    call: [{ kind: "on-duty", role: "carer" }, { kind: "all-channels" }],
  };
  const calling: Escalation = { kind: "calling", round: 1, startedAt: now, steps: [step, step], taken: 1, dueAt: now };

  test("counts who was called and not what the policy names", () => {
    const { called } = escalationView({ timeline: [{ at: now, what: "called", called: told(1, []) }] }, calling);
    expect(called).toEqual(none);
    const { called: two } = escalationView(
      { timeline: [{ at: now, what: "called", called: told(1, ["李秀梅"], ["护理群"]) }] },
      calling,
    );
    expect(two).toEqual({ roles: [], persons: 1, channels: 1 });
  });

  test("promises no group where a step calls whichever there are", () => {
    expect(escalationView({ timeline: [] }, calling).next).toEqual({ roles: ["carer"], persons: 0, channels: 0 });
  });
});
