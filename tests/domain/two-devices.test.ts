import { describe, expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import type { VitalLimit } from "../../domain/watch/plan.ts";
import { watchToJson } from "../../stores/watch-json.ts";
import { at, observation, Story } from "./watch-story.ts";

const noon = at("12:00");
const limit: VitalLimit = { low: 50, high: 120, delayMs: minute, hysteresis: 5, priority: "medium" };

function storyWith(changed: Partial<VitalLimit> = {}): Story {
  const story = new Story({ bed: "bed-sensor", band: "wristband", radar: "radar" }, noon);
  const limits = { "heart-rate": { ...limit, ...changed } };
  story.plan = { limits, news2: { scored: false, spo2Scale: 1 }, lowBatteryPercent: 20 };
  return story;
}

type Step = readonly [afterSeconds: number, deviceId: "bed" | "band", value: number | undefined, told: string];
test.each<[claim: string, limit: Partial<VitalLimit>, steps: readonly Step[]]>([
  [
    "a device inside its limits does not hide another that is outside",
    {},
    [
      [0, "bed", 170, ""],
      [5, "band", 72, ""],
      [30, "bed", 170, ""],
      [35, "band", 72, ""],
      [60, "bed", 170, "raised"],
      [65, "band", 72, ""],
    ],
  ],
  [
    "its own value ends it",
    { delayMs: 0 },
    [
      [0, "bed", 170, "raised"],
      [5, "band", 72, ""],
      [10, "bed", 116, ""],
      [20, "bed", 115, "cleared"],
    ],
  ],
  [
    "two short excursions of two devices are not one long one",
    {},
    [
      [0, "bed", 170, ""],
      [40, "bed", 80, ""],
      [41, "band", 170, ""],
      [80, "band", 80, ""],
    ],
  ],
  [
    "one alert for two devices, told again only when the side changes",
    { delayMs: 0 },
    [
      [0, "bed", 170, "raised"],
      [5, "band", 40, ""],
      [10, "bed", 170, ""],
      [15, "bed", 100, "changed"],
      [20, "band", 100, "cleared"],
    ],
  ],
  [
    "a device that died outside is believed until its value is lost, and not after",
    { delayMs: 0 },
    [
      [0, "bed", 170, "raised"],
      [14 * 60, "band", 72, ""],
      [15 * 60, "band", 72, ""],
      [15 * 60 + 1, "band", 72, "cleared"],
      [15 * 60 + 60, "band", 72, ""],
      [20 * 60, "bed", 72, ""],
    ],
  ],
  [
    "a value that is inside, but not by the hysteresis, does not answer for the dead device",
    { delayMs: 0 },
    [
      [0, "bed", 170, "raised"],
      [16 * 60, "band", 118, ""],
      [17 * 60, "band", 115, "cleared"],
    ],
  ],
])("%s", (_claim, changed, steps) => {
  const story = storyWith(changed);
  const told = steps.map(([afterSeconds, deviceId, value]) => {
    const now = noon + afterSeconds * second;
    const words = value === undefined ? story.judge(now) : story.hear("heart-rate", value, now, deviceId);
    return words.filter((word) => word.endsWith("heart-rate-limit"));
  });
  expect(told).toEqual(steps.map(([, , , word]) => (word === "" ? [] : [`${word} heart-rate-limit`])));
});

describe("a device taken off the watch while it was outside", () => {
  function takenOff(): Story {
    const story = storyWith({ delayMs: 0 });
    story.hear("heart-rate", 170, noon, "band");
    story.remove("band");
    return story;
  }

  test("clears nothing by going, and comes back to nobody once a person closed it", () => {
    const story = takenOff();
    expect(story.judge(noon + second)).toEqual([]);
    expect(story.openKinds).toEqual(["heart-rate-limit"]);
    story.resolve("heart-rate-limit", noon + minute);
    expect(story.judge(noon + 20 * minute).filter((word) => word.includes("heart-rate"))).toEqual([]);
  });

  test("is answered for by another device after a while", () => {
    const story = takenOff();
    expect(story.hear("heart-rate", 72, noon + minute)).toEqual([]);
    expect(story.hear("heart-rate", 72, noon + 16 * minute)).toContain("cleared heart-rate-limit");
  });
});

test("a device that sends by the batch is judged though another one's newer values have been", () => {
  const story = storyWith();
  for (let seconds = 0; seconds <= 300; seconds += 10) story.hear("heart-rate", 72, noon + seconds * second, "band");
  const batch = [0, 60, 120, 180].map((seconds) => observation("heart-rate", 170, noon + seconds * second));
  expect(story.judge(noon + 301 * second, ...batch)).toEqual(["raised heart-rate-limit"]);
  expect(story.last?.refused).toEqual([]);
  expect(story.judge(noon + 302 * second, ...batch)).toEqual([]);
  expect(story.last?.refused.every(({ because }) => because !== "in-the-future")).toBe(true);
  expect(story.last?.refused).toHaveLength(4);
});

test("a watch on three devices inside their limits stays small", () => {
  const story = storyWith();
  for (let seconds = 0; seconds <= 300; seconds += 10) {
    const now = noon + seconds * second;
    for (const deviceId of ["bed", "band", "radar"]) story.hear("heart-rate", 72, now, deviceId);
  }
  story.judge(noon + 300 * second);
  expect(story.state.settled.excursions).toBeUndefined();
  expect(JSON.stringify(story.state.settled).length).toBeLessThan(300);
  expect(watchToJson(story.state).length).toBeLessThan(1500);
});
