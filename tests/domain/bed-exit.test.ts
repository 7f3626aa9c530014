import { expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { at, event, observation, Story } from "./watch-story.ts";

/** Night 22:00–06:00, 20 min at disability level 2. The bed sensor repeats what it knows every two minutes. */
function night(from: string): Story {
  const story = new Story({ bed: "bed-sensor" }, at(from));
  story.plan = { ...story.plan, limits: {} };
  return story;
}

function repeat(story: Story, occupied: boolean, from: string, to: string): readonly string[] {
  const told: string[] = [];
  for (let time = at(from); time <= at(to); time += 2 * minute) {
    const words = story.hear("bed-occupancy", occupied, time);
    told.push(...words.map((word) => `${new Date(time + 8 * hour).toISOString().slice(11, 16)} ${word}`));
  }
  return told;
}

test.each<
  [claim: string, steps: readonly (readonly [occupied: boolean, from: string, to: string])[], told: readonly string[]]
>([
  [
    "back within the limit tells nobody",
    [
      [true, "23:00", "23:10"],
      [false, "23:12", "23:30"],
      [true, "23:32", "23:40"],
    ],
    [],
  ],
  [
    "out for the whole limit raises",
    [
      [true, "23:00", "23:10"],
      [false, "23:12", "23:40"],
    ],
    ["23:32 raised bed-exit"],
  ],
  [
    "back in bed clears",
    [
      [false, "23:12", "23:40"],
      [true, "23:42", "23:50"],
    ],
    ["23:32 raised bed-exit", "23:42 cleared bed-exit"],
  ],
  ["an absence across midnight is one absence", [[false, "23:50", "00:20+1"]], ["00:10 raised bed-exit"]],
  ["by day nobody minds", [[false, "10:00", "14:00"]], []],
  [
    "an absence that began in the evening counts from the start of the night",
    [[false, "20:00", "22:30"]],
    ["22:20 raised bed-exit"],
  ],
  [
    "an absence too short before the night ends does not raise",
    [
      [true, "05:00", "05:44"],
      [false, "05:46", "07:00"],
    ],
    [],
  ],
  [
    "the morning ends it while the bed is heard",
    [[false, "05:00", "06:10"]],
    ["05:20 raised bed-exit", "06:00 cleared bed-exit"],
  ],
])("%s", (_claim, steps, told) => {
  const story = night(steps[0]?.[1] ?? "23:00");
  expect(steps.flatMap(([occupied, from, to]) => repeat(story, occupied, from, to))).toEqual(told);
});

test("a bed-exit event says the same as an empty bed", () => {
  const story = night("23:00");
  story.hear("bed-occupancy", true, at("23:00"));
  story.judge(at("23:02"), event("bed-exit", "e-1", at("23:02"), "bed"));
  expect(story.state.dueAt).toBeLessThanOrEqual(at("23:22"));
  story.hear("heart-rate", 70, at("23:20"));
  expect(story.judge(at("23:22"))).toContain("raised bed-exit");
});

test("a bed sensor that dies during the absence does not end the alert, not even in the morning", () => {
  const story = night("05:00");
  repeat(story, false, "05:00", "05:30");
  expect(story.openKinds).toEqual(["bed-exit"]);
  for (const time of ["05:45", "06:00", "06:30", "09:00"]) story.judge(at(time));
  expect(story.openKinds).toEqual(["bed-exit", "device-silent"]);
});

test("a bed of which nothing is heard raises nothing: that is the silence of a device", () => {
  const story = night("16:00");
  story.hear("bed-occupancy", false, at("16:00"));
  expect(story.judge(at("22:30"))).toEqual(["raised device-silent"]);
});

test("a sensor that speaks only of changes is believed while it is heard", () => {
  const story = night("23:00");
  story.hear("bed-occupancy", false, at("23:00"));
  for (let time = at("23:02"); time < at("23:20"); time += 2 * minute) story.hear("battery", 80, time);
  expect(story.hear("battery", 80, at("23:20"))).toEqual(["raised bed-exit"]);
});

test("the reason says since when, and the watch is due when it will be too long", () => {
  const story = night("23:00");
  story.plan = { ...story.plan, bedExit: { nightFrom: 22 * 60, nightTo: 6 * 60, maxAbsenceMs: minute } };
  story.judge(at("23:00"), observation("bed-occupancy", false, at("23:00")));
  expect(story.state.dueAt).toBe(at("23:01"));
  story.judge(at("23:01"));
  expect(story.last?.raised[0]?.reason).toEqual({ code: "out-of-bed", sinceMs: at("23:00") });
});
