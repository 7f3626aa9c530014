import { describe, expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { monitoringOf } from "../../domain/watch/monitoring.ts";
import { at, event, observation, Story, status } from "./watch-story.ts";

const noon = at("12:00");

describe("silence", () => {
  test("a gap of exactly the limit still counts as heard, a millisecond more does not", () => {
    const story = new Story({ bed: "bed-sensor" }, noon);
    story.hear("bed-occupancy", true, noon);
    expect(story.judge(noon + 5 * minute)).toEqual([]);
    expect(story.judge(noon + 5 * minute + 1)).toEqual(["raised device-silent"]);
    expect(story.hear("bed-occupancy", true, noon + 6 * minute)).toEqual(["cleared device-silent"]);
  });

  test("a device that was never heard is silent when its limit is over", () => {
    const story = new Story({ bed: "bed-sensor" }, noon);
    expect(story.state.dueAt).toBe(noon + 5 * minute + 1);
    expect(story.judge(story.state.dueAt ?? 0)).toEqual(["raised device-silent"]);
  });

  test("one alert names every silent device; another one is a change, and so is one that is back", () => {
    const story = new Story({ bed: "bed-sensor", band: "wristband", radar: "radar" }, noon);
    story.judge(noon, observation("heart-rate", 70, noon), observation("steps", 9, noon, "band"));
    story.hear("presence", true, noon + 9 * minute, "radar");
    expect(story.last?.raised).toMatchObject([
      { kind: "device-silent", priority: "low", reason: { deviceIds: ["bed"], sinceMs: noon } },
    ]);
    expect(story.judge(noon + 11 * minute)).toEqual(["changed device-silent"]);
    expect(story.last?.changed).toMatchObject([{ reason: { deviceIds: ["band", "bed"] } }]);
    expect(story.hear("heart-rate", 70, noon + 12 * minute)).toEqual(["changed device-silent"]);
    expect(story.hear("steps", 9, noon + 13 * minute, "band")).toEqual(["cleared device-silent"]);
  });

  test("when nothing follows the person any more the priority rises, smoke detector or not", () => {
    const story = new Story({ bed: "bed-sensor", band: "wristband", smoke: "smoke-detector" }, noon);
    story.judge(noon, observation("heart-rate", 70, noon), observation("steps", 9, noon, "band"));
    story.hear("battery", 90, noon + 6 * minute, "smoke");
    expect(story.state.open["device-silent"]?.priority).toBe("low");
    story.judge(noon + 11 * minute);
    expect(story.state.open["device-silent"]?.priority).toBe("medium");
    story.hear("heart-rate", 70, noon + 12 * minute);
    expect(story.state.open["device-silent"]?.priority).toBe("medium");
  });

  test.each<[claim: string, act: (story: Story) => void, isSilent: boolean]>([
    ["a last will is silence after two minutes", () => {}, true],
    [
      "coming back online within them is not",
      (story) => story.judge(noon + 90_000, status("online", noon + 90_000)),
      false,
    ],
    ["any later message ends it", (story) => story.hear("heart-rate", 70, noon + 90_000), false],
    [
      "a later event ends it",
      (story) => story.judge(noon + 90_000, event("bed-exit", "e", noon + 90_000, "bed")),
      false,
    ],
    ["an older word of online does not", (story) => story.judge(noon + 90_000, status("online", noon + 30_000)), true],
  ])("%s", (_claim, act, isSilent) => {
    const story = new Story({ bed: "bed-sensor" }, noon);
    story.hear("heart-rate", 70, noon);
    story.judge(noon + minute, status("offline", noon + minute));
    expect(story.openKinds).toEqual([]);
    expect(story.state.dueAt).toBeLessThanOrEqual(noon + 3 * minute);
    act(story);
    story.judge(noon + 3 * minute);
    expect(story.openKinds).toEqual(isSilent ? ["device-silent"] : []);
  });

  test("a technical alert leaves every other alone", () => {
    const story = new Story({ bed: "bed-sensor", band: "wristband" }, noon);
    story.judge(noon, event("fall", "e-1", noon));
    story.judge(noon + hour);
    expect(story.openKinds).toEqual(["device-silent", "fall", "long-lie"]);
  });

  test("taking the device off the watch ends its alert at the next judgement, which is due at once", () => {
    const story = new Story({ bed: "bed-sensor", band: "wristband" }, noon);
    story.hear("steps", 9, noon + 9 * minute, "band");
    story.remove("bed");
    expect(story.state.dueAt).toBeLessThanOrEqual(noon);
    expect(story.judge(noon + 9 * minute)).toEqual(["cleared device-silent"]);
  });
});

describe("battery", () => {
  test.each<[claim: string, steps: readonly (readonly [percent: number, told: string])[]]>([
    ["above the limit is nothing", [[21, ""]]],
    [
      "at the limit raises once",
      [
        [20, "raised"],
        [19, ""],
        [18, ""],
      ],
    ],
    [
      "nine points more are not enough, ten are",
      [
        [20, "raised"],
        [29, ""],
        [30, "cleared"],
        [29, ""],
      ],
    ],
  ])("%s", (_claim, steps) => {
    const story = new Story({ band: "wristband" }, noon);
    const told = steps.map(([percent], index) => story.hear("battery", percent, noon + index * minute, "band"));
    expect(told).toEqual(steps.map(([, word]) => (word === "" ? [] : [`${word} low-battery`])));
    expect(story.state.devices[0]?.batteryPercent).toBe(steps.at(-1)?.[0]);
  });

  test("a status with its battery counts as well, and each device has its own", () => {
    const story = new Story({ band: "wristband", bed: "bed-sensor" }, noon);
    story.judge(noon, { ...status("online", noon), batteryPercent: 12 }, observation("battery", 90, noon, "band"));
    expect(story.last?.raised).toMatchObject([
      { reason: { code: "battery-low", deviceIds: ["bed"], kinds: ["bed-sensor"], percent: 12 } },
    ]);
    expect(story.hear("battery", 8, noon + minute, "band")).toEqual(["changed low-battery"]);
  });

  test("a slower device's battery counts although another one's is newer", () => {
    const story = new Story({ band: "wristband", bed: "bed-sensor" }, noon);
    for (let index = 0; index < 10; index++) story.hear("battery", 90, noon + index * minute, "band");
    const late = observation("battery", 9, noon + minute);
    expect(story.judge(noon + 9 * minute, late)).toContain("raised low-battery");
    expect(story.state.devices.map((device) => device.batteryPercent)).toEqual([90, 9]);
  });
});

describe("monitoring", () => {
  test("nobody listens without a device, nor before it was heard", () => {
    expect(monitoringOf(new Story({}, noon).state, noon)).toEqual({ state: "unmonitored" });
    expect(monitoringOf(new Story({ bed: "bed-sensor" }, noon).state, noon)).toEqual({ state: "unmonitored" });
  });

  test("from monitored over partly to unmonitored, with the time since when", () => {
    const story = new Story({ bed: "bed-sensor", band: "wristband", smoke: "smoke-detector" }, noon);
    for (const deviceId of ["bed", "band", "smoke"]) story.hear("battery", 90, noon, deviceId);
    story.hear("steps", 9, noon + minute, "band");
    const monitoringIn = (minutes: number) => monitoringOf(story.state, noon + minutes * minute);
    expect(monitoringIn(5)).toEqual({ state: "monitored" });
    expect(monitoringIn(6)).toEqual({ state: "partly-monitored", silentDeviceIds: ["bed"], since: noon });
    expect(monitoringIn(12)).toEqual({ state: "unmonitored", since: noon + minute });
  });

  test("where nothing follows the person, a button that is heard is all the monitoring there is", () => {
    const story = new Story({ button: "sos-button" }, noon);
    story.hear("battery", 90, noon, "button");
    expect(monitoringOf(story.state, noon + hour)).toEqual({ state: "monitored" });
  });
});
