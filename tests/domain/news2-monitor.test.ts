import { describe, expect, test } from "vitest";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { hour, minute } from "../../domain/model/time.ts";
import { memoryOf } from "../../domain/watch/memory.ts";
import { news2Of } from "../../domain/watch/news2.ts";
import { at, observation, Story } from "./watch-story.ts";

const noon = at("12:00");
type Values = Partial<Record<ObservationCode, ObservationValue>>;
const calm: Values = {
  "respiratory-rate": 16,
  spo2: 97,
  "inspired-oxygen": 21,
  "systolic-blood-pressure": 120,
  "heart-rate": 72,
  consciousness: "A",
  "body-temperature": 36.8,
};

/** NEWS2 alone: no limits. */
function storyOf(who: Partial<Resident> = {}): Story {
  const story = new Story({ spot: "spot-check-monitor" }, noon, who);
  story.plan = { news2: story.plan.news2, limits: {}, lowBatteryPercent: 20 };
  return story;
}

function measure(story: Story, now: number, values: Values): readonly string[] {
  const readings = Object.entries(values).map(([code, value]) =>
    observation(code as ObservationCode, value, now, "spot"),
  );
  return story.judge(now, ...readings);
}

describe("raises by band", () => {
  test.each<[claim: string, values: Values, priority: string | undefined]>([
    ["a total of 0 raises nothing", {}, undefined],
    ["a total of 4 without a single 3 raises nothing", { "heart-rate": 111, "respiratory-rate": 21 }, undefined],
    ["a single 3 is medium", { "heart-rate": 131 }, "medium"],
    ["a total of 5 is medium", { "heart-rate": 111, "respiratory-rate": 21, spo2: 95 }, "medium"],
    ["a total of 7 is high", { "heart-rate": 131, "respiratory-rate": 25, spo2: 95 }, "high"],
  ])("%s", (_claim, values, priority) => {
    const story = storyOf();
    measure(story, noon, { ...calm, ...values });
    expect(story.last?.raised.map((verdict) => verdict.priority)).toEqual(priority === undefined ? [] : [priority]);
  });
});

test("a partial score raises when what is known already reaches a band, and says what is missing", () => {
  const story = storyOf();
  expect(measure(story, noon, { "heart-rate": 135 })).toEqual(["raised news2"]);
  expect(story.last?.raised[0]).toMatchObject({
    reason: { code: "news2", min: 3, max: 20, band: "low-medium" },
    inputs: [{ code: "heart-rate", value: 135 }],
  });
});

describe("the reason can be audited", () => {
  test("it says scale, points of each parameter and edition, and rests on the values that were scored", () => {
    const order = { orderedBy: "d", orderedAt: noon, reason: "COPD" };
    const story = storyOf({ spo2Scale2: order });
    measure(story, noon, { ...calm, "heart-rate": 131, spo2: 90 });
    const [raised] = story.last?.raised ?? [];
    expect(raised?.reason).toEqual({
      code: "news2",
      min: 3,
      max: 3,
      band: "low-medium",
      missing: [],
      scale: 2,
      parts: {
        "respiratory-rate": 0,
        spo2: 0,
        "inspired-oxygen": 0,
        "systolic-blood-pressure": 0,
        "heart-rate": 3,
        consciousness: 0,
        "body-temperature": 0,
      },
      version: "RCP-2017",
    });
    expect(Object.fromEntries((raised?.inputs ?? []).map(({ code, value }) => [code, value]))).toEqual({
      ...calm,
      "heart-rate": 131,
      spo2: 90,
    });
  });

  test("a parameter that is missing or no longer valid is no input, nor is a value that came later", () => {
    const story = storyOf();
    measure(story, noon, { "respiratory-rate": 16, "body-temperature": 36.8 });
    measure(story, noon + 20 * minute, { "heart-rate": 131 });
    const inputs = [
      { code: "heart-rate", value: 131, at: noon + 20 * minute, deviceId: "spot" },
      { code: "body-temperature", value: 36.8, at: noon, deviceId: "spot" },
    ];
    expect(story.last?.raised[0]?.inputs).toEqual(inputs);
    measure(story, noon + 21 * minute, { "heart-rate": 135 });
    expect(memoryOf(story.state, story.plan).news2.inputs).toEqual(inputs);
  });
});

test("a partial score never lowers a band, a full one does", () => {
  const story = storyOf();
  measure(story, noon, { "heart-rate": 135 });
  expect(measure(story, noon + minute, { "heart-rate": 72 })).toEqual([]);
  expect(measure(story, noon + 2 * minute, { "respiratory-rate": 16, spo2: 97, "inspired-oxygen": 21 })).toEqual([]);
  expect(measure(story, noon + 3 * minute, calm)).toEqual(["cleared news2"]);
});

test("a full set that is no longer full when it arrives clears nothing", () => {
  const story = storyOf();
  measure(story, noon, { ...calm, consciousness: "C" });
  expect(story.judge(noon + 18 * minute, observation("consciousness", "A", noon + 9 * minute, "spot"))).toEqual([]);
  expect(story.openKinds).toEqual(["news2"]);
  expect(measure(story, noon + 19 * minute, calm)).toEqual(["cleared news2"]);
});

