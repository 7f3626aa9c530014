import { describe, expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import type { VitalLimit } from "../../domain/watch/plan.ts";
import { at, Story } from "./watch-story.ts";

const noon = at("12:00");
const limit: VitalLimit = { high: 120, delayMs: 0, hysteresis: 5, priority: "medium" };

/** An open heart-rate alert; the sensor speaks once a minute. */
function tooFast(priority: VitalLimit["priority"] = "medium"): Story {
  const story = new Story({ bed: "bed-sensor" }, noon);
  story.plan = {
    limits: { "heart-rate": { ...limit, priority } },
    news2: { scored: false, spo2Scale: 1 },
    lowBatteryPercent: 20,
  };
  story.hear("heart-rate", 130, noon);
  return story;
}

function toldUntil(story: Story, lastMinute: number, rate = 130): readonly string[] {
  const told: string[] = [];
  for (let minutes = 1; minutes <= lastMinute; minutes++)
    told.push(...story.hear("heart-rate", rate, noon + minutes * minute).map((word) => `${minutes} ${word}`));
  return told;
}

describe("a person closes an alert although it lasts", () => {
  test("it is raised anew, as another alert, a quarter of an hour later and not before", () => {
    const story = tooFast();
    story.resolve("heart-rate-limit", noon);
    expect(toldUntil(story, 20)).toEqual(["15 raised heart-rate-limit"]);
    expect(story.state.open["heart-rate-limit"]).toMatchObject({ alertId: "alert-2", raisedAt: noon + 15 * minute });
  });

  test("the watch is due then", () => {
    const story = tooFast();
    story.state = { ...story.state, dueAt: noon + 10 * 60 * minute };
    story.resolve("heart-rate-limit", noon);
    expect(story.state.dueAt).toBe(noon + 15 * minute);
  });

  test("a technical one waits an hour", () => {
    const story = new Story({ bed: "bed-sensor" }, noon);
    story.judge(noon + 6 * minute);
    story.resolve("device-silent", noon + 6 * minute);
    expect(story.judge(noon + 66 * minute - 1)).toEqual([]);
    expect(story.judge(noon + 66 * minute)).toEqual(["raised device-silent"]);
  });

  test("what gets worse meanwhile is raised at once", () => {
    const story = tooFast();
    story.resolve("heart-rate-limit", noon);
    story.plan = { ...story.plan, limits: { "heart-rate": { ...limit, priority: "high" } } };
    expect(story.hear("heart-rate", 130, noon + minute)).toEqual(["raised heart-rate-limit"]);
  });

  test("if it ends, the next one is raised without waiting", () => {
    const story = tooFast();
    story.resolve("heart-rate-limit", noon);
    expect(story.hear("heart-rate", 80, noon + minute)).toEqual([]);
    expect(story.openKinds).toEqual([]);
    expect(story.hear("heart-rate", 130, noon + 2 * minute)).toEqual(["raised heart-rate-limit"]);
  });

  test("stale data does not count as its end", () => {
    const story = tooFast();
    story.resolve("heart-rate-limit", noon);
    story.judge(noon + 4 * minute);
    expect(story.openKinds).toEqual(["heart-rate-limit"]);
  });

  test("resolving twice, or what is not open, changes nothing", () => {
    const story = tooFast();
    story.resolve("heart-rate-limit", noon);
    const before = story.state;
    story.resolve("heart-rate-limit", noon + minute);
    story.resolve("fall", noon + minute);
    expect(story.state).toBe(before);
  });
});

describe("a high alert whose condition is over", () => {
  test("stays, is active again on the same alert, and ends with the person", () => {
    const story = tooFast("high");
    expect(story.hear("heart-rate", 100, noon + second)).toEqual(["cleared heart-rate-limit"]);
    expect(story.state.open["heart-rate-limit"]?.clearedAt).toBe(noon + second);
    expect(story.hear("heart-rate", 130, noon + minute)).toEqual(["reactivated heart-rate-limit"]);
    expect(story.state.open["heart-rate-limit"]).not.toHaveProperty("clearedAt");
    story.hear("heart-rate", 100, noon + 2 * minute);
    story.resolve("heart-rate-limit", noon + 3 * minute);
    expect(story.openKinds).toEqual([]);
    expect(story.hear("heart-rate", 130, noon + 4 * minute)).toEqual(["raised heart-rate-limit"]);
  });
});
