import { describe, expect, test } from "vitest";
import { alertWords, calledTo, groupWords, selfTestWords, testWords } from "../../contracts/notification-words.ts";
import { sendFaultText } from "../../contracts/send-fault-words.ts";
import { alertPriorities } from "../../domain/alerts/alert.ts";

const place = { facility: "松鹤院", bed: "3号楼205-1床" };

describe("on a locked screen stand the bed, the facility and how urgent it is", () => {
  test.each([
    ["high", "zh", "▲ 高优先级告警 · 3号楼205-1床", "松鹤院 · 请立即查看，并点“我去”"],
    ["medium", "zh", "■ 中优先级告警 · 3号楼205-1床", "松鹤院 · 请尽快查看"],
    ["low", "zh", "● 低优先级告警 · 3号楼205-1床", "松鹤院 · 请留意查看"],
    ["high", "en", "▲ High-priority alert · 3号楼205-1床", '松鹤院 · Go at once, and tap "I\'m going"'],
  ] as const)("%s in %s", (priority, language, title, body) => {
    expect(alertWords(priority, place, language)).toEqual({ title, body });
  });

  test.each([
    ["referral-incoming", "zh", "请立即查看，并点“我来接诊”"],
    ["referral-late", "zh", "请立即查看，并点“我来办理”"],
    ["referral-asked", "en", 'Look at once, and tap "I see to it"'],
    ["referral-unanswered", "en", 'Look at once, and tap "I see to it"'],
    ["referral-ended", "zh", "请立即查看，并点“我来办理”"],
    ["bed-asked", "en", 'Look at once, and tap "I see to it"'],
    ["bed-late", "zh", "请立即查看，并点“我来办理”"],
    ["fall", "zh", "请立即查看，并点“我去”"],
  ] as const)("what %s calls to is said as its button says it, in %s", (kind, language, body) => {
    expect(alertWords("high", { facility: "县医院" }, language, calledTo(kind)).body).toBe(body);
    expect(groupWords("high", [{ facility: "县医院" }], language, calledTo(kind)).body).toBe(`县医院 · ${body}`);
  });

  test("without a bed the facility takes its place", () => {
    const words = alertWords("high", { facility: "松鹤院" }, "zh");
    expect(words).toEqual({ title: "▲ 高优先级告警 · 松鹤院", body: "请立即查看，并点“我去”" });
  });

  test("several name their beds once each, and count those that find no room", () => {
    const places = Array.from({ length: 12 }, (_, n) => ({ facility: "松鹤院", bed: `${n % 10}床` }));
    expect(groupWords("medium", places, "zh")).toEqual({
      title: "■ 12 条告警待处理",
      body: "0床、1床、2床、3床、4床、5床、6床、7床 等 10 处 · 请尽快查看",
    });
    expect(groupWords("low", places.slice(0, 2), "en").body).toBe("0床, 1床 · Have a look");
  });

  test.each(alertPriorities)("titles of %s fit a phone and one text message", (priority) => {
    for (const language of ["zh", "en"] as const) {
      const { title, body } = alertWords(priority, place, language);
      expect(title.length).toBeLessThanOrEqual(45);
      expect(`${title}\n${body}`.length).toBeLessThanOrEqual(100);
    }
  });

  test("tests say that they are tests", () => {
    for (const words of [testWords, selfTestWords]) {
      expect(words("zh").body).toContain("无需处理");
      expect(words("en").body).toContain("Nothing needs doing");
    }
  });
});

describe("what came of an attempt is said in both languages", () => {
  test.each([
    "timeout",
    "tls-failed",
    "http-403",
    "http-307",
    "http-502",
    "smtp-451",
    "wecom-40001",
    "wecom--1",
    "dingtalk-310000",
    "sns-ThrottledException",
    "no-channel",
  ])("%s", (code) => {
    const { zh, en } = sendFaultText(code);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/[a-z]{3}/);
    expect(en).not.toBe(code);
  });

  test("a code that nobody knows stands for itself", () => {
    expect(sendFaultText("constructor")).toEqual({ zh: "constructor", en: "constructor" });
  });
});
