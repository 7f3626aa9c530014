import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeMessage } from "../../contracts/decode.ts";
import { quarantineReasons } from "../../contracts/http/quarantine.ts";
import { telemetryPack, telemetryPayload } from "../../contracts/telemetry-pack.ts";
import { type DeviceTopicKind, deviceTopicKinds } from "../../contracts/topics.ts";
import { entryOf, observationCodes } from "../../domain/model/observations.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { day, minute } from "../../domain/model/time.ts";

const receivedAt = Date.parse("2026-11-22T03:00:00+08:00");
const seconds = receivedAt / 1000;

function decode(topicKind: DeviceTopicKind, payload: unknown) {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  const bytes = payload instanceof Uint8Array ? payload : new TextEncoder().encode(text);
  return decodeMessage({ payload: bytes, deviceId: "bed-1", topicKind, receivedAt });
}

function reasonsOf(topicKind: DeviceTopicKind, payload: unknown) {
  return decode(topicKind, payload).refusals.map(({ reason }) => reason);
}

describe("telemetry", () => {
  test("a record becomes an observation of the device that sent it, whatever its name says", () => {
    expect(decode("telemetry", [{ bn: "urn:dev:ow:someone-else:", bt: seconds - 5, n: "heart-rate", v: 72 }])).toEqual({
      readings: [{ kind: "observation", code: "heart-rate", value: 72, at: receivedAt - 5000, deviceId: "bed-1" }],
      refusals: [],
    });
  });

  test.each<[claim: string, record: object, value: unknown]>([
    ["heart rate in Hz", { n: "heart-rate", u: "Hz", v: 1.2 }, 72],
    ["heart rate in beat/min", { n: "heart-rate", u: "beat/min", v: 72 }, 72],
    ["pressure in Pa", { n: "systolic-blood-pressure", u: "Pa", v: 15998.69 }, 120.000026],
    ["pressure in kPa", { n: "systolic-blood-pressure", u: "kPa", v: 16 }, 120.009852],
    ["temperature in K", { n: "body-temperature", u: "K", v: 309.75 }, 36.6],
    ["temperature in °F", { n: "body-temperature", u: "[degF]", v: 98.6 }, 37],
    ["glucose in mg/dL", { n: "glucose", u: "mg/dL", v: 90.08 }, 5],
    ["weight in 斤", { n: "body-weight", u: "斤", v: 120 }, 60],
    ["signal in dBW", { n: "signal", u: "dBW", v: -100 }, -70],
    ["SpO2 as SenML's ratio in %", { n: "spo2", u: "%", v: 0.97 }, 97],
    ["SpO2 as a percentage in %", { n: "spo2", u: "%", v: 97 }, 97],
    ["SpO2 as a ratio in /", { n: "spo2", u: "/", v: 0.97 }, 97],
    ["SpO2 without a unit", { n: "spo2", v: 97 }, 97],
    ["a battery of 1 % is 1 %, never 100 %", { n: "battery", u: "%", v: 1 }, 1],
    ["a battery as a ratio in /", { n: "battery", u: "/", v: 0.5 }, 50],
    ["a boolean", { n: "bed-occupancy", vb: false }, false],
    ["a boolean as 1", { n: "bed-occupancy", v: 1 }, true],
    ["a code", { n: "consciousness", vs: "C" }, "C"],
  ])("%s", (_claim, record, value) => {
    expect(decode("telemetry", [record])).toMatchObject({ readings: [{ value }], refusals: [] });
  });

  test.each<[reason: string, record: object, says: string]>([
    ["unknown-name", { n: "mood", v: 1 }, "mood"],
    ["unknown-name", { n: "constructor", v: 1 }, "constructor"],
    ["unknown-name", { n: "心率", v: 1 }, "A-Z"],
    ["unknown-unit", { n: "heart-rate", u: "kPa", v: 70 }, "/min"],
    ["unknown-unit", { n: "heart-rate", u: "constructor", v: 70 }, "/min"],
    ["unknown-unit", { n: "spo2", u: "__proto__", v: 97 }, "%"],
    ["wrong-value", { n: "heart-rate", v: "70" }, "a finite number"],
    ["wrong-value", { n: "heart-rate", vs: "70" }, "a number in v"],
    ["wrong-value", { n: "heart-rate", s: 70 }, "a number in v"],
    ["wrong-value", { n: "bed-occupancy", v: 2 }, "vb"],
    ["wrong-value", { n: "consciousness", vs: "X" }, "A, C, V, P, U"],
    ["wrong-value", { n: "consciousness", vs: "toString" }, "A, C, V, P, U"],
    ["implausible", { n: "heart-rate", v: 700 }, "20–300 /min"],
    ["implausible", { n: "spo2", u: "/", v: 97 }, "40–100 %"],
    ["in-the-future", { n: "heart-rate", v: 70, t: 121 }, "03:02:00+08:00"],
    ["in-the-future", { n: "heart-rate", v: 70, t: 1e300 }, "03:02:00+08:00"],
    ["too-old", { n: "heart-rate", v: 70, t: seconds - 91 * 86_400 }, "2026-08-24"],
    ["not-senml", { n: "heart-rate", v: 70, must_: 1 }, "must_"],
  ])("%s: %j", (reason, record, says) => {
    const { readings, refusals } = decode("telemetry", [record]);
    expect(readings).toEqual([]);
    expect(refusals).toMatchObject([{ reason, detail: { en: expect.stringContaining(says) } }]);
    expect(refusals[0]?.detail.zh).not.toBe(refusals[0]?.detail.en);
  });

  test.each([
    ["two minutes ahead is taken", { n: "heart-rate", v: 70, t: 120 }],
    ["ninety days old is taken", { n: "heart-rate", v: 70, t: seconds - 90 * 86_400 }],
  ])("a time of exactly the limit: %s", (_claim, record) => {
    expect(decode("telemetry", [record])).toMatchObject({ readings: [{}], refusals: [] });
  });

  test("what cannot be taken is refused alone", () => {
    const { readings, refusals } = decode("telemetry", [
      { bt: seconds, n: "heart-rate", v: 72 },
      { n: "mood", v: 1 },
      { n: "respiratory-rate", v: 16 },
    ]);
    expect(readings).toHaveLength(2);
    expect(refusals).toMatchObject([{ detail: { zh: expect.stringContaining("第 2 条记录") } }]);
  });

  test.each<[reason: string, payload: unknown]>([
    ["not-utf8", Uint8Array.of(0x5b, 0xff, 0xfe, 0x5d)],
    ["not-json", ""],
    ["not-json", "{"],
    ["not-json", "NaN"],
    ["not-json", '[{"n":"heart-rate","v":NaN}]'],
    ["too-large", `[${" ".repeat(128 * 1024)}]`],
    ["too-deep", "[".repeat(10_000) + "]".repeat(10_000)],
    ["too-deep", '{"a":'.repeat(10_000)],
    ["not-senml", "null"],
    ["not-senml", "{}"],
    ["not-senml", '"online"'],
    ["not-senml", '[{"n":"heart-rate","v":70,"v":7}]'],
    ["not-senml", '[{"n":"heart-rate","v":70,"__proto__":{"v":7}}]'],
  ])("%s", (reason, payload) => {
    expect(decode("telemetry", payload)).toMatchObject({ readings: [], refusals: [{ reason }] });
  });

  test("a byte order mark is skipped, and colons inside of texts are no keys", () => {
    expect(reasonsOf("telemetry", '\ufeff[{"n":"body-position","vs":"left","note":"a\\":b:c"}]')).toEqual([]);
  });

  test("bad bytes leave no trace in the next message", () => {
    expect(reasonsOf("telemetry", Uint8Array.of(0xe5, 0xbf))).toEqual(["not-utf8"]);
    expect(reasonsOf("telemetry", [{ n: "heart-rate", v: 70 }])).toEqual([]);
  });
});

