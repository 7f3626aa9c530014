import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planCounty } from "../../devices-sim/county/people.ts";
import { simulate } from "../../devices-sim/simulation.ts";
import type { Command, Output } from "../../devices-sim/source.ts";
import { parseStory } from "../../devices-sim/story/parse-story.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { county, decoded, evening, few, messagesOf, midnight, outputsOf, truthOf } from "./made.ts";

const demoFile = join(import.meta.dirname, "../../devices-sim/stories/demo.yaml");
const demoText = readFileSync(demoFile, "utf8");

function play(seed: number, cuts: readonly number[]): readonly Output[] {
  const people = planCounty({ prefix: "t", seed, residents: 16, year: 2026 });
  const story = parseStory(demoText, "demo.yaml", people);
  const source = simulate({
    county: people,
    seed,
    start: evening,
    cadence: "live",
    story,
    admissionRoundWithinMs: minute,
  });
  return cuts.flatMap((cut) => source.advance(evening + cut));
}

describe("determinism", () => {
  test("the same seed, story and start give the same lines and the same bytes", () => {
    expect(play(1, [40 * minute])).toEqual(play(1, [40 * minute]));
  });

  test("how time is cut into steps does not matter", () => {
    const cuts = Array.from({ length: 400 }, (_, i) => (i + 1) * 6_000);
    expect(play(1, cuts)).toEqual(play(1, [40 * minute]));
  });

  test("another seed gives other people and other messages", () => {
    expect(messagesOf(play(2, [minute]))).not.toEqual(messagesOf(play(1, [minute])));
  });

  test("outputs come in the order of time", () => {
    const times = play(1, [40 * minute]).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

describe("messages", () => {
  test.each(["live", "packed", "bulk"] as const)("of a whole %s day are decoded without a refusal", (cadence) => {
    const { readings, refusals } = decoded(
      messagesOf(outputsOf(8 * hour, { county: few, cadence, admissionRoundWithinMs: minute })),
    );
    expect(refusals).toEqual([]);
    expect(readings.length).toBeGreaterThan(5_000);
  });

  test("come at 0.05 to 0.2 a second and resident when live, and as large packs in bulk", () => {
    const rate = (cadence: "live" | "packed" | "bulk"): number =>
      messagesOf(outputsOf(8 * hour, { county: few, cadence })).length / (8 * 3_600) / few.people.length;
    expect(rate("live")).toBeGreaterThan(0.05);
    expect(rate("live")).toBeLessThan(0.2);
    expect(rate("packed")).toBeLessThan(0.08);
    expect(rate("bulk") * county.people.length * 86_400).toBeLessThan(8_000);
  });

  test("say within the first minute who is online and how everybody is", () => {
    const outputs = messagesOf(outputsOf(minute, { start: evening, admissionRoundWithinMs: 45_000 }));
    const { readings } = decoded(outputs);
    const online = readings.filter((reading) => reading.kind === "status" && reading.connection === "online");
    expect(online).toHaveLength(county.devices.length);
    const measured = readings.filter(
      (reading) => reading.kind === "observation" && reading.code === "systolic-blood-pressure",
    );
    expect(measured).toHaveLength(county.people.length);
  });

  test("no device is silent for longer than it may be", () => {
    const last = new Map<string, number>();
    for (const { deviceId, at } of messagesOf(outputsOf(6 * hour, { county: few }))) {
      const limit = deviceId.endsWith("bed-sensor")
        ? 5 * minute
        : deviceId.endsWith("wristband")
          ? 10 * minute
          : 2 * hour;
      if (!/monitor|scale/.test(deviceId)) expect(at - (last.get(deviceId) ?? midnight)).toBeLessThan(limit);
      last.set(deviceId, at);
    }
  });

  test("a bed that was left at night is said empty and then occupied again", () => {
    const { readings } = decoded(messagesOf(outputsOf(6 * hour, { county: few })));
    const exits = readings.filter((reading) => reading.kind === "event" && reading.type === "bed-exit");
    expect(exits.length).toBeGreaterThan(2);
    for (const exit of exits) {
      const later = readings.filter(
        (reading) =>
          reading.kind === "observation" &&
          reading.deviceId === exit.deviceId &&
          reading.code === "bed-occupancy" &&
          reading.at > exit.at,
      );
      expect(later.some((reading) => reading.kind === "observation" && reading.value === true)).toBe(true);
    }
  });
});

describe("history", () => {
  test("says observations alone and fits what is simulated live", () => {
    const past = messagesOf(outputsOf(day, { county: few, cadence: "bulk", isHistoryOnly: true }));
    expect(past.every(({ topicKind }) => topicKind === "telemetry")).toBe(true);
    expect(past.length).toBeLessThan(1_500);
    const spo2AtTwo = (outputs: readonly Output[]): number | undefined => {
      const { readings } = decoded(messagesOf(outputs));
      const found = readings.findLast(
        (reading) =>
          reading.kind === "observation" &&
          reading.code === "spo2" &&
          reading.deviceId === "t-r2-wristband" &&
          reading.at <= midnight + 2 * hour,
      );
      return found?.kind === "observation" ? (found.value as number) : undefined;
    };
    const live = spo2AtTwo(outputsOf(2 * hour, { county: few }));
    expect(
      Math.abs((spo2AtTwo(outputsOf(3 * hour, { county: few, cadence: "bulk" })) ?? 0) - (live ?? 0)),
    ).toBeLessThanOrEqual(1);
  });
});

test("a quiet night has nothing in its truth but rare artefacts of the light", () => {
  const truth = truthOf(outputsOf(8 * hour, { county: few }));
  expect(truth.every(({ what }) => what === "artefact")).toBe(true);
  expect(truth.length).toBeLessThan(10);
});

test("farewell says offline for every device", () => {
  const source = simulate({ county, seed: 1, start: midnight, cadence: "live" });
  source.advance(midnight + minute);
  const { readings } = decoded(messagesOf(source.farewell(midnight + minute)));
  expect(readings.filter((reading) => reading.kind === "status" && reading.connection === "offline")).toHaveLength(
    county.devices.length,
  );
});

describe("a command of the box", () => {
  const hear = (deviceId: string, command: Command) => {
    const source = simulate({ county: few, seed: 1, start: midnight, cadence: "live" });
    source.advance(midnight + minute);
    source.hear(deviceId, command, midnight + minute);
    const outputs = source.advance(midnight + 11 * minute);
    const heard = truthOf(outputs).filter(({ what }) => what.endsWith("-heard"));
    return { heard, messages: messagesOf(outputs).filter((message) => message.deviceId === deviceId) };
  };

  test("acknowledge is heard and in the truth", () => {
    const { heard } = hear("t-r2-wristband", { command: "acknowledge", eventId: "fall-1" });
    expect(heard).toEqual([
      {
        at: midnight + minute,
        what: "acknowledged-heard",
        residentId: "t-r2",
        deviceId: "t-r2-wristband",
        detail: { eventId: "fall-1" },
      },
    ]);
  });

  test("report-interval sets how often a device measures, but not how often a nurse does", () => {
    const { heard, messages } = hear("t-r2-wristband", { command: "report-interval", seconds: 120 });
    expect(heard).toMatchObject([{ what: "report-interval-heard", detail: { seconds: 120 } }]);
    expect(messages.length).toBeGreaterThanOrEqual(5);
    expect(messages.length).toBeLessThanOrEqual(6);
    expect(hear("t-r2-spot-check-monitor", { command: "report-interval", seconds: 1 })).toEqual({
      heard: [],
      messages: [],
    });
  });
});
