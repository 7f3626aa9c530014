import { describe, expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import type { VitalLimit } from "../../domain/watch/plan.ts";
import { at, observation, Story } from "./watch-story.ts";

const noon = at("12:00");
const limit: VitalLimit = { low: 50, high: 120, delayMs: minute, hysteresis: 5, priority: "medium" };

function storyWith(changed: Partial<VitalLimit> = {}): Story {
  const story = new Story({ bed: "bed-sensor", spot: "spot-check-monitor" }, noon);
  story.plan = {
    limits: { "heart-rate": { ...limit, ...changed } },
    news2: { scored: false, spo2Scale: 1 },
    lowBatteryPercent: 20,
  };
  return story;
}

type Step = readonly [afterSeconds: number, value: number | undefined, told: string];
test.each<[claim: string, limit: Partial<VitalLimit>, steps: readonly Step[]]>([
  [
    "a value on the limit is inside",
    { delayMs: 0 },
    [
      [0, 120, ""],
      [10, 50, ""],
    ],
  ],
  ["without a delay the first value outside raises", { delayMs: 0 }, [[0, 121, "raised"]]],
  [
    "outside for less than the delay is nobody's business",
    {},
    [
      [0, 130, ""],
      [59, 130, ""],
      [60, 120, ""],
      [120, 120, ""],
    ],
  ],
  [
    "outside for exactly the delay raises",
    {},
    [
      [0, 130, ""],
      [60, 130, "raised"],
    ],
  ],
  [
    "the delay runs out without another reading while the value is live",
    {},
    [
      [0, 130, ""],
      [60, undefined, "raised"],
    ],
  ],
  [
    "a return inside starts the delay anew",
    {},
    [
      [0, 130, ""],
      [30, 100, ""],
      [40, 130, ""],
      [90, 130, ""],
      [100, 130, "raised"],
    ],
  ],
  [
    "above, then below, is outside without a break",
    {},
    [
      [0, 130, ""],
      [30, 40, ""],
      [60, 40, "raised"],
    ],
  ],
  [
    "inside, but not by the hysteresis, does not clear",
    { delayMs: 0 },
    [
      [0, 130, "raised"],
      [10, 116, ""],
      [20, 115, "cleared"],
    ],
  ],
  [
    "below, the hysteresis counts upwards",
    { delayMs: 0 },
    [
      [0, 40, "raised"],
      [10, 54, ""],
      [20, 55, "cleared"],
    ],
  ],
  [
    "the other limit while open is a change",
    { delayMs: 0 },
    [
      [0, 130, "raised"],
      [10, 40, "changed"],
    ],
  ],
  [
    "time alone never clears",
    { delayMs: 0 },
    [
      [0, 130, "raised"],
      [4 * 60, undefined, ""],
    ],
  ],
  [
    "priority high is told as cleared and waits",
    { delayMs: 0, priority: "high" },
    [
      [0, 130, "raised"],
      [10, 100, "cleared"],
      [20, 130, "reactivated"],
      [30, 130, ""],
    ],
  ],
])("%s", (_claim, changed, steps) => {
  const story = storyWith(changed);
  const told = steps.map(([afterSeconds, value]) => {
    const now = noon + afterSeconds * second;
    return value === undefined ? story.judge(now) : story.hear("heart-rate", value, now);
  });
  expect(told).toEqual(steps.map(([, , word]) => (word === "" ? [] : [`${word} heart-rate-limit`])));
});

test("a delay longer than a value is live does not run out on one reading", () => {
  const story = storyWith({ delayMs: 5 * minute });
  story.hear("heart-rate", 130, noon);
  expect(story.judge(noon + 5 * minute)).toEqual([]);
  expect(story.hear("heart-rate", 130, noon + 5 * minute)).toEqual(["raised heart-rate-limit"]);
});

test("after a gap in which the value was lost a pending excursion begins anew", () => {
  const story = storyWith({ delayMs: 20 * minute });
  story.hear("heart-rate", 130, noon);
  expect(story.hear("heart-rate", 130, noon + 16 * minute)).toEqual([]);
  expect(story.state.dueAt).toBeLessThanOrEqual(noon + 36 * minute);
  expect(story.hear("heart-rate", 130, noon + 21 * minute)).toEqual([]);
});

test("a normal value that is stale when it arrives clears nothing; the next live one does", () => {
  const story = storyWith({ delayMs: 0 });
  story.hear("heart-rate", 130, noon);
  expect(story.judge(noon + 4 * minute, observation("heart-rate", 80, noon + minute))).toEqual([]);
  expect(story.openKinds).toEqual(["heart-rate-limit"]);
  expect(story.hear("heart-rate", 80, noon + 4.5 * minute)).toEqual(["cleared heart-rate-limit"]);
});

test("the reason has the value, the limit and for how long", () => {
  const story = storyWith();
  story.hear("heart-rate", 130, noon);
  story.hear("heart-rate", 133, noon + minute);
  expect(story.last?.raised).toEqual([
    {
      kind: "heart-rate-limit",
      alertId: "alert-1",
      priority: "medium",
      reason: { code: "above-limit", observation: "heart-rate", value: 133, limit: 120, forMs: minute },
      inputs: [{ code: "heart-rate", value: 133, at: noon + minute, deviceId: "bed" }],
    },
  ]);
});

test("a limit that a clinician switches off ends its alert", () => {
  const story = storyWith({ delayMs: 0 });
  story.hear("heart-rate", 130, noon);
  story.plan = { ...story.plan, limits: {} };
  expect(story.judge(noon + second)).toEqual(["cleared heart-rate-limit"]);
});

describe("after a change of the limit", () => {
  /** A heart rate that has left the lateness window behind other readings. */
  function settledAt(value: number): Story {
    const story = storyWith();
    story.hear("heart-rate", value, noon);
    story.hear("bed-occupancy", true, noon + 90 * second);
    expect(story.state.recent).toHaveLength(1);
    return story;
  }

  function limitTo(story: Story, changed: Partial<VitalLimit>, now: number): readonly string[] {
    story.plan = { ...story.plan, limits: { "heart-rate": { ...limit, ...changed } } };
    return story.judge(now);
  }

  test("a narrower one raises once its delay is over, and the next reading does not begin anew", () => {
    const story = settledAt(112);
    expect(limitTo(story, { high: 110 }, noon + 95 * second)).toEqual(["raised heart-rate-limit"]);
    expect(story.hear("heart-rate", 112, noon + 100 * second)).toEqual([]);
    expect(story.hear("heart-rate", 105, noon + 110 * second)).toEqual(["cleared heart-rate-limit"]);
  });

  test("a narrower one is due when its delay is over", () => {
    const story = settledAt(112);
    expect(limitTo(story, { high: 110, delayMs: 110 * second }, noon + 95 * second)).toEqual([]);
    expect(story.state.dueAt).toBe(noon + 110 * second);
    expect(story.judge(noon + 110 * second)).toEqual(["raised heart-rate-limit"]);
  });

  test("a wider one clears at once what it no longer covers, and never says that 130 is above 140", () => {
    const story = settledAt(130);
    expect(story.openKinds).toEqual(["heart-rate-limit"]);
    expect(limitTo(story, { high: 140 }, noon + 95 * second)).toEqual(["cleared heart-rate-limit"]);
  });

  test("a value that was live no more when the limit changed raises nothing", () => {
    const story = settledAt(112);
    expect(limitTo(story, { high: 110, delayMs: 0 }, noon + 3 * minute)).toEqual([]);
  });
});

test("a single spot check outside raises when its delay is over", () => {
  const story = new Story({ spot: "spot-check-monitor" }, noon);
  expect(story.hear("body-temperature", 39.4, noon, "spot")).toEqual([]);
  expect(story.state.dueAt).toBe(noon + minute);
  expect(story.judge(noon + minute)).toEqual(["raised body-temperature-limit"]);
});