describe("an event", () => {
  const fall = { id: "e1", type: "fall", at: "2026-11-22T02:59:58+08:00" };

  test("keeps its id, time and evidence", () => {
    expect(decode("event", { ...fall, evidence: { impactG: 3.1, posture: "prone" } })).toEqual({
      readings: [
        {
          kind: "event",
          eventId: "e1",
          type: "fall",
          at: receivedAt - 2000,
          deviceId: "bed-1",
          statedAt: receivedAt - 2000,
          evidence: { impactG: 3.1, posture: "prone" },
        },
      ],
      refusals: [],
    });
  });

  test.each<[claim: string, at: unknown, taken: number, deviceTime: string | undefined]>([
    ["an hour late stays an hour late", "2026-11-22T02:00:00+08:00", receivedAt - 60 * minute, undefined],
    ["a minute ahead happened on arrival", "2026-11-22T03:01:00+08:00", receivedAt, undefined],
    ["a year ahead happened on arrival", "2027-11-22T03:00:00+08:00", receivedAt, "2027-11-22T03:00:00+08:00"],
    ["in 1970 happened on arrival", "1970-01-01T00:00:07Z", receivedAt, "1970-01-01T00:00:07Z"],
    ["without a zone happened on arrival", "2026-11-22 03:00:00", receivedAt, "2026-11-22 03:00:00"],
    ["as a number happened on arrival", 1763752800, receivedAt, "1763752800"],
    ["as an object happened on arrival", { year: 2026 }, receivedAt, "{…}"],
    ["missing happened on arrival", undefined, receivedAt, undefined],
  ])("is never refused for its time: %s", (_claim, at, taken, deviceTime) => {
    const { readings, refusals } = decode("event", { ...fall, at });
    expect(refusals).toEqual([]);
    expect(readings).toMatchObject([{ at: taken }]);
    expect(readings[0]).toHaveProperty("deviceId", "bed-1");
    expect("evidence" in (readings[0] as object)).toBe(deviceTime !== undefined);
    if (deviceTime !== undefined) expect(readings).toMatchObject([{ evidence: { deviceTime } }]);
  });

  test.each<[claim: string, at: unknown, stated: number | undefined]>([
    ["a usable clock's, before it is clamped", "2026-11-22T03:01:00+08:00", receivedAt + minute],
    ["not that of a clock a year ahead", "2027-11-22T03:00:00+08:00", undefined],
    ["not that of a clock that was never set", "1970-01-01T00:00:07Z", undefined],
    ["none where there is none", undefined, undefined],
  ])("says which time its device stated: %s", (_claim, at, stated) => {
    const [reading] = decode("event", { ...fall, at }).readings;
    expect(reading?.kind === "event" ? reading.statedAt : "no event").toBe(stated);
  });

  test("with bad evidence is taken, and the evidence refused", () => {
    const { readings, refusals } = decode("event", { ...fall, evidence: { raw: [1, 2] } });
    expect(readings).toMatchObject([{ type: "fall" }]);
    expect(refusals).toMatchObject([{ reason: "wrong-value" }]);
  });

  test.each<[claim: string, payload: unknown, says: string]>([
    ["an unknown type", { ...fall, type: "flood" }, "fall, sos, bed-exit, smoke, gas"],
    ["no id", { type: "fall" }, "#/id"],
    ["an empty id", { id: "", type: "fall" }, "#/id"],
    ["an array", [fall], "object"],
    ["null", null, "object"],
    ["text", '"fall"', "object"],
  ])("is refused for %s", (_claim, payload, says) => {
    expect(decode("event", payload)).toMatchObject({
      readings: [],
      refusals: [{ reason: "not-an-event", detail: { en: expect.stringContaining(says) } }],
    });
  });
});

