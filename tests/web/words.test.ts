import { describe, expect, test } from "vitest";
import type { News2View } from "../../contracts/http/residents.ts";
import { news2Text } from "../../web/parts/news2-chip.tsx";
import { initialsOf } from "../../web/resident/resident-header.tsx";
import { en } from "../../web/words/en.ts";
import { absolute, countUp, span, whenWas } from "../../web/words/time-words.ts";
import { zh } from "../../web/words/zh.ts";

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

  test("a clock counts up in tabular digits, and in words after a day", () => {
    expect([42 * second, 65 * minute + 9 * second, 27 * hour, -5].map((ms) => countUp(ms, "zh"))).toEqual([
      "00:42",
      "1:05:09",
      `1${thin}天 3${thin}小时`,
      "00:00",
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
