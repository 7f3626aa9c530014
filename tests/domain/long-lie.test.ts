import { describe, expect, test } from "vitest";
import type { AlertKind } from "../../domain/alerts/alert.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import { noteAttended, noteShelved } from "../../domain/watch/roster.ts";
import { at, event, observation, Story, untimedEvent } from "./watch-story.ts";

const noon = at("12:00");

/** 王秀英 falls at noon, with a wristband, a mattress and a radar. */
function fallen(): Story {
  const story = new Story({ band: "wristband", bed: "bed-sensor", radar: "radar" }, noon - minute);
  expect(story.judge(noon, event("fall", "f1", noon))).toEqual(["raised fall"]);
  return story;
}

/** Told from the fall until so many minutes after it, at each minute. */
function until(story: Story, minutes: number, from = 1): readonly string[] {
  const told: string[] = [];
  for (let at = from; at <= minutes; at++) told.push(...story.judge(noon + at * minute).map((word) => `${at} ${word}`));
  return told.filter((word) => word.includes("long-lie"));
}

describe("after a fall", () => {
  test("of a person whom nobody saw up and to whom nobody came, half an hour raises a long lie, once", () => {
    const story = fallen();
    expect(until(story, 90)).toEqual(["30 raised long-lie"]);
    expect(story.state.open["long-lie"]).toMatchObject({
      priority: "high",
      reason: { code: "long-lie", sinceMs: noon },
    });
  });

  test("the watch is due at that very moment", () => {
    const story = fallen();
    story.state = { ...story.state, devices: [] };
    story.judge(noon + second);
    expect(story.state.dueAt).toBe(noon + 30 * minute);
    expect(story.judge(noon + 30 * minute - 1)).toEqual([]);
    expect(story.judge(noon + 30 * minute)).toEqual(["raised long-lie"]);
  });

  test("a plan says how long; without a word of it the default holds", () => {
    const story = fallen();
    story.plan = { ...story.plan, longLieAfterMs: 5 * minute };
    expect(until(story, 10)).toEqual(["5 raised long-lie"]);
    const { longLieAfterMs: _, ...older } = story.plan;
    const other = fallen();
    other.plan = older;
    expect(until(other, 40)).toEqual(["30 raised long-lie"]);
  });

  test.each<[sign: string, story: (story: Story) => void]>([
    ["lying in bed", (story) => story.hear("bed-occupancy", true, noon + 5 * minute)],
    ["standing", (story) => story.hear("body-position", "standing", noon + 5 * minute, "band")],
    [
      "more steps after the fall",
      (story) => {
        story.hear("steps", 100, noon + 3 * minute, "band");
        story.hear("steps", 120, noon + 5 * minute, "band");
      },
    ],
    [
      "somebody at the bedside",
      (story) => {
        story.state = noteAttended(story.state, noon + 5 * minute);
      },
    ],
    ["the fall being resolved", (story) => story.resolve("fall", noon + 5 * minute)],
  ])("%s ends it", (_sign, happens) => {
    const story = fallen();
    happens(story);
    expect(until(story, 120, 6)).toEqual([]);
  });

  test.each<[sign: string, story: (story: Story) => void]>([
    ["motion, which who lies there makes too", (story) => story.hear("motion", true, noon + 5 * minute, "radar")],
    ["sitting on the floor", (story) => story.hear("body-position", "sitting", noon + 5 * minute, "band")],
    ["a bed that is empty", (story) => story.hear("bed-occupancy", false, noon + 5 * minute)],
    ["a mattress that has not noticed yet", (story) => story.hear("bed-occupancy", true, noon + 20 * second)],
    [
      "steps that were made before",
      (story) => {
        story.hear("steps", 100, noon + second, "band");
        story.hear("steps", 160, noon + 5 * minute, "band");
      },
    ],
    [
      "another device with a higher count",
      (story) => {
        story.hear("steps", 100, noon + 3 * minute, "band");
        story.hear("steps", 900, noon + 5 * minute, "radar");
      },
    ],
    [
      "a count that began anew",
      (story) => {
        story.hear("steps", 900, noon + 3 * minute, "band");
        story.hear("steps", 3, noon + 5 * minute, "band");
      },
    ],
    [
      "having been in bed before",
      (story) => story.judge(noon + minute, observation("bed-occupancy", true, noon - 30 * second)),
    ],
  ])("%s does not", (_sign, happens) => {
    const story = fallen();
    happens(story);
    expect(until(story, 60, 6)).toEqual(["30 raised long-lie"]);
  });

  test("reported late counts from when it happened: that can be at once", () => {
    const story = new Story({ band: "wristband" }, noon - minute);
    expect(story.judge(noon, event("fall", "f1", noon - 40 * minute))).toEqual(["raised fall", "raised long-lie"]);
    const days = new Story({ band: "wristband" }, noon - minute);
    expect(days.judge(noon, event("fall", "f1", noon - 13 * hour))).toEqual(["raised fall"]);
    expect(until(days, 40)).toEqual(["30 raised long-lie"]);
  });

  test("a device that reports the same fall again and again does not put it off", () => {
    const story = fallen();
    const told: string[] = [];
    for (let index = 1; index < 40; index++) {
      const now = noon + index * minute;
      told.push(...story.judge(now, untimedEvent("fall", `again-${index}`, now)).map((word) => `${index} ${word}`));
    }
    expect(told.filter((word) => word.endsWith("long-lie"))).toEqual(["30 raised long-lie"]);
  });

  test("who got up and fell again has the whole time again", () => {
    const story = fallen();
    story.hear("bed-occupancy", true, noon + 10 * minute);
    story.judge(noon + 20 * minute, event("fall", "f2", noon + 20 * minute));
    expect(until(story, 90, 21)).toEqual(["50 raised long-lie"]);
  });

  test("who was visited and fell again as well", () => {
    const story = fallen();
    story.state = noteAttended(story.state, noon + 10 * minute);
    story.judge(noon + 20 * minute, event("fall", "f2", noon + 20 * minute));
    expect(until(story, 90, 21)).toEqual(["50 raised long-lie"]);
  });

  test("it stays for a person, even when the person is seen up later", () => {
    const story = fallen();
    until(story, 31);
    expect(story.hear("bed-occupancy", true, noon + 35 * minute)).not.toContain("cleared long-lie");
    expect(story.openKinds).toContain("long-lie");
  });

  test("who closed it was there: it is not raised anew although the fall is open", () => {
    const story = fallen();
    until(story, 31);
    story.resolve("long-lie", noon + 32 * minute);
    expect(until(story, 180, 33)).toEqual([]);
    expect(story.openKinds).toContain("fall");
  });

  test("a clock that was set back hides no lie", () => {
    const story = new Story({ band: "wristband", bed: "bed-sensor" }, noon - 3 * hour);
    story.hear("bed-occupancy", true, noon);
    const earlier = noon - 2 * hour;
    story.judge(earlier, event("fall", "f1", earlier));
    expect(story.judge(earlier + 30 * minute)).toContain("raised long-lie");
  });

  test("a watch from before counts from when its fall was raised", () => {
    const story = fallen();
    const { fall } = story.state.open;
    if (fall === undefined) throw new Error("no fall");
    const { lyingSince: _, ...older } = fall;
    story.state = { ...story.state, open: { fall: older } };
    expect(until(story, 60)).toEqual(["30 raised long-lie"]);
  });
});

