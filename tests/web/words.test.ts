import { describe, expect, test } from "vitest";
import type { News2View } from "../../contracts/http/residents.ts";
import { reasonText } from "../../contracts/verdict-words.ts";
import { alertTitle } from "../../contracts/words.ts";
import { news2Version } from "../../domain/watch/news2-scoring.ts";
import { raisedAmong } from "../../web/board/no-alerts.tsx";
import { meanDigitsOf } from "../../web/data/codes.ts";
import { news2Text, raisedText } from "../../web/parts/news2-chip.tsx";
import { initialsOf } from "../../web/resident/resident-header.tsx";
import { en } from "../../web/words/en.ts";
import { absolute, countUp, lasting, remaining, span, whenIs, whenWas } from "../../web/words/time-words.ts";
import { zh } from "../../web/words/zh.ts";
import { fixtureCounty } from "./fixture/county.ts";

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const now = Date.parse("2026-11-22T12:30:00+08:00");
const thin = "\u2009";

describe("when it was", () => {
  test.each([
    ["a moment ago", 3 * second, "刚刚", "just now"],
    ["seconds", 42 * second, `42${thin}秒前`, `42${thin}s ago`],
    ["minutes", 12 * minute, `12${thin}分前`, `12${thin}min ago`],
    ["up to an hour", hour - 1, `59${thin}分前`, `59${thin}min ago`],
    ["from an hour on, the clock", hour, "11:30", "11:30"],
    ["yesterday, the date", 13 * hour, "11月21日 23:30", "21 Nov 23:30"],
  ])("%s", (_claim, age, inChinese, inEnglish) => {
    expect([whenWas(now - age, now, "zh"), whenWas(now - age, now, "en")]).toEqual([inChinese, inEnglish]);
  });

  test("a moment of another day, before or after, is said with its date", () => {
    const moments = [now - 5 * minute, now + 11 * hour, now + 24 * hour, now - 13 * hour];
    expect(moments.map((at) => whenIs(at, now, "zh"))).toEqual(["12:25", "23:30", "11月23日 12:30", "11月21日 23:30"]);
  });

  test("a clock counts up in tabular digits, and in words after a day", () => {
    expect([42 * second, 65 * minute + 9 * second, 27 * hour, -5].map((ms) => countUp(ms, "zh"))).toEqual([
      "00:42",
      "1:05:09",
      `1${thin}天 3${thin}小时`,
      "00:00",
    ]);
  });

  test("what still lasts is told in two units, and never looks like a time of day", () => {
    const lengths = [15 * second, 75 * second, hour + 5 * minute + 9 * second, 27 * hour, -5];
    expect(lengths.map((ms) => lasting(ms, "zh").replaceAll(thin, " "))).toEqual([
      "15 秒",
      "1 分 15 秒",
      "1 小时 5 分",
      "1 天 3 小时",
      "0 秒",
    ]);
    expect(lasting(75 * second, "en")).toBe(`1${thin}min 15${thin}s`);
  });

  test("what remains is told in whole minutes, and never reads an hour short", () => {
    const lengths = [45 * second, 12 * minute + 50 * second, 2 * hour - second, 2 * hour, 27 * hour];
    expect(lengths.map((ms) => remaining(ms, "zh").replaceAll(thin, " "))).toEqual([
      "45 秒",
      "12 分",
      "1 小时 59 分",
      "2 小时 0 分",
      "1 天 3 小时",
    ]);
  });

  test("a span is in its largest unit", () => {
    expect(span(26 * hour, "en")).toBe(`1${thin}d 2${thin}h`);
  });

  test("absolute times are Shanghai's", () => {
    expect(absolute(Date.UTC(2026, 11, 31, 16, 0, 5))).toBe("2027-01-01 00:00:05");
  });
});

