import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nightSentence } from "../../contracts/family-night-words.ts";
import { activityOf } from "../../domain/family/activity.ts";
import { bedStretches, lengthOf } from "../../domain/family/bed-log.ts";
import { DayLogger } from "../../domain/family/day-log.ts";
import { latestNight, nightOf } from "../../domain/family/night.ts";
import { bandOf, bandOfDay } from "../../domain/family/plain-band.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { day, type EpochMs, hour, minute, second } from "../../domain/model/time.ts";

/** The midnight at which 22 November began in Shanghai. */
const morning: EpochMs = Date.parse("2026-11-22T00:00:00+08:00");
const noon = morning + 12 * hour;

/** What a bed sensor says that speaks every minute. */
function words(
  spans: readonly (readonly [from: number, to: number, inBed: boolean])[],
  deviceId = "bed",
): Observation[] {
  return spans.flatMap(([from, to, inBed]) =>
    Array.from({ length: Math.round((to - from) / minute) }, (_, place) => ({
      kind: "observation" as const,
      code: "bed-occupancy" as const,
      value: inBed,
      at: morning + from + place * minute,
      deviceId,
    })),
  );
}

function logsOf(observations: readonly Observation[], now: EpochMs) {
  return [morning - day, morning].map((dayStart) => {
    const logger = new DayLogger(dayStart, Math.min(now, dayStart + day));
    for (const { code, at, deviceId, value } of observations) logger.add(code, at, deviceId, value);
    return logger.log("r", now);
  });
}

function nightAt(observations: readonly Observation[], now: EpochMs = noon) {
  return nightOf(morning, logsOf(observations, now), now);
}

const usual = [
  [-6 * hour, -2 * hour, false],
  [-2 * hour, 1 * hour, true],
  [1 * hour, 1 * hour + 12 * minute, false],
  [1 * hour + 12 * minute, 6 * hour, true],
  [6 * hour, 12 * hour, false],
] as const;

