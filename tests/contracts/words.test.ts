import { describe, expect, test } from "vitest";
import { clockTimeOf, epochOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { reasonText } from "../../contracts/verdict-words.ts";
import { alertTitle, durationText, valueText } from "../../contracts/words.ts";
import type { AlertKind, VerdictReason } from "../../domain/alerts/alert.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";

const at = Date.parse("2026-11-22T02:13:00+08:00");

/** Thin spaces written as plain ones, so that the tables below can be read. */
const news2 = { code: "news2", scale: 1, parts: {}, version: "RCP-2017" } as const;
const plain = (text: string) => text.replaceAll("\u2009", " ");

const call = { deviceId: "band-1", eventId: "e1" };

describe("an alert says what and why", () => {
  test.each<[kind: AlertKind, reason: VerdictReason, title: string, zh: string, en: string]>([
    ["fall", { code: "event", type: "fall", ...call }, "疑似跌倒", "设备检测到跌倒", "A device detected a fall"],
    [
      "sos",
      { code: "event", type: "sos", ...call, reportedLateMs: 12 * minute },
      "紧急呼叫",
      "按下了呼叫按钮，12 分钟后才上报",
      "The call button was pressed, reported 12 min late",
    ],
    [
      "smoke",
      { code: "event", type: "smoke", ...call, reportedLateMs: 900 },
      "烟雾报警",
      "探测器检测到烟雾",
      "A detector found smoke",
    ],
    [
      "heart-rate-limit",
      { code: "above-limit", observation: "heart-rate", value: 134.6, limit: 110, forMs: 5 * minute },
      "心率偏高",
      "心率 135 次/分，高于上限 110 次/分，已持续 5 分钟",
      "Heart rate 135 /min, above 110 /min for 5 min",
    ],
    [
      "spo2-limit",
      { code: "below-limit", observation: "spo2", value: 84, limit: 90, forMs: 0 },
      "血氧偏低",
      "血氧 84 %，低于下限 90 %",
      "SpO₂ 84 %, below 90 %",
    ],
    [
      "body-temperature-limit",
      { code: "above-limit", observation: "body-temperature", value: 38.94, limit: 38.5, forMs: 90 * second },
      "体温偏高",
      "体温 38.9 °C，高于上限 38.5 °C，已持续 1 分钟",
      "Body temperature 38.9 °C, above 38.5 °C for 1 min",
    ],
    [
      "news2",
      { ...news2, min: 7, max: 7, band: "high", missing: [] },
      "早期预警评分升高",
      "NEWS2 7 分，高危",
      "NEWS2 7, high risk",
    ],
    [
      "news2",
      { ...news2, min: 3, max: 9, band: "low-medium", missing: ["systolic-blood-pressure", "consciousness"] },
      "早期预警评分升高",
      "NEWS2 ≥3，单项 3 分，缺血压、意识",
      "NEWS2 ≥3, a single 3; missing blood pressure, consciousness",
    ],
    [
      "bed-exit",
      { code: "out-of-bed", sinceMs: at },
      "离床未归",
      "02:13 离床，至今未归",
      "Out of bed since 02:13, not back",
    ],
    ["inactivity", { code: "no-movement", sinceMs: at }, "长时间无活动", "02:13 后没有活动", "No movement since 02:13"],
    [
      "device-silent",
      { code: "devices-silent", deviceIds: ["bed-1", "band-1"], kinds: ["bed-sensor", "wristband"], sinceMs: at },
      "设备无信号",
      "床垫传感器、手环 11-22 02:13 起无信号",
      "No signal from bed sensor, wristband since 11-22 02:13",
    ],
    [
      "low-battery",
      { code: "battery-low", deviceIds: ["bed-1"], kinds: ["bed-sensor"], percent: 14 },
      "设备电量低",
      "床垫传感器电量 14 %",
      "Battery of bed sensor at 14 %",
    ],
  ])("%s: %j", (kind, reason, title, zh, en) => {
    expect(alertTitle(kind, reason).zh).toBe(title);
    expect(plain(reasonText(reason).zh)).toBe(zh);
    expect(plain(reasonText(reason).en)).toBe(en);
  });

  test("a thin space stands between digits and their unit", () => {
    expect(valueText("heart-rate", 72).zh).toBe("72\u2009次/分");
  });
});

test.each([
  ["bed-occupancy", true, "是", "yes"],
  ["consciousness", "C", "新发意识模糊", "New confusion"],
  ["consciousness", "toString", "toString", "toString"],
  ["steps", 1200, "1200 步", "1200 steps"],
] as const)("%s %j reads %s", (code, value, zh, en) => {
  const text = valueText(code, value);
  expect([plain(text.zh), plain(text.en)]).toEqual([zh, en]);
});

test.each([
  [59_999, "59 秒"],
  [60_000, "1 分钟"],
  [119 * minute, "119 分钟"],
  [2 * hour, "2 小时"],
  [47 * hour, "47 小时"],
  [3 * day, "3 天"],
])("%i ms lasts %s", (ms, zh) => {
  expect(plain(durationText(ms).zh)).toBe(zh);
});

describe("times at the border", () => {
  test.each([
    ["2026-11-22T02:13:00+08:00", "2026-11-22T02:13:00+08:00"],
    ["2026-11-21T18:13:00Z", "2026-11-22T02:13:00+08:00"],
    ["2026-11-21T18:13:00.250Z", "2026-11-22T02:13:00.250+08:00"],
    ["2026-02-28T20:00:00-05:00", "2026-03-01T09:00:00+08:00"],
  ])("%s is %s on the wall in Shanghai", (text, shanghai) => {
    expect(isoTimeOf(epochOf(text) ?? 0)).toBe(shanghai);
  });

  test.each([["2026-11-22"], ["2026-11-22T02:13:00"], ["2026-13-01T00:00:00Z"], ["02:13"], ["1795284780"], [""]])(
    "%j is no time with a zone",
    (text) => {
      expect(epochOf(text)).toBeUndefined();
    },
  );

  test("times beyond the calendar are shown at its end, not thrown", () => {
    expect(isoTimeOf(1e300)).toMatch(/^\+275760/);
    expect(isoTimeOf(-1e300)).toMatch(/^-271821/);
    expect(clockTimeOf(at)).toBe("02:13");
  });
});
