import { describe, expect, test } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { careFor, carerName } from "../../devices-sim/carer.ts";
import { minute, second } from "../../domain/model/time.ts";
import { noon } from "./made.ts";

const words = { zh: "", en: "" };
const leavesForMs = 5 * minute;

function alert(id: string, ageMs: number, change: Partial<AlertView> = {}): AlertView {
  return {
    id,
    residentId: "t-r1",
    facilityId: "f1",
    kind: "fall",
    priority: "high",
    technical: false,
    condition: "active",
    handling: "new",
    raisedAt: isoTimeOf(noon - ageMs),
    caseId: id,
    title: words,
    reason: words,
    inputs: [],
    timeline: [],
    version: 1,
    ...change,
  };
}

function wentTo(by: string, agoMs: number, change: Partial<AlertView> = {}): AlertView {
  const timeline = [{ at: isoTimeOf(noon - agoMs), what: "acknowledged" as const, by }];
  return alert("gone", agoMs + minute, { handling: "acknowledged", timeline, ...change });
}

function takenBy(by: string, agoMs: number, change: Partial<AlertView> = {}): AlertView {
  const timeline = [
    { at: isoTimeOf(noon - agoMs - minute), what: "acknowledged" as const, by },
    { at: isoTimeOf(noon - agoMs), what: "on-site" as const, by },
  ];
  return alert("taken", agoMs + 2 * minute, { handling: "on-site", timeline, ...change });
}

function doneAbout(...alerts: readonly AlertView[]): readonly string[] {
  return careFor(alerts, new Set(["t-r1"]), noon, leavesForMs).map((step) => `${step.do} ${step.alertId}`);
}

describe("the simulated carer", () => {
  test("leaves the oldest to whoever is watching, and goes to the next after 30 to 90 seconds", () => {
    expect(doneAbout(alert("oldest", 4.9 * minute), alert("next", 29 * second))).toEqual([]);
    expect(doneAbout(alert("next", 90 * second), alert("oldest", 4.9 * minute))).toEqual(["acknowledge next"]);
    expect(doneAbout(alert("oldest", 5 * minute))).toEqual(["acknowledge oldest"]);
  });

  test("is there half a minute to a minute and a half after setting out, and only where the carer set out", () => {
    expect(doneAbout(wentTo(carerName, 29 * second))).toEqual([]);
    expect(doneAbout(wentTo(carerName, 90 * second))).toEqual(["on-site gone"]);
    expect(doneAbout(wentTo("王护士", 20 * minute))).toEqual([]);
  });

  test.each<[string, AlertView, boolean]>([
    ["what was taken long enough ago is resolved", takenBy(carerName, 3 * minute), true],
    ["not before a minute at the bedside", takenBy(carerName, 59 * second), false],
    ["what another person has taken is theirs", takenBy("王护士", 20 * minute), false],
    ["a vital sign that is still bad stays", takenBy(carerName, 3 * minute, { kind: "spo2-limit" }), false],
    [
      "one that has cleared is resolved",
      takenBy(carerName, 3 * minute, { kind: "spo2-limit", condition: "cleared" }),
      true,
    ],
  ])("%s", (_claim, taken, isResolved) => {
    expect(doneAbout(taken)).toEqual(isResolved ? ["resolve taken"] : []);
  });

  test.each<[string, Partial<AlertView>]>([
    ["somebody else's resident", { residentId: "real-1" }],
    [
      "one that a nurse shelved",
      { shelved: { until: isoTimeOf(noon + minute), by: "周护士", reason: "已知" }, kind: "spo2-limit" },
    ],
    ["a silent device", { kind: "device-silent", technical: true }],
    ["one that calls the desk of a hospital", { kind: "referral-incoming" }],
    ["one whose referral is late", { kind: "referral-late", priority: "medium" }],
    ["one of a bed that waits", { kind: "bed-asked", priority: "low" }],
    ["one that asks a house for its answer", { kind: "referral-asked", priority: "low" }],
    ["one whose time cannot be read", { raisedAt: "just now" }],
  ])("%s is left alone", (_claim, change) => {
    expect(doneAbout(alert("a", 20 * minute, change))).toEqual([]);
  });

  test("finds different things, and never says it was a test", () => {
    const outcomes = ["fall", "sos", "smoke", "gas", "spo2-limit", "news2"].flatMap((kind) =>
      Array.from({ length: 30 }, (_, index) => {
        const taken = takenBy(carerName, 3 * minute, { id: `${kind}-${index}`, kind, condition: "cleared" });
        return careFor([taken], new Set(["t-r1"]), noon, leavesForMs).map((step) => "outcome" in step && step.outcome);
      }).flat(),
    );
    expect(outcomes).toHaveLength(180);
    expect(new Set(outcomes)).toEqual(new Set(["real", "false", "device-fault"]));
  });
});