describe("a night", () => {
  test("is the time in bed from lying down to getting up, without the times up between", () => {
    const night = nightAt(words(usual));
    expect(night).toMatchObject({ known: "known", isOver: true, timesUp: 1 });
    expect(night.toBedAt).toBe(morning - 2 * hour);
    expect(night.upAt).toBe(morning + 6 * hour);
    expect(night.inBedMs).toBe(8 * hour - 12 * minute);
    expect(nightSentence(night).zh.replaceAll("\u2009", " ")).toBe(
      "22:00 上床，06:00 起床，在床 7 小时 48 分，夜里起来 1 次",
    );
  });

  test("without a bed sensor has no data, which is no zero", () => {
    const night = nightAt([]);
    expect(night).toMatchObject({ known: "no-data", parts: [] });
    expect(night).not.toHaveProperty("inBedMs");
    expect(nightSentence(night)).toEqual({ zh: "没有数据", en: "No data" });
  });

  test("of which an hour is missing says so, and does not fill it", () => {
    const night = nightAt(words([...usual.slice(0, 3), [3 * hour, 6 * hour, true], [6 * hour, 12 * hour, false]]));
    expect(night.known).toBe("partly-known");
    // From 01:12 to 03:00, but for the three minutes in which the last word holds… which it does not, since nobody spoke.
    expect(night.unknownMs).toBeGreaterThanOrEqual(hour + 48 * minute);
    expect(night.inBedMs).toBeLessThanOrEqual(6 * hour);
    expect(nightSentence(night).zh).toContain("没有数据");
  });

  test("in which nobody lay down is known to be so", () => {
    const night = nightAt(words([[-6 * hour, 12 * hour, false]]));
    expect(night).toMatchObject({ known: "known", inBedMs: 0 });
    expect(nightSentence(night).zh).toBe("没有躺到床上");
  });

  test("of which only a moment was heard claims nothing", () => {
    const night = nightAt(words([[-6 * hour, -5.9 * hour, false]]));
    expect(night.known).toBe("partly-known");
    expect(night).not.toHaveProperty("inBedMs");
    expect(nightSentence(night).zh).toBe("数据不够，看不出来");
  });

  test("is known although nothing was heard for half an hour after breakfast", () => {
    const night = nightAt(words([...usual.slice(0, 4), [6 * hour, 9 * hour, false], [9.5 * hour, 12 * hour, false]]));
    expect(night).toMatchObject({ known: "known", inBedMs: 8 * hour - 12 * minute });
  });

  test("of somebody who never rises names neither when they lay down nor when they rose", () => {
    const night = nightAt(words([[-6 * hour, 12 * hour, true]]));
    expect(night.inBedMs).toBeGreaterThan(17 * hour);
    expect(night).not.toHaveProperty("toBedAt");
    expect(night).not.toHaveProperty("upAt");
  });

  test("does not end with a rest on the bed in the evening", () => {
    const rest = [
      [-6 * hour, -5 * hour, true],
      [-5 * hour, -2 * hour, false],
    ] as const;
    expect(nightAt(words([...rest, ...usual.slice(1)])).toBedAt).toBe(morning - 2 * hour);
  });

  test("that goes on counts so far, and names nobody as risen who is up for a quarter of an hour", () => {
    const now = morning + hour + 15 * minute;
    const night = nightAt(words([...usual.slice(0, 2), [hour, hour + 15 * minute, false]]), now);
    expect(night).toMatchObject({ isOver: false, inBedMs: 3 * hour });
    expect(night).not.toHaveProperty("upAt");
    expect(nightSentence(night).zh.replaceAll("\u2009", " ")).toBe("22:00 上床，已在床 3 小时");
  });

  test.each([
    ["2026-11-22T17:59:00+08:00", "2026-11-22"],
    ["2026-11-22T18:00:00+08:00", "2026-11-23"],
    ["2026-11-22T00:30:00+08:00", "2026-11-22"],
  ])("to show at %s is that of the morning of %s", (now, date) => {
    expect(latestNight(Date.parse(now))).toBe(Date.parse(`${date}T00:00:00+08:00`));
  });

  const spans = fc.array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 240 }),
      is: fc.constantFrom("in", "out", "nothing"),
    }),
    { maxLength: 14 },
  );

  test("claims no minute in bed that the sensor did not see, and says how long nobody knows", () => {
    fc.assert(
      fc.property(spans, (parts) => {
        let at = -6 * hour;
        const truth: [number, number, boolean][] = [];
        for (const { minutes, is } of parts) {
          const to = Math.min(at + minutes * minute, 12 * hour);
          if (is !== "nothing" && to > at) truth.push([at, to, is === "in"]);
          at = to;
        }
        const night = nightAt(words(truth));
        const inBed = truth.reduce((sum, [from, to, isIn]) => sum + (isIn ? to - from : 0), 0);
        const known = truth.reduce((sum, [from, to]) => sum + to - from, 0);
        // A word holds until the next one, for at most three minutes.
        const slack = 3 * minute * (truth.length + 1);
        expect(night.inBedMs ?? 0).toBeLessThanOrEqual(inBed + slack);
        if (night.known === "no-data") expect(known).toBeLessThanOrEqual(slack);
        else expect(night.unknownMs).toBeLessThanOrEqual(18 * hour - known + slack);
        const edges = [-6 * hour];
        for (const [from, to] of truth) edges.push(from, to);
        edges.push(12 * hour);
        const silences = edges.flatMap((edge, place) => (place % 2 === 0 ? [(edges[place + 1] as number) - edge] : []));
        if (silences.some((ms) => ms >= 75 * minute)) expect(night.known).not.toBe("known");
        if (night.known === "known" && night.inBedMs === 0) expect(inBed).toBeLessThanOrEqual(slack);
        const isCovered = night.parts.every((part, place) => {
          const next = night.parts[place + 1];
          return part.to > part.from && (next === undefined || part.to <= next.from);
        });
        expect(isCovered).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("bed sensors", () => {
  test("of two, the one that feels somebody is believed", () => {
    const both = [...words([[0, hour, true]], "one"), ...words([[0, 2 * hour, false]], "two")].toSorted(
      (a, b) => a.at - b.at,
    );
    expect(lengthOf(bedStretches(both), "in-bed")).toBe(59 * minute);
  });

  test("that say everything twice, or in another order, say the same", () => {
    const told = words(usual);
    const again = [...told, ...told];
    expect(logsOf(again.toReversed(), noon)).toEqual(logsOf(told, noon));
  });
});

describe("a day", () => {
  const add = (logger: DayLogger, code: Observation["code"], at: number, value: number) =>
    logger.add(code, morning + at, "band", value);

  test("counts the steps that were made while the counter was read, over its new beginning", () => {
    const logger = new DayLogger(morning, morning + day);
    for (const [at, count] of [
      [8, 500],
      [9, 900],
      [10, 20],
      [11, 120],
    ] as const)
      add(logger, "steps", at * hour, count);
    expect(logger.log("r", noon).steps).toEqual({ count: 520, at: morning + 11 * hour });
  });

  test("keeps values that were measured with its tenths and its middle", () => {
    const logger = new DayLogger(morning, morning + day);
    for (let value = 1; value <= 100; value += 1) add(logger, "heart-rate", value * minute, 40 + value);
    expect(logger.log("r", noon).vitals["heart-rate"]).toEqual({
      count: 100,
      min: 41,
      lowTenth: 50,
      middle: 90,
      highTenth: 130,
      max: 140,
    });
  });

  test("names each quarter of an hour in which nothing was heard of the person, whatever the thermometer said", () => {
    const logger = new DayLogger(morning, morning + 3 * hour);
    for (let at = 0; at < 3 * hour; at += minute) {
      add(logger, "room-temperature", at, 20);
      if (at < hour || at >= 2 * hour) add(logger, "heart-rate", at, 60);
    }
    expect(logger.log("r", noon).gaps).toEqual([{ from: morning + hour, to: morning + 2 * hour }]);
  });

  test("takes only readings of its own hours", () => {
    const logger = new DayLogger(morning, morning + hour);
    for (const at of [-second, hour, 25 * hour]) add(logger, "heart-rate", at, 60);
    expect(logger.log("r", noon).vitals).toEqual({});
  });

  test("without a log has no activity, which is no zero", () => {
    expect(activityOf(morning, undefined)).toEqual({ dayStart: morning, known: "no-data" });
  });

  test("counts as up what lies between six and ten in the evening and out of bed", () => {
    const [, log] = logsOf(
      words([
        [0, 7 * hour, true],
        [7 * hour, 24 * hour, false],
      ]),
      morning + day,
    );
    const activity = activityOf(morning, log);
    expect(activity.known).toBe("known");
    expect(Math.round((activity.upMs ?? 0) / hour)).toBe(15);
  });
});

describe("plain bands", () => {
  const limit = { low: 45, high: 120 };
  test.each([
    [44, "low"],
    [45, "usual"],
    [120, "usual"],
    [121, "high"],
  ])("%i is %s against 45 to 120", (value, band) => {
    expect(bandOf(value, limit)).toBe(band);
  });

  test("go by a tenth of the day, and by the side that is further outside", () => {
    expect(bandOfDay({ lowTenth: 60, highTenth: 119 }, limit)).toBe("usual");
    expect(bandOfDay({ lowTenth: 44, highTenth: 125 }, limit)).toBe("high");
    expect(bandOfDay({ lowTenth: 30, highTenth: 121 }, limit)).toBe("low");
  });

  test("are none where the plan sets no limit", () => {
    expect(bandOf(80, undefined)).toBeUndefined();
    expect(bandOf(80, {})).toBeUndefined();
  });
});