describe("a status", () => {
  test("keeps battery and firmware", () => {
    const status = { connection: "online", at: "2026-11-22T02:59:00+08:00", batteryPercent: 80, firmware: "1.2" };
    expect(decode("status", status).readings).toEqual([
      {
        kind: "status",
        connection: "online",
        at: receivedAt - minute,
        deviceId: "bed-1",
        batteryPercent: 80,
        firmware: "1.2",
      },
    ]);
  });

  test.each([["offline"], [" Offline\n"], ['"offline"'], ['{"connection":"offline"}']])(
    "%j is a last will, and holds from its arrival",
    (payload) => {
      expect(decode("status", payload)).toEqual({
        readings: [{ kind: "status", connection: "offline", at: receivedAt, deviceId: "bed-1" }],
        refusals: [],
      });
    },
  );

  test("the time in a last will, written on connecting, is not the time of the loss", () => {
    const will = { connection: "offline", at: "2026-11-21T03:00:00+08:00" };
    expect(decode("status", will).readings).toMatchObject([{ at: receivedAt }]);
  });

  test("a battery of 250 % is refused, the connection is not", () => {
    const { readings, refusals } = decode("status", { connection: "online", batteryPercent: 250 });
    expect(readings).toEqual([{ kind: "status", connection: "online", at: receivedAt, deviceId: "bed-1" }]);
    expect(refusals).toMatchObject([{ reason: "wrong-value" }]);
  });

  test.each([["asleep"], ["{}"], ["[]"], ['{"connection":"maybe"}']])("%j is refused", (payload) => {
    expect(decode("status", payload).readings).toEqual([]);
    expect(reasonsOf("status", payload)).toHaveLength(1);
  });
});

