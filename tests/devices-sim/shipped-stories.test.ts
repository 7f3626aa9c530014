import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planCounty } from "../../devices-sim/county/people.ts";
import { simulate } from "../../devices-sim/simulation.ts";
import { parseStory, stepsLeftOut } from "../../devices-sim/story/parse-story.ts";
import type { Story } from "../../devices-sim/story/schema.ts";
import { hour, minute } from "../../domain/model/time.ts";
import { decoded, messagesOf, midnight, nine, noon, oneStep, outputsOf, truthOf } from "./made.ts";

const folder = join(import.meta.dirname, "../../devices-sim/stories");
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
/** From when on each story begins all its steps, and within how long. */
const stretches: Readonly<Record<string, { readonly start: number; readonly lasts: number }>> = {
  "dead-sensor.yaml": { start: noon, lasts: hour },
  "demo.yaml": { start: noon, lasts: 30 * minute },
  "fall-at-night.yaml": { start: midnight + 3 * hour, lasts: 1.6 * hour },
  "quiet-night.yaml": { start: midnight, lasts: hour },
  "sepsis.yaml": { start: midnight + 9 * hour, lasts: 2.1 * hour },
};

function play(text: string, file: string, seed: number, residents: number) {
  const { start, lasts } = stretches[file] as (typeof stretches)[string];
  const county = planCounty({ prefix: "t", seed, residents, year: 2026 });
  const story = parseStory(text, file, county);
  const source = simulate({ county, seed, start, cadence: "bulk", story });
  return { story, leftOut: stepsLeftOut(story, county), outputs: source.advance(start + lasts) };
}

function isSkipped(detail: Readonly<Record<string, unknown>> | undefined): boolean {
  return detail?.skipped !== undefined;
}

/** Steps that neither happened nor were skipped with a reason. */
function unaccounted({ steps }: Story, happened: ReadonlySet<number | undefined>): readonly string[] {
  return steps.flatMap((step, index) => (happened.has(index + 1) ? [] : [`${index + 1} ${step.do}`]));
}

describe.each(readdirSync(folder))("%s", (file) => {
  const text = readFileSync(join(folder, file), "utf8");

  test.each([1, 3, 12])("is told with any seed for %i residents", { timeout: 180_000 }, (residents) => {
    for (const seed of seeds) {
      const { story, leftOut, outputs } = play(text, file, seed, residents);
      const lines = truthOf(outputs);
      expect(unaccounted(story, new Set(lines.map(({ storyStep }) => storyStep)))).toEqual([]);
      const impossible = new Set(
        lines.flatMap(({ detail, storyStep }) =>
          String(detail?.skipped).startsWith("nobody has") ? [`step ${storyStep}`] : [],
        ),
      );
      expect(new Set(leftOut.map((line) => line.slice(0, line.indexOf(" (")))), `seed ${seed}`).toEqual(impossible);
      if (residents === 12)
        expect(
          lines.filter(({ detail }) => isSkipped(detail)),
          `seed ${seed}`,
        ).toEqual([]);
    }
  });
});

describe("any resident", () => {
  test("is somebody whose devices work and to whom nothing has happened lately", () => {
    const steps = Array.from({ length: 5 }, (_, i) => `  - { at: "+00:0${i + 1}:00", resident: any, do: sos }\n`).join(
      "",
    );
    for (const seed of seeds) {
      const county = planCounty({ prefix: "t", seed, residents: 12, year: 2026 });
      const broken = '  - { at: "+00:00:10", resident: any, do: silent, device: wristband }\n';
      const truth = truthOf(
        outputsOf(10 * minute, { county, seed, storyText: `title: t\nsteps:\n${broken}${steps}` }),
      ).filter(({ storyStep, what }) => storyStep !== undefined && (what === "sos" || what === "silent"));
      const struck = truth.map(({ residentId }) => residentId);
      expect(new Set(struck).size, `seed ${seed}`).toBe(6);
    }
  });

  test("for a vital sign has an instrument that shows it", () => {
    const { readings } = decoded(
      messagesOf(
        outputsOf(10 * minute, {
          county: nine,
          storyText: oneStep("resident: any, do: vital, code: spo2, value: 71, for: 4m"),
        }),
      ),
    );
    expect(readings.some((reading) => reading.kind === "observation" && reading.value === 71)).toBe(true);
  });
});

/** After the truth says so, when the board does: a broken connection counts after two minutes, a limit after one. */
const seenAfter: Readonly<Record<string, number>> = { silent: 2 * minute, "low-spo2": minute, vital: minute };
/** What the board says at its peak, when the nurse has measured. */
const gradual = ["sepsis", "copd-exacerbation"];

test("the demo shows something new every 2 to 3 minutes in any ten minutes after the first", () => {
  const county = planCounty({ prefix: "demo", seed: 1, residents: 24, year: 2026 });
  const file = "demo.yaml";
  const story = parseStory(readFileSync(join(folder, file), "utf8"), file, county);
  const source = simulate({ county, seed: 1, start: midnight, cadence: "bulk", story });
  const seen = truthOf(source.advance(midnight + 2 * hour)).flatMap(({ at, storyStep, phase, what, detail }) => {
    if (storyStep === undefined || phase === "end" || what.endsWith("-reported") || gradual.includes(what)) return [];
    expect(isSkipped(detail), `step ${storyStep}`).toBe(false);
    return [at + (seenAfter[what] ?? 0)];
  });
  for (let from = midnight + minute; from < midnight + 1.8 * hour; from += 10_000) {
    const inWindow = seen.filter((at) => at >= from && at < from + 10 * minute).length;
    expect(inWindow, `${(from - midnight) / minute} minutes after the start`).toBeGreaterThanOrEqual(3);
    expect(inWindow).toBeLessThanOrEqual(6);
  }
});
