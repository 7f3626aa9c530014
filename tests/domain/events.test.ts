import { describe, expect, test } from "vitest";
import { hour, minute, second } from "../../domain/model/time.ts";
import { at, event, Story, untimedEvent } from "./watch-story.ts";

const noon = at("12:00");

test.each(["fall", "sos", "smoke", "gas"] as const)("%s raises high at once, under a palliative plan too", (type) => {
  const story = new Story({ band: "wristband" }, noon, { palliative: true });
  expect(story.judge(noon, event(type, "e-1", noon))).toEqual([`raised ${type}`]);
  expect(story.last?.raised[0]).toMatchObject({ priority: "high", reason: { code: "event", type } });
});

test("the same event delivered again changes nothing", () => {
  const story = new Story({ band: "wristband" }, noon);
  story.judge(noon, event("fall", "e-1", noon));
  const before = story.state;
  expect(story.judge(noon + minute, event("fall", "e-1", noon))).toEqual([]);
  expect(story.last?.refused.map(({ because }) => because)).toEqual(["duplicate"]);
  expect(story.state.open).toBe(before.open);
});

describe("a counter that starts again at every boot mutes nobody", () => {
  test.each<[claim: string, again: ReturnType<typeof event>, told: readonly string[]]>([
    ["the same report is the same event, however late it comes again", event("fall", "1", noon), []],
    ["another stated time is another event", event("fall", "1", noon + 90 * second), ["raised fall"]],
    ["another type is another event", event("sos", "1", noon), ["raised sos"]],
    ["another device is another event", event("fall", "1", noon, "radar"), ["raised fall"]],
  ])("%s", (_claim, again, told) => {
    const story = new Story({ band: "wristband", radar: "radar" }, noon);
    story.judge(noon, event("fall", "1", noon));
    story.resolve("fall", noon + minute);
    expect(story.judge(noon + 2 * minute, again)).toEqual(told);
  });

  test.each<[claim: string, arrivedAfterMs: number, told: readonly string[]]>([
    ["at the same moment it is repeated", 0, []],
    ["two minutes later it is repeated", 2 * minute, []],
    ["a millisecond after that somebody calls again", 2 * minute + 1, ["raised sos"]],
    ["days later somebody calls again", 30 * hour, ["raised sos"]],
  ])("without a clock the arrival decides: %s", (_claim, arrivedAfterMs, told) => {
    const story = new Story({ band: "wristband" }, noon);
    story.judge(noon, untimedEvent("sos", "1", noon));
    story.resolve("sos", noon);
    const words = story.judge(noon + arrivedAfterMs, untimedEvent("sos", "1", noon + arrivedAfterMs));
    expect(words.filter((word) => word.endsWith("sos"))).toEqual(told);
  });

  test("an id that looks like another event's identity is not taken for it", () => {
    const story = new Story({ band: "wristband" }, noon);
    story.judge(noon, untimedEvent("sos", `1#~${noon}`, noon));
    story.resolve("sos", noon);
    expect(story.judge(noon + minute, untimedEvent("sos", "1", noon + minute))).toContain("raised sos");
  });
});

test("two sensors at one fall are one call; a call minutes later is told on the same alert", () => {
  const story = new Story({ band: "wristband", radar: "radar" }, noon);
  story.judge(noon, event("fall", "e-1", noon));
  expect(story.judge(noon + 5 * second, event("fall", "x", noon + 4 * second, "radar"))).toEqual([]);
  expect(story.judge(noon + 3 * minute, event("fall", "e-2", noon + 3 * minute))).toEqual(["reactivated fall"]);
  expect(story.last?.reactivated[0]?.alertId).toBe("alert-1");
});

test("somebody who goes on calling is told again every minute, not taken for one long call", () => {
  const story = new Story({ band: "wristband" }, noon);
  const told = [0, 40, 80, 120, 160].flatMap((seconds) => {
    const now = noon + seconds * second;
    return story.judge(now, event("sos", `e-${seconds}`, now)).map((word) => `${seconds} ${word}`);
  });
  expect(told).toEqual(["0 raised sos", "80 reactivated sos", "160 reactivated sos"]);
});

test.each<[claim: string, clock: (now: number) => number]>([
  ["stands still", () => noon],
  ["is an hour behind", (now) => now - hour],
  ["is ahead", (now) => now + 90 * second],
])("calls are told apart by when they arrive, also when the device's clock %s", (_claim, clock) => {
  const story = new Story({ band: "wristband" }, noon);
  const told = [0, 30, 59, 15 * 60, 15 * 60 + 30].flatMap((seconds) => {
    const now = noon + seconds * second;
    const words = story.judge(now, event("fall", `e-${seconds}`, clock(now)));
    return words.filter((word) => word.endsWith("fall")).map((word) => `${seconds} ${word}`);
  });
  expect(told).toEqual(["0 raised fall", "900 reactivated fall"]);
});

test("nothing but a person ends it; the next event is a new alert, however soon", () => {
  const story = new Story({ band: "wristband" }, noon);
  story.judge(noon, event("sos", "e-1", noon));
  expect(story.judge(noon + 10 * hour)).not.toContain("cleared sos");
  story.resolve("sos", noon + 10 * hour);
  expect(story.state.open.sos).toBeUndefined();
  expect(story.judge(noon + 10 * hour + second, event("sos", "e-2", noon + 10 * hour))).toContain("raised sos");
});

test.each<[claim: string, lateMs: number, reported: number | undefined]>([
  ["a report within a minute is in time", 59 * second, undefined],
  ["one hours late raises all the same and says how late", 3 * hour, 3 * hour],
  ["a device clock ahead is no lateness", -10 * minute, undefined],
])("%s", (_claim, lateMs, reported) => {
  const story = new Story({ band: "wristband" }, noon);
  expect(story.judge(noon, event("fall", "e-1", noon - lateMs))).toContain("raised fall");
  const reason = story.last?.raised[0]?.reason;
  expect(reason?.code === "event" ? reason.reportedLateMs : "no event").toBe(reported);
});

test("whoever calls is believed, on the roster or not", () => {
  const story = new Story({}, noon);
  expect(story.judge(noon, event("sos", "e-1", noon, "stranger"))).toEqual(["raised sos"]);
});

test("the list of seen events stays short", () => {
  const story = new Story({ band: "wristband" }, noon);
  for (let index = 0; index < 100; index++) story.judge(noon + index, event("sos", `e-${index}`, noon + index));
  expect(story.state.seenEvents.length).toBeLessThanOrEqual(16);
  expect(story.state.seenEvents.at(-1)).toBe(`band#sos#e-99#${noon + 99}`);
});
