import { expect, test } from "vitest";
import { BoxTime, chooseMode, historyClock } from "../../devices-sim/pace.ts";
import { day, hour } from "../../domain/model/time.ts";
import { noon } from "./made.ts";

test.each([
  [1, 1, "live"],
  [60, 60, "live"],
  [3600, 1, "history"],
])("speed %i on a box of speed %i is %s", (speed, boxSpeed, kind) => {
  expect(chooseMode(speed, boxSpeed).kind).toBe(kind);
});

test.each([
  [60, 10],
  [1, 10],
  [0.5, 1],
])("speed %d on a box of speed %d is refused with what to do", (speed, boxSpeed) => {
  expect(() => chooseMode(speed, boxSpeed)).toThrow(`npm start -- --speed ${speed}`);
});

test("the box's time runs at the box's speed and follows its corrections", () => {
  let passed = 0;
  const time = new BoxTime({ time: noon, speed: 60 }, () => passed);
  passed = 1_000;
  expect(time.now()).toBe(noon + 60_000);
  time.correct({ time: noon + 50_000, speed: 60 });
  expect(time.now()).toBe(noon + 50_000);
});

test("history begins so many days ago, runs at its speed and never passes the box's now", () => {
  let passed = 0;
  const box = new BoxTime({ time: noon, speed: 1 }, () => passed);
  const clock = historyClock(box, { days: 2, speed: 3600 }, () => passed);
  expect(clock.now()).toBe(noon - 2 * day);
  passed = 10_000;
  expect(clock.now()).toBe(noon - 2 * day + 10 * hour);
  passed = 100_000;
  expect(clock.now()).toBe(noon + 100_000);
});
