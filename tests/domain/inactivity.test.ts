import { expect, test } from "vitest";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import { hour, minute } from "../../domain/model/time.ts";
import { at, Story } from "./watch-story.ts";

/** At home, level 2: three hours still between 07:00 and 21:00. */
function home(from: string): Story {
  const story = new Story({ room: "room-sensor" }, at(from), { careSetting: "home" });
  story.plan = { ...story.plan, limits: {} };
  return story;
}

/** Heard every ten minutes, so that the device is not silent. */
function repeat(story: Story, motion: boolean, from: string, to: string): readonly string[] {
  const told: string[] = [];
  for (let time = at(from); time <= at(to); time += 10 * minute) {
    const words = story.hear("motion", motion, time, "room");
    told.push(...words.map((word) => `${new Date(time + 8 * hour).toISOString().slice(11, 16)} ${word}`));
  }
  return told;
}

test.each<
  [claim: string, steps: readonly (readonly [motion: boolean, from: string, to: string])[], told: readonly string[]]
>([
  [
    "still for the whole limit raises",
    [
      [true, "09:00", "09:00"],
      [false, "09:10", "12:30"],
    ],
    ["12:00 raised inactivity"],
  ],
  [
    "any motion in between starts the time anew",
    [
      [true, "09:00", "09:00"],
      [false, "09:10", "11:50"],
      [true, "12:00", "12:00"],
      [false, "12:10", "14:50"],
    ],
    [],
  ],
  [
    "motion clears",
    [
      [true, "09:00", "09:00"],
      [false, "09:10", "12:30"],
      [true, "12:40", "12:40"],
    ],
    ["12:00 raised inactivity", "12:40 cleared inactivity"],
  ],
  [
    "sleep does not count: the day begins at seven",
    [
      [true, "00:00", "00:00"],
      [false, "00:10", "10:10"],
    ],
    ["10:00 raised inactivity"],
  ],
  [
    "the evening does not clear",
    [
      [true, "16:00", "16:00"],
      [false, "16:10", "23:00"],
    ],
    ["19:00 raised inactivity"],
  ],
  [
    "a stillness that is not long enough by evening raises nothing",
    [
      [true, "18:30", "18:30"],
      [false, "18:40", "23:50"],
    ],
    [],
  ],
])("%s", (_claim, steps, told) => {
  const story = home(steps[0]?.[1] ?? "09:00");
  expect(steps.flatMap(([motion, from, to]) => repeat(story, motion, from, to))).toEqual(told);
});

test("while no device that would see movement is heard, stillness is unknown and not raised", () => {
  const story = home("09:00");
  story.hear("motion", true, at("09:00"), "room");
  story.judge(at("12:00"));
  expect(story.openKinds).toEqual(["device-silent"]);
});

test("silence does not clear an open alert", () => {
  const story = home("09:00");
  repeat(story, true, "09:00", "09:00");
  repeat(story, false, "09:10", "12:00");
  story.judge(at("15:00"));
  expect(story.openKinds).toEqual(["device-silent", "inactivity"]);
});

test("a bed sensor alone judges only who lies in bed", () => {
  const story = new Story({ bed: "bed-sensor" }, at("08:00"), { careSetting: "home" });
  story.plan = { ...story.plan, limits: {} };
  for (let time = at("08:00"); time <= at("12:00"); time += 4 * minute) story.hear("bed-occupancy", false, time);
  expect(story.openKinds).toEqual([]);
  for (let time = at("12:02"); time <= at("15:10"); time += 4 * minute) story.hear("bed-occupancy", true, time);
  expect(story.openKinds).toEqual(["inactivity"]);
});

test.each<[code: ObservationCode, values: readonly ObservationValue[], moved: boolean]>([
  ["steps", [100, 100], false],
  ["steps", [100, 130], true],
  ["body-position", ["supine", "left"], true],
  ["bed-occupancy", [true, false], true],
  ["door-open", [false, false], false],
  ["bed-movement", [0, 0], false],
  ["bed-movement", [0, 7], true],
  ["presence", [false, true], false],
])("%s going through %o is a movement: %s", (code, values, moved) => {
  const story = home("09:00");
  story.hear("motion", true, at("09:00"), "room");
  for (const [index, value] of values.entries()) story.hear(code, value, at("09:05") + index * minute, "room");
  story.hear("motion", false, at("09:20"), "room");
  for (let time = at("09:30"); time < at("12:00"); time += 10 * minute) story.hear("motion", false, time, "room");
  expect(story.hear("motion", false, at("12:00"), "room")).toEqual(moved ? [] : ["raised inactivity"]);
});