const topicKind = fc.constantFrom(...deviceTopicKinds);
const arbitraryRecord = fc.record(
  {
    bn: fc.oneof(fc.constantFrom("", "urn:dev:1:", "x/"), fc.jsonValue()),
    bt: fc.oneof(fc.constant(seconds), fc.double(), fc.jsonValue()),
    bu: fc.oneof(fc.constantFrom("%", "Cel"), fc.jsonValue()),
    bver: fc.oneof(fc.constant(10), fc.integer()),
    n: fc.oneof(fc.constantFrom(...observationCodes), fc.string()),
    u: fc.oneof(fc.constantFrom("%", "/", "beat/min", "__proto__"), fc.jsonValue()),
    t: fc.oneof(fc.double(), fc.jsonValue()),
    v: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.double(), fc.jsonValue()),
    vb: fc.oneof(fc.boolean(), fc.jsonValue()),
    vs: fc.oneof(fc.constantFrom("A", "left"), fc.jsonValue()),
    s: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

describe("whatever arrives", () => {
  function isAccountedFor(topic: DeviceTopicKind, payload: Uint8Array) {
    const { readings, refusals } = decodeMessage({ payload, deviceId: "d", topicKind: topic, receivedAt });
    for (const { reason, detail } of refusals) {
      expect(quarantineReasons).toContain(reason);
      expect(detail.zh.length * detail.en.length).toBeGreaterThan(0);
    }
    for (const reading of readings) {
      expect(Number.isFinite(reading.at)).toBe(true);
      expect(reading.at).toBeLessThanOrEqual(receivedAt + 2 * minute);
      expect(reading.at).toBeGreaterThanOrEqual(receivedAt - 90 * day);
    }
    return readings.length + refusals.length;
  }

  test("any bytes are read or refused, never thrown at", () => {
    fc.assert(
      fc.property(topicKind, fc.uint8Array({ maxLength: 300 }), (topic, bytes) => {
        expect(isAccountedFor(topic, bytes)).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test("any JSON is read or refused, never thrown at", () => {
    fc.assert(
      fc.property(topicKind, fc.jsonValue({ maxDepth: 5 }), (topic, json) => {
        expect(isAccountedFor(topic, new TextEncoder().encode(JSON.stringify(json)))).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test("every record of a pack is a reading or a refusal, unless the pack is refused as a whole", () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { minLength: 1, maxLength: 8 }), (pack) => {
        const { readings, refusals } = decode("telemetry", pack);
        const isWhole = readings.length === 0 && refusals.length === 1 && refusals[0]?.reason === "not-senml";
        const carrying = pack.filter((record) => {
          const labels = Object.keys(record);
          return labels.length === 0 || labels.some((label) => !label.startsWith("b"));
        });
        if (!isWhole) expect(readings.length + refusals.length).toBe(carrying.length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a pack that was encoded", () => {
  const observation: fc.Arbitrary<Observation> = fc
    .tuple(
      fc.constantFrom(...observationCodes),
      fc.integer({ min: 0, max: day }),
      fc.boolean(),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([code, age, flag, part]) => {
      const entry = entryOf(code);
      const base = { kind: "observation", code, at: receivedAt - age, deviceId: "bed-1" } as const;
      if (entry.value === "boolean") return { ...base, value: flag };
      if (entry.value === "code") {
        const answers = Object.keys(entry.answers);
        return { ...base, value: answers[Math.floor(part * (answers.length - 1))] as string };
      }
      const [low, high] = entry.plausible;
      return { ...base, value: Math.round((low + part * (high - low)) * 10) / 10 };
    });

  test("decodes to the same observations", () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 20 }), (observations) => {
        expect(decode("telemetry", telemetryPayload(observations))).toEqual({ readings: observations, refusals: [] });
      }),
      { numRuns: 300 },
    );
  });

  test("names its device and its time once", () => {
    const base = { kind: "observation", deviceId: "bed-1" } as const;
    expect(
      telemetryPack([
        { ...base, code: "heart-rate", value: 72, at: receivedAt },
        { ...base, code: "bed-occupancy", value: true, at: receivedAt },
        { ...base, code: "heart-rate", value: 71, at: receivedAt + 500 },
      ]),
    ).toEqual([
      { bn: "anhu:bed-1:", bt: seconds, n: "heart-rate", v: 72 },
      { n: "bed-occupancy", vb: true },
      { n: "heart-rate", t: 0.5, v: 71 },
    ]);
  });
});