test("a band that rises is told once, one that falls but stays open is not", () => {
  const story = storyOf();
  expect(measure(story, noon, { ...calm, "heart-rate": 131 })).toEqual(["raised news2"]);
  expect(measure(story, noon + minute, { "respiratory-rate": 21 })).toEqual(["changed news2"]);
  expect(measure(story, noon + 2 * minute, { "respiratory-rate": 16 })).toEqual([]);
  expect(measure(story, noon + 3 * minute, { "respiratory-rate": 25, spo2: 95 })).toEqual(["changed news2"]);
  expect(story.state.open.news2?.priority).toBe("high");
});

describe("validity windows", () => {
  const allOf = (names: string) => names.split(" ");
  test.each<[claim: string, first: Values, afterMs: number, missing: readonly string[]]>([
    ["after exactly 15 min sensor vitals still count", {}, 15 * minute, []],
    ["a millisecond later they do not", {}, 15 * minute + 1, allOf("respiratory-rate spo2 heart-rate")],
    ["after a total of 0 spot checks count for 12 h", {}, 12 * hour, allOf("respiratory-rate spo2 heart-rate")],
    [
      "after a total of 1–4 for 6 h",
      { "heart-rate": 95 },
      6 * hour + 1,
      allOf("respiratory-rate spo2 inspired-oxygen systolic-blood-pressure heart-rate consciousness body-temperature"),
    ],
    [
      "after a single 3 for 1 h",
      { consciousness: "C" },
      hour + 1,
      allOf("respiratory-rate spo2 inspired-oxygen systolic-blood-pressure heart-rate consciousness body-temperature"),
    ],
    ["after a single 3 not less than 1 h", { consciousness: "C" }, hour, allOf("respiratory-rate spo2 heart-rate")],
  ])("%s", (_claim, first, afterMs, missing) => {
    const story = storyOf();
    measure(story, noon, { ...calm, ...first });
    expect(news2Of(story.state, story.plan, noon + afterMs).missing).toEqual(missing);
  });

  test.each<[band: string, first: Values, spotChecksMs: number]>([
    ["a total of 0", {}, 12 * hour],
    ["a total of 1–4", { "heart-rate": 95 }, 6 * hour],
    ["a single 3", { consciousness: "C" }, hour],
    ["a total of 5–6", { "heart-rate": 111, "respiratory-rate": 21, spo2: 95 }, hour],
    ["a total of 7", { "heart-rate": 131, "respiratory-rate": 25, spo2: 95 }, 15 * minute],
  ])("after %s every spot check counts exactly as long as the next round may take", (_band, first, spotChecksMs) => {
    const story = storyOf();
    measure(story, noon, { ...calm, ...first });
    const spotChecks = allOf("inspired-oxygen systolic-blood-pressure consciousness body-temperature");
    const counting = (now: number) => {
      const { missing } = news2Of(story.state, story.plan, now);
      return spotChecks.filter((code) => !(missing as readonly string[]).includes(code));
    };
    expect([counting(noon + spotChecksMs), counting(noon + spotChecksMs + 1)]).toEqual([spotChecks, []]);
  });

  test("the watch is due when a value stops counting", () => {
    const story = storyOf();
    measure(story, noon, calm);
    while ((story.state.dueAt ?? 0) < noon + 15 * minute) story.judge(story.state.dueAt ?? 0);
    expect(story.state.dueAt).toBe(noon + 15 * minute + 1);
  });
});

describe("exclusions", () => {
  test.each<[who: Partial<Resident>, because: string]>([
    [{ birthDate: "2010-11-23" }, "under-16"],
    [{ birthDate: "1990-01-01", pregnantOrPostpartum: true }, "pregnant-or-postpartum"],
  ])("%o is not scored and raises nothing", (who, because) => {
    const story = storyOf(who);
    expect(measure(story, noon, { ...calm, "heart-rate": 140, "respiratory-rate": 30 })).toEqual([]);
    expect(news2Of(story.state, story.plan, noon)).toMatchObject({ status: "not-scored", excludedBecause: because });
  });

  test("on the sixteenth birthday the score is valid", () => {
    expect(storyOf({ birthDate: "2010-11-22" }).plan.news2.scored).toBe(true);
  });

  test("under a palliative plan the score is known but never raises", () => {
    const story = storyOf({ palliative: true });
    expect(measure(story, noon, { ...calm, "heart-rate": 140, "respiratory-rate": 30, spo2: 80 })).toEqual([]);
    expect(news2Of(story.state, story.plan, noon)).toMatchObject({
      status: "full",
      min: 9,
      excludedBecause: "palliative",
    });
  });

  test("an alert that is open when the palliative plan begins is ended by it", () => {
    const story = storyOf();
    measure(story, noon, { ...calm, "heart-rate": 131 });
    story.plan = { ...story.plan, news2: storyOf({ palliative: true }).plan.news2 };
    expect(story.judge(noon + minute)).toEqual(["cleared news2"]);
  });
});

test("an order for scale 2 counts from the next value, even one that says the same again", () => {
  const story = storyOf();
  expect(measure(story, noon, { ...calm, spo2: 90 })).toEqual(["raised news2"]);
  const order = { orderedBy: "d", orderedAt: noon, reason: "COPD" };
  story.plan = { ...story.plan, news2: storyOf({ spo2Scale2: order }).plan.news2 };
  expect(measure(story, noon + minute, { spo2: 90 })).toEqual(["cleared news2"]);
});