describe("NEWS2", () => {
  const score: News2View = {
    status: "partial",
    min: 3,
    max: 9,
    band: "low-medium",
    missing: ["systolic-blood-pressure", "consciousness"],
    scale: 1,
    parts: {},
  };
  test.each([
    ["a partial score is a bound with what is missing", score, "≥3 · 缺血压、意识"],
    ["a full score is a number", { ...score, status: "full" as const, min: 5, missing: [] }, "5"],
    [
      "much that is missing is counted",
      { ...score, missing: [...score.missing, "inspired-oxygen"] },
      "≥3 · 缺血压、意识等 3 项",
    ],
    [
      "an excluded person is not scored, and why",
      { ...score, status: "not-scored" as const, excludedBecause: "palliative" as const },
      "不评分 · 安宁疗护",
    ],
  ])("%s", (_claim, given, text) => {
    expect(news2Text(given, zh, 2)).toBe(text);
  });
});

describe("a raised NEWS2 without an alert", () => {
  const full: News2View = { status: "full", min: 6, max: 6, band: "medium", missing: [], scale: 1, parts: {} };
  const [first, second, third, fourth] = fixtureCounty(4, now).residents;
  if (!first || !second || !third || !fourth) throw new Error("the fixture is too small");

  test.each([
    ["a full score", full, "NEWS2 6 分，中危", "NEWS2 6, medium risk"],
    [
      "a partial one is a bound with what is missing",
      { ...full, status: "partial" as const, max: 9, missing: ["consciousness"] },
      "NEWS2 ≥6 · 缺意识，中危",
      "NEWS2 ≥6 · no consciousness, medium risk",
    ],
  ])("is said in one phrase: %s", (_claim, score, inChinese, inEnglish) => {
    expect([raisedText(score, zh), raisedText(score, en)]).toEqual([inChinese, inEnglish]);
  });

  test("names whoever is above the low band, the highest first, and nobody who is not scored", () => {
    const residents = [
      { ...first, news2: { ...full, min: 0, band: "low" as const } },
      { ...second, news2: { ...full, min: 3, band: "low-medium" as const } },
      { ...third, news2: full },
      { ...fourth, news2: { ...full, status: "not-scored" as const } },
    ];
    expect(raisedAmong(residents).map(({ id }) => id)).toEqual([third.id, second.id]);
  });

  test.each(["low", "low-medium", "medium", "high"] as const)("band %s has one name on card and alert", (band) => {
    const reason = reasonText({
      code: "news2",
      min: 6,
      max: 6,
      band,
      missing: [],
      scale: 1,
      parts: {},
      version: news2Version,
    });
    expect(reason.zh).toContain(zh.news2Bands[band]);
    expect(reason.en).toContain(en.news2Bands[band]);
  });
});

test.each(["device-silent", "low-battery"] as const)(
  "the level of an alert about a device, %s, is not in its title",
  (kind) => {
    const title = alertTitle(kind, { code: "battery-low", percent: 9, deviceIds: [], kinds: [] } as never);
    expect(title.zh).not.toContain(zh.priorities.technical);
    expect(title.en.toLowerCase()).not.toContain(en.priorities.technical.toLowerCase());
  },
);

test.each([
  ["heart-rate", 71.33333333333333, "71.3"],
  ["body-temperature", 36.64999999999999, "36.65"],
])("a mean of %s has one decimal more than a reading", (code, mean, text) => {
  expect(meanDigitsOf(code, mean)).toBe(text);
});

test("both languages say everything, and English says nothing in Chinese", () => {
  const sentences = (part: unknown): string[] => {
    if (typeof part === "string") return [part];
    if (typeof part === "function") return [String((part as (...values: unknown[]) => unknown)("A", "B", "C", 2))];
    return Object.values(part as object).flatMap(sentences);
  };
  expect(sentences(en)).toHaveLength(sentences(zh).length);
  expect(sentences(en).filter((sentence) => /\p{Script=Han}/u.test(sentence))).toEqual([]);
  expect([...sentences(zh), ...sentences(en)].filter((sentence) => sentence.trim() === "")).toEqual([]);
});

test.each([
  ["王桂英", "王"],
  ["Mary Ann Lee", "MA"],
  ["阿依古丽·买买提", "阿"],
])("the initials of %s are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
