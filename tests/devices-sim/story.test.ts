import { describe, expect, test } from "vitest";
import { parseDuration, parseTimeOfDay } from "../../devices-sim/story/duration.ts";
import { parseStory, StoryError } from "../../devices-sim/story/parse-story.ts";
import { county } from "./made.ts";

function faultsOf(text: string): readonly string[] {
  try {
    parseStory(text, "story.yaml", county);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(StoryError);
    return (error as StoryError).faults;
  }
}

describe("a story that cannot be told says where", () => {
  const step = (fields: string): string => `title: t\nsteps:\n  - ${fields}\n`;
  test.each([
    ["broken YAML", "title: [t\nsteps: []\n", "story.yaml:2"],
    ["no steps", "title: t\n", "steps: Invalid input"],
    ["an unknown field", "title: t\nstep: []\nsteps: []\n", '"step"'],
    ["an unknown thing to do", step('{ at: "+00:01:00", resident: 1, do: dance }'), "story.yaml:3: steps[0].do"],
    [
      "a time that is none",
      step('{ at: "25:00", resident: 1, do: fall }'),
      'story.yaml:3: steps[0].at: expected "+00:00:20"',
    ],
    [
      "a duration that is none",
      step('{ at: "+1m", resident: 1, do: fall, helpedUpAfter: soon }'),
      "steps[0].helpedUpAfter: expected a duration",
    ],
    ["a parameter of another step", step('{ at: "+1m", resident: 1, do: sos, device: radar }'), '"device"'],
    [
      "a resident beyond the last",
      step('{ at: "+1m", resident: 99, do: fall }'),
      "there is no resident 99, only 1 to 24",
    ],
    ["a name that nobody has", step('{ at: "+1m", resident: 张无忌, do: fall }'), "no resident named 张无忌"],
    ["a device that the resident lacks", step('{ at: "+1m", resident: 1, do: smoke }'), "has no smoke-detector"],
    [
      "a walk of somebody who lies in bed",
      step('{ at: "+1m", resident: 4, do: wandering }'),
      "story.yaml:3: steps[0] (wandering)",
    ],
    ["a step too often", step('{ at: "+1m", resident: any, do: sos, every: 10s }'), "at most once a minute"],
    [
      "an unknown observation",
      step('{ at: "+1m", resident: 1, do: vital, code: mood, value: 1, for: 1m }'),
      "observation catalogue",
    ],
  ])("%s", (_claim, text, expected) => {
    expect(faultsOf(text).join("\n")).toContain(expected);
  });

  test("all faults are said at once, each with its own line", () => {
    const text = `title: t\nsteps:\n  - { at: "+1m", resident: 1, do: fall }\n  - { at: x, resident: 1, do: fall }\n  - { at: y, resident: 1, do: sos }\n`;
    const faults = faultsOf(text);
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain("story.yaml:4");
    expect(faults[1]).toContain("story.yaml:5");
  });
});

test.each([
  ["00:10:00", 600_000],
  ["00:10", 600_000],
  ["90s", 90_000],
  ["1.5h", 5_400_000],
  ["3d", 259_200_000],
  ["10", undefined],
  ["-5m", undefined],
  ["00:61:00", undefined],
])("the duration %s is %s ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ["03:10", 11_400_000],
  ["24:00", undefined],
  ["3:10", undefined],
])("the time of day %s is %s ms after midnight", (text, ms) => {
  expect(parseTimeOfDay(text)).toBe(ms);
});
