import { decodeMessage } from "../../contracts/decode.ts";
import { planCounty } from "../../devices-sim/county/people.ts";
import { type SimulationOptions, simulate } from "../../devices-sim/simulation.ts";
import type { Output, SimulatedMessage, TruthLine } from "../../devices-sim/source.ts";
import { parseStory } from "../../devices-sim/story/parse-story.ts";
import type { Reading } from "../../domain/model/reading.ts";

/** A Sunday evening in Asia/Shanghai. */
export const evening = Date.parse("2026-11-22T20:00:00+08:00");
export const midnight = Date.parse("2026-11-23T00:00:00+08:00");
export const noon = Date.parse("2026-11-23T12:00:00+08:00");

export const county = planCounty({ prefix: "t", seed: 1, residents: 24, year: 2026 });

/** One of each kind of place, for long stretches of time. */
export const few = planCounty({ prefix: "t", seed: 1, residents: 6, year: 2026 });

/** The smallest county in which every kind of step finds somebody. */
export const nine = planCounty({ prefix: "t", seed: 1, residents: 9, year: 2026 });

/** The outputs of a stretch of simulated time. */
export function outputsOf(
  lastsMs: number,
  options: Partial<SimulationOptions> & { readonly storyText?: string } = {},
): readonly Output[] {
  const { storyText, ...rest } = options;
  const start = options.start ?? midnight;
  const source = simulate({
    county,
    seed: 1,
    start,
    cadence: "live",
    ...(storyText === undefined ? {} : { story: parseStory(storyText, "story.yaml", rest.county ?? county) }),
    ...rest,
  });
  return source.advance(start + lastsMs);
}

export function messagesOf(outputs: readonly Output[]): readonly SimulatedMessage[] {
  return outputs.filter((output) => output.kind === "message");
}

export function truthOf(outputs: readonly Output[]): readonly TruthLine[] {
  return outputs.flatMap((output) => (output.kind === "truth" ? [output.line] : []));
}

/** What a box reads in messages that arrive when they are sent. */
export function decoded(messages: readonly SimulatedMessage[]) {
  const results = messages.map((message) => ({
    message,
    ...decodeMessage({
      payload: message.payload,
      deviceId: message.deviceId,
      topicKind: message.topicKind,
      receivedAt: message.at,
    }),
  }));
  return {
    readings: results.flatMap(({ readings }) => readings) as readonly Reading[],
    refusals: results.flatMap(({ refusals }) => refusals),
  };
}

export function oneStep(step: string): string {
  return `title: t\nsteps:\n  - { at: "+00:05:00", ${step} }\n`;
}