describe("a case", () => {
  const caseOf = (story: Story, kind: AlertKind) => story.state.open[kind]?.caseId ?? story.state.open[kind]?.alertId;

  test("holds a fall, the pulse after it and the long lie; a silent device stays apart", () => {
    const story = fallen();
    story.plan = {
      ...story.plan,
      limits: { "heart-rate": { high: 120, delayMs: 0, hysteresis: 5, priority: "medium" } },
    };
    story.hear("heart-rate", 125, noon + 2 * minute, "band");
    until(story, 31, 3);
    const fall = story.state.open.fall?.alertId;
    expect(caseOf(story, "heart-rate-limit")).toBe(fall);
    expect(caseOf(story, "long-lie")).toBe(fall);
    expect(caseOf(story, "device-silent")).toBe(story.state.open["device-silent"]?.alertId);
    expect(caseOf(story, "device-silent")).not.toBe(fall);
  });

  test("does not begin with a technical alert", () => {
    const story = new Story({ band: "wristband" }, noon - 20 * minute);
    expect(story.judge(noon)).toEqual(["raised device-silent"]);
    story.judge(noon + second, event("fall", "f1", noon + second));
    expect(caseOf(story, "fall")).toBe(story.state.open.fall?.alertId);
  });

  test("goes on while one of its alerts is open, and is over with the last", () => {
    const story = fallen();
    const first = story.state.open.fall?.alertId;
    story.judge(noon + minute, event("sos", "s1", noon + minute));
    story.resolve("fall", noon + 2 * minute);
    story.judge(noon + 3 * minute, event("smoke", "k1", noon + 3 * minute));
    expect([caseOf(story, "sos"), caseOf(story, "smoke")]).toEqual([first, first]);
    story.resolve("sos", noon + 4 * minute);
    story.resolve("smoke", noon + 4 * minute);
    story.judge(noon + 5 * minute, event("gas", "g1", noon + 5 * minute));
    expect(caseOf(story, "gas")).toBe(story.state.open.gas?.alertId);
  });

  test("does not hang on what a person closed although it lasts", () => {
    const story = fallen();
    story.plan = {
      ...story.plan,
      limits: { "heart-rate": { high: 120, delayMs: 0, hysteresis: 5, priority: "medium" } },
    };
    story.hear("heart-rate", 125, noon + 2 * minute, "band");
    story.resolve("fall", noon + 3 * minute);
    story.resolve("heart-rate-limit", noon + 3 * minute);
    story.judge(noon + 4 * minute, event("sos", "s1", noon + 4 * minute));
    expect(caseOf(story, "sos")).toBe(story.state.open.sos?.alertId);
  });
});

test("closing an alert ends the shelf of its kind, and of no other", () => {
  const story = fallen();
  const shelf = { until: noon + hour, by: "李护士", reason: "已知", priority: "medium" } as const;
  story.state = noteShelved(noteShelved(story.state, "bed-exit", shelf), "news2", shelf);
  story.resolve("bed-exit", noon);
  expect(Object.keys(story.state.shelves ?? {})).toEqual(["news2"]);
});
