import { describe, expect, test } from "vitest";
import { health } from "../../contracts/http/health.ts";
import { checksOf, countStates } from "../../web/operations/health-checks.ts";
import { healthWords } from "../../web/operations/health-words.ts";

const now = Date.parse("2026-11-22T12:00:00+08:00");
const ago = (ms: number) => new Date(now - ms).toISOString();

const fine = {
  status: "ok",
  time: ago(0),
  speed: 1,
  mode: "live",
  version: "0.1.0",
  messages: { taken: 10, refused: 0 },
  deadLetters: 0,
  tellsOperators: true,
  canary: { isAnswered: true, checkedAt: ago(30_000), latencyMs: 40 },
  chain: { isDelivered: true, checkedAt: ago(30_000), latencyMs: 90 },
  details: {
    ingest: { devices: 10, silent: 1, lastHeardAt: ago(1_000), lagMs: 20 },
    timers: { watchesOverdue: 0, escalationsOverdue: 0, notificationsOverdue: 0 },
    alerts: { open: 3, unanswered: 1, uncalled: 0 },
    channels: [{ id: "c1", name: "群", kind: "wecom", state: "working" }],
    quarantine: { "not-json": 4 },
    disk: { freeBytes: 50e9, totalBytes: 100e9 },
    unknown: [],
  },
};

function checksWith(change: object, details: object = {}) {
  return checksOf(health.parse({ ...fine, ...change, details: { ...fine.details, ...details } }), now);
}

function statesWith(change: object, details: object = {}): Record<string, string> {
  return Object.fromEntries(checksWith(change, details).map(({ name, state }) => [name, state]));
}

describe("the health page", () => {
  test("calls a service fine of which nothing is wrong", () => {
    expect(new Set(Object.values(statesWith({})))).toEqual(new Set(["fine"]));
  });

  test("says of everything that it was not told that it is unknown, and leaves nothing out", () => {
    const { details: _, ...rest } = fine;
    const checks = checksOf(health.parse(rest), now);
    const untold = ["alerts", "timers", "channels", "ingest", "quarantine"];
    expect(checks.filter(({ state }) => state === "unknown").map(({ name }) => name)).toEqual(untold);
    expect(countStates(checks)).toEqual({ bad: 0, unknown: 4 });
  });

  test.each([
    ["canary", { canary: { isAnswered: false, checkedAt: ago(30_000) } }, {}],
    ["canary", { canary: { isAnswered: true, checkedAt: ago(10 * 60_000) } }, {}],
    ["chain", { chain: { isDelivered: false, checkedAt: ago(30_000) } }, {}],
    ["letters", { deadLetters: 1 }, {}],
    ["operators", { tellsOperators: false }, {}],
    ["alerts", {}, { alerts: { open: 3, unanswered: 1, uncalled: 1 } }],
    ["timers", {}, { timers: { watchesOverdue: 0, escalationsOverdue: 1, notificationsOverdue: 0 } }],
    ["channels", {}, { channels: [] }],
    ["channels", {}, { channels: [{ id: "c1", name: "群", kind: "wecom", state: "failing" }] }],
    ["ingest", {}, { ingest: { devices: 10, silent: 10 } }],
    ["ingest", {}, { ingest: { devices: 10, silent: 0, lagMs: 60_000 } }],
    ["disk", {}, { disk: { freeBytes: 1e9, totalBytes: 100e9 } }],
  ])("says of %s alone that it needs somebody", (name, change, details) => {
    const bad = Object.entries(statesWith(change, details)).filter(([, state]) => state !== "fine");
    expect(bad).toEqual([[name, "bad"]]);
  });

  test("never calls fine what could not be had, or was never judged", () => {
    expect(statesWith({ canary: undefined })).toMatchObject({ canary: "unknown" });
    expect(statesWith({}, { unknown: ["alerts", "channels", "ingest", "quarantine"] })).toMatchObject({
      alerts: "unknown",
      timers: "unknown",
      channels: "unknown",
      ingest: "unknown",
      quarantine: "unknown",
    });
  });

  test.each<[string, object, object, string]>([
    ["all does well", {}, {}, "各部分正常。"],
    ["all but how much was refused, which may wait", {}, { unknown: ["quarantine"] }, "各部分正常。"],
    ["what cannot be read is not fine", {}, { unknown: ["alerts"] }, "有 2 处情况不明，其余正常。"],
    ["nor what was never judged", { canary: undefined }, {}, "有 1 处情况不明，其余正常。"],
    ["both", { deadLetters: 1 }, { unknown: ["channels"] }, "有 1 处需要处理，另有 1 处情况不明。"],
    ["what needs somebody alone", { deadLetters: 1 }, {}, "有 1 处需要处理。"],
  ])("sums up: %s", (_claim, change, details, text) => {
    const { bad, unknown } = countStates(checksWith(change, details));
    expect(healthWords.zh.summary(bad, unknown)).toBe(text);
    expect(healthWords.en.summary(bad, unknown).startsWith("All parts")).toBe(text === "各部分正常。");
  });
});
