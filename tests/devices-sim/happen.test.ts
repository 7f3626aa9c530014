import { describe, expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { decoded, evening, messagesOf, midnight, nine, noon, oneStep, outputsOf, truthOf } from "./made.ts";

const at = midnight + 5 * minute;

function story(step: string, lastsMs = hour, start = midnight) {
  const outputs = outputsOf(lastsMs, { county: nine, storyText: oneStep(step), start });
  return { outputs, truth: truthOf(outputs).filter(({ what }) => what !== "artefact"), messages: messagesOf(outputs) };
}

describe("every thing done is in the truth and in the messages", () => {
  test.each([
    ["fall", "resident: 2, do: fall", "t-r2-wristband"],
    ["fall", "resident: 4, do: fall", "t-r4-radar"],
    ["sos", "resident: 6, do: sos", "t-r6-sos-button"],
    ["smoke", "resident: 6, do: smoke", "t-r6-smoke-detector"],
    ["gas", "resident: 6, do: gas", "t-r6-gas-detector"],
  ])("%s: %s", (type, step, deviceId) => {
    const { truth, messages } = story(step);
    const { readings, refusals } = decoded(messages);
    expect(refusals).toEqual([]);
    const events = readings.filter((reading) => reading.kind === "event" && reading.type === type);
    expect(events).toMatchObject([{ deviceId }]);
    expect(truth[0]).toMatchObject({ at, what: type, storyStep: 1 });
    expect(truth.find(({ what }) => what === `${type}-reported`)).toMatchObject({ deviceId, detail: { sent: true } });
    expect(events[0]?.at).toBe(truth.find(({ what }) => what === `${type}-reported`)?.at);
  });

  test("a fall is reported within seconds, empties the bed, and ends when help comes", () => {
    const { truth, messages } = story("resident: 2, do: fall, helpedUpAfter: 20m");
    const { readings } = decoded(messages);
    const fall = readings.find((reading) => reading.kind === "event" && reading.type === "fall");
    expect(fall?.at).toBeGreaterThan(at);
    expect(fall?.at).toBeLessThan(at + 5_000);
    expect(truth.find(({ phase }) => phase === "end")?.at).toBe(at + 20 * minute);
    const inBed = readings.filter(
      (reading) =>
        reading.kind === "observation" &&
        reading.deviceId === "t-r2-bed-sensor" &&
        reading.code === "bed-occupancy" &&
        reading.at > at + 15_000 &&
        reading.at < at + 19 * minute,
    );
    expect(inBed.length).toBeGreaterThan(10);
    expect(inBed.every((reading) => reading.kind === "observation" && reading.value === false)).toBe(true);
  });

  test("a fall that no device notices is in the truth alone", () => {
    const { truth, messages } = story("resident: 2, do: fall, detectedBy: []");
    expect(decoded(messages).readings.some((reading) => reading.kind === "event" && reading.type === "fall")).toBe(
      false,
    );
    expect(truth[0]).toMatchObject({ what: "fall", detail: { detectedBy: [] } });
  });

  test("sepsis drives the values that reach the box, and the truth says begin, peak and end", () => {
    const { truth, messages } = story(
      "resident: 2, do: sepsis, growsFor: 1h, lastsFor: 30m, recoversFor: 30m",
      2.5 * hour,
    );
    expect(truth.map(({ what, phase }) => phase ?? what)).toEqual(["begin", "sepsis-peak", "end"]);
    const { readings } = decoded(messages);
    const highest = Math.max(
      ...readings.flatMap((reading) =>
        reading.kind === "observation" && reading.deviceId === "t-r2-wristband" && reading.code === "heart-rate"
          ? [reading.value as number]
          : [],
      ),
    );
    expect(highest).toBeGreaterThan(100);
    expect(
      readings.some(
        (reading) => reading.kind === "observation" && reading.code === "consciousness" && reading.value === "V",
      ),
    ).toBe(true);
  });

  test("a pinned value is what the instruments show, for that long", () => {
    const { readings } = decoded(story("resident: 2, do: low-spo2, value: 84, for: 10m").messages);
    const low = readings.filter(
      (reading) =>
        reading.kind === "observation" &&
        reading.deviceId === "t-r2-wristband" &&
        reading.code === "spo2" &&
        reading.value === 84,
    );
    expect(low.length).toBe(20);
    expect(low.every((reading) => reading.at >= at && reading.at < at + 10 * minute)).toBe(true);
  });

  test("who goes to the toilet and does not return leaves the bed empty", () => {
    const { messages, truth } = story("resident: 3, do: night-toilet-no-return, for: 50m", 2 * hour);
    const { readings } = decoded(messages);
    expect(readings.find((reading) => reading.kind === "event")).toMatchObject({
      type: "bed-exit",
      deviceId: "t-r3-bed-sensor",
    });
    expect(truth.map(({ phase }) => phase)).toEqual(["begin", "end"]);
  });

  test("who wanders opens the door twice", () => {
    const { readings } = decoded(story("resident: 5, do: wandering, for: 30m").messages);
    const opened = readings.filter(
      (reading) => reading.kind === "observation" && reading.deviceId === "t-r5-door-sensor" && reading.value === true,
    );
    expect(opened.map((reading) => Math.round((reading.at - at) / minute))).toEqual([0, 30]);
  });
});

describe("devices that fail", () => {
  test.each([
    ["silent", "resident: 2, do: silent, device: wristband, for: 20m", "t-r2-wristband"],
    ["kept", "resident: 2, do: silent, device: wristband, connection: kept, for: 20m", "t-r2-wristband"],
  ])("a %s sensor says nothing, not even a fall, and comes back", (what, step, deviceId) => {
    const storyText = `${oneStep(step)}  - { at: "+00:10:00", resident: 2, do: fall, detectedBy: [wristband] }\n`;
    const outputs = outputsOf(hour, { storyText, county: nine });
    const during = messagesOf(outputs).filter(
      (message) => message.deviceId === deviceId && message.at > at && message.at < at + 20 * minute,
    );
    expect(during).toEqual([]);
    expect(messagesOf(outputs).some((message) => message.deviceId === deviceId && message.at > at + 20 * minute)).toBe(
      true,
    );
    const changes = outputs.filter(({ kind }) => kind === "connection");
    expect(changes).toHaveLength(what === "kept" ? 0 : 2);
    expect(truthOf(outputs).find((line) => line.what === "fall-reported")).toMatchObject({ detail: { sent: false } });
  });

  test("a battery shows its low charge at once", () => {
    const { readings } = decoded(
      story("resident: 2, do: battery-low, device: wristband, percent: 8, for: 30m").messages,
    );
    const charges = readings.flatMap((reading) =>
      reading.kind === "observation" && reading.code === "battery" && reading.deviceId === "t-r2-wristband"
        ? [reading]
        : [],
    );
    expect(charges.find((reading) => reading.at === at)?.value).toBe(8);
    expect(charges.at(-1)?.value).toBeGreaterThan(20);
  });

  test("a frozen sensor repeats its first values", () => {
    const { readings } = decoded(story("resident: 2, do: frozen-value, device: wristband, for: 40m").messages);
    const values = readings.flatMap((reading) =>
      reading.kind === "observation" &&
      reading.code === "heart-rate" &&
      reading.deviceId === "t-r2-wristband" &&
      reading.at > at &&
      reading.at < at + 40 * minute
        ? [reading.value]
        : [],
    );
    expect(values.length).toBeGreaterThan(60);
    expect(new Set(values).size).toBe(1);
  });

  test("a clock ahead is refused, a clock behind is taken with its own time", () => {
    const refusals = decoded(
      story("resident: 2, do: clock-skew, device: wristband, by: 7m, direction: ahead, for: 5m").messages,
    ).refusals;
    expect(new Set(refusals.map(({ reason }) => reason))).toEqual(new Set(["in-the-future"]));
    expect(
      decoded(story("resident: 2, do: clock-skew, device: wristband, by: 2h, direction: behind, for: 5m").messages)
        .refusals,
    ).toEqual([]);
  });

  test("duplicates are the same bytes twice", () => {
    const sent = story("resident: 2, do: duplicate, device: bed-sensor, for: 10m").messages.filter(
      (message) => message.deviceId === "t-r2-bed-sensor" && message.at > at && message.at < at + 10 * minute,
    );
    expect(sent.length % 2).toBe(0);
    for (let i = 0; i < sent.length; i += 2) expect(sent[i]?.payload).toEqual(sent[i + 1]?.payload);
  });

  test("out of order loses nothing", () => {
    const times = (step: string): readonly number[] =>
      decoded(story(step).messages.filter(({ deviceId }) => deviceId === "t-r2-wristband")).readings.map(
        (reading) => reading.at,
      );
    const mixed = times("resident: 2, do: out-of-order, device: wristband, for: 20m");
    const straight = times("resident: 3, do: sos");
    expect(mixed).not.toEqual(mixed.toSorted((a, b) => a - b));
    expect(mixed.toSorted((a, b) => a - b)).toEqual(straight.toSorted((a, b) => a - b));
  });

  test.each([
    ["nan", "not-json"],
    ["truncated", "not-json"],
    ["not-utf8", "not-utf8"],
    ["text-value", "wrong-value"],
    ["unknown-unit", "unknown-unit"],
    ["implausible", "implausible"],
  ])("garbage of the kind %s is refused as %s", (payload, reason) => {
    const { refusals } = decoded(
      story(`resident: 2, do: garbage, device: wristband, payload: ${payload}, for: 5m`).messages,
    );
    expect(refusals.length).toBeGreaterThan(3);
    expect(refusals.map((refusal) => refusal.reason)).toContain(reason);
  });

  test("a gateway outage holds every message of the facility back and loses none", () => {
    const { outputs, messages } = story("resident: 1, do: gateway-outage, for: 15m", hour, noon);
    const began = noon + 5 * minute;
    const own = messages.filter(({ deviceId }) => deviceId === "t-r1-bed-sensor" || deviceId === "t-r1-wristband");
    expect(own.some((message) => message.at > began && message.at < began + 15 * minute)).toBe(false);
    const { readings } = decoded(messages.filter((message) => message.at === began + 15 * minute));
    const late = readings.filter(
      (reading) =>
        reading.kind === "observation" && reading.deviceId === "t-r1-wristband" && reading.code === "heart-rate",
    );
    expect(late.length).toBe(30);
    const cut = outputs.filter((output) => output.kind === "connection" && output.state === "cut");
    expect(cut.length).toBeGreaterThan(15);
  });
});

describe("repeated steps", () => {
  test("happen every so often, so many times, to somebody who is free", () => {
    const { truth } = story("resident: any, do: sos, every: 10m, times: 4", 2 * hour, evening);
    const calls = truth.filter(({ what }) => what === "sos");
    expect(calls.map((line) => (line.at - evening) / minute)).toEqual([5, 15, 25, 35]);
    expect(new Set(calls.map(({ residentId }) => residentId)).size).toBeGreaterThan(1);
  });

  test("a time of day is the first one after the start", () => {
    const text = 'title: t\nsteps:\n  - { at: "00:30", resident: 2, do: sos }\n';
    const truth = truthOf(outputsOf(6 * hour, { county: nine, storyText: text, start: evening }));
    expect(truth.find(({ what }) => what === "sos")?.at).toBe(midnight + 30 * minute);
  });
});
