import { describe, expect, test } from "vitest";
import { freshnessOf } from "../../domain/model/freshness.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import { isFromFuture } from "../../domain/watch/clock-set-back.ts";
import { latestValues, monitoringOf } from "../../domain/watch/monitoring.ts";
import { at, observation, Story } from "./watch-story.ts";

const noon = at("12:00");
const jumps = [10 * minute, hour, 24 * hour];

/** Watched for a while, then the clock of the machine goes back: from here on it is `after`. */
function setBack(by: number, value = 72): { readonly story: Story; readonly after: number } {
  const story = new Story({ bed: "bed-sensor", band: "wristband" }, noon - hour);
  for (let seconds = 0; seconds <= 600; seconds += 30) {
    const now = noon + seconds * second;
    story.judge(now, observation("heart-rate", value, now), observation("steps", 5, now, "band"));
    story.judge(now, observation("bed-occupancy", true, now));
  }
  return { story, after: noon + 600 * second - by };
}

describe.each(jumps)("the clock set back by %i ms", (jump) => {
  test("delays no alert: a rate outside its limit is told after the normal delay", () => {
    const { story, after } = setBack(jump);
    const told = [0, 30, 60].flatMap((seconds) => story.hear("heart-rate", 170, after + seconds * second));
    expect(told).toEqual(["raised news2", "raised heart-rate-limit"]);
  });

  test("shows no frozen value as the present", () => {
    const { story, after } = setBack(jump);
    expect(freshnessOf("heart-rate", latestValues(story.state).latest["heart-rate"]?.at ?? 0, after)).not.toBe("live");
    story.hear("heart-rate", 88, after);
    expect(latestValues(story.state).latest["heart-rate"]).toMatchObject({ value: 88, at: after });
    story.hear("heart-rate", 91, after + 5 * minute);
    expect(latestValues(story.state).latest["heart-rate"]?.value).toBe(91);
  });

  test("leaves nobody monitored by devices that fell silent with it", () => {
    const { story, after } = setBack(jump);
    expect(isFromFuture(story.state, after)).toBe(true);
    expect(monitoringOf(story.state, after).state).toBe("unmonitored");
    story.judge(after);
    expect(isFromFuture(story.state, after)).toBe(false);
    expect(story.state.dueAt).toBeLessThanOrEqual(after + 5 * minute + 1);
    expect(story.judge(after + 10 * minute + 1)).toContain("raised device-silent");
  });

  test("ends nothing that is open, and what a person closed comes back in its time", () => {
    const { story, after } = setBack(jump, 170);
    expect(story.openKinds).toContain("heart-rate-limit");
    story.resolve("heart-rate-limit", noon + 600 * second);
    expect(story.judge(after)).toEqual([]);
    expect(story.openKinds).toContain("heart-rate-limit");
    const told = Array.from({ length: 31 }, (_, step) => step * 30).flatMap((seconds) =>
      story.hear("heart-rate", 170, after + seconds * second),
    );
    expect(told).toContain("raised heart-rate-limit");
    expect(story.hear("heart-rate", 80, after + 16 * minute)).toContain("cleared heart-rate-limit");
  });
});

test("a watch that remembers nothing from later comes back as it is, device clocks slightly ahead included", () => {
  const { story, after } = setBack(0);
  story.judge(after, observation("heart-rate", 70, after + 2 * minute));
  const before = story.state;
  story.judge(after);
  expect(story.state).toBe(before);
});
