import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alert, AlertKind, AlertPriority } from "../../domain/alerts/alert.ts";
import { acknowledgeAlert, arriveAtAlert, resolveAlert } from "../../domain/alerts/answering.ts";
import {
  changeAlert,
  clearAlert,
  isCalledSince,
  raiseAlert,
  reactivateAlert,
  shortenedAlert,
} from "../../domain/alerts/handling.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { Verdict } from "../../domain/watch/state.ts";
import { at } from "./watch-story.ts";

const noon = at("12:00");
const nurse = { id: "nurse-li", name: "李护士" };
const doctor = { id: "doctor-zhang", name: "张医生" };

function verdict(kind: AlertKind = "bed-exit", priority: AlertPriority = "medium"): Verdict {
  return { kind, priority, reason: { code: "out-of-bed", sinceMs: noon }, inputs: [] };
}

/** Deeply frozen: a transition that wrote into it would throw. */
function raised(kind?: AlertKind, priority?: AlertPriority): Alert {
  const alert = raiseAlert({ ...verdict(kind, priority), alertId: "a-1" }, { id: "r-1", facilityId: "f-1" }, noon);
  Object.freeze(alert.timeline);
  return Object.freeze(alert);
}

const words = (alert: Alert) => alert.timeline.map(({ what }) => what);

test("a raised alert is new, active and in version 1", () => {
  expect(raised()).toMatchObject({ id: "a-1", handling: "new", condition: "active", version: 1, raisedAt: noon });
});

describe("cleared by rule", () => {
  test.each<[priority: AlertPriority, isClosed: boolean]>([
    ["low", true],
    ["medium", true],
    ["high", false],
  ])("priority %s closes by itself: %s", (priority, isClosed) => {
    const alert = clearAlert(raised("bed-exit", priority), noon + minute);
    expect(alert.condition).toBe("cleared");
    expect(alert.closedAt).toBe(isClosed ? noon + minute : undefined);
    expect(alert.outcome).toBe(isClosed ? "cleared-by-rule" : undefined);
    expect(words(alert)).toEqual(isClosed ? ["raised", "cleared", "closed"] : ["raised", "cleared"]);
    expect(clearAlert(alert, noon + 2 * minute)).toBe(alert);
  });

  test.each<AlertKind>(["fall", "sos", "smoke", "gas"])("%s is not", (kind) => {
    const alert = raised(kind, "high");
    expect(clearAlert(alert, noon)).toBe(alert);
  });
});

test("a change raises the priority, never lowers it, and keeps the latest reason", () => {
  const worse = changeAlert(raised(), verdict("bed-exit", "high"), noon + minute);
  const milder = changeAlert(worse, verdict("bed-exit", "low"), noon + 2 * minute);
  expect([worse.priority, milder.priority, milder.version]).toEqual(["high", "high", 3]);
  expect(words(milder)).toEqual(["raised", "changed", "changed"]);
});

describe("what becomes more urgent", () => {
  const worse = verdict("bed-exit", "high");
  const going = acknowledgeAlert(raised(), nurse, noon).alert;
  const there = arriveAtAlert(raised(), nurse, noon).alert;

  test("calls from the first step while nobody has it", () => {
    const alert = changeAlert(raised(), worse, noon + minute);
    expect(alert).toMatchObject({ handling: "new", escalation: { kind: "to-plan", round: 2, dueAt: noon + minute } });
  });

  test.each([
    ["acknowledged", going],
    ["on-site", there],
  ] as const)("calls anew, whoever %s it longer than ten minutes before", (handling, held) => {
    expect(changeAlert(held, worse, noon + 10 * minute)).toMatchObject({ handling, holder: { personId: nurse.id } });
    const alert = changeAlert(held, worse, noon + 10 * minute + 1);
    const now = noon + 10 * minute + 1;
    expect(alert).toMatchObject({ handling: "new", priority: "high", escalation: { kind: "to-plan", dueAt: now } });
    expect(alert.holder).toBeUndefined();
    expect(alert.timeline.slice(-2)).toMatchObject([{ what: "changed" }, { what: "reopened", from: "李护士" }]);
  });

  test("gives who is on the way the new priority's time, not what was left of the old one's", () => {
    const { escalation } = changeAlert(going, worse, noon + minute);
    expect(escalation).toEqual({ kind: "awaiting", round: 1, answeredAt: noon + minute, dueAt: noon + 6 * minute });
  });

  test("lets who is there count as long as the new priority does", () => {
    const { escalation } = changeAlert(there, worse, noon + minute);
    expect(escalation).toEqual({ kind: "quiet", round: 1, dueAt: noon + 31 * minute });
  });

  test.each([
    ["nobody has", raised()],
    ["somebody goes to", going],
    ["somebody was with hours ago", there],
  ])("only different, what %s keeps its handling and its calls", (_claim, before) => {
    for (const priority of ["medium", "low"] as const) {
      const { handling, escalation } = changeAlert(before, verdict("bed-exit", priority), noon + 3 * hour);
      expect({ handling, escalation }).toEqual({ handling: before.handling, escalation: before.escalation });
    }
  });
});

describe("acknowledging", () => {
  const acknowledged = acknowledgeAlert(raised(), nurse, noon + minute);

  test("takes the alert", () => {
    expect(acknowledged).toMatchObject({ kind: "done", alert: { handling: "acknowledged", version: 2 } });
  });

  test("again by the same person changes nothing; by another one it is taken", () => {
    expect(acknowledgeAlert(acknowledged.alert, nurse, noon + 2 * minute)).toEqual({
      kind: "unchanged",
      alert: acknowledged.alert,
    });
    expect(acknowledgeAlert(acknowledged.alert, doctor, noon + 2 * minute)).toEqual({
      kind: "taken-by-another",
      alert: acknowledged.alert,
      by: "李护士",
    });
  });

  test("comes too late for what is closed", () => {
    const closed = clearAlert(raised(), noon + minute);
    expect(acknowledgeAlert(closed, nurse, noon + 2 * minute)).toEqual({ kind: "already-resolved", alert: closed });
  });

  test.each<[claim: string, afterMinutes: number, handling: string]>([
    ["counts for a call within ten minutes", 11, "acknowledged"],
    ["does not hide a later one", 12, "new"],
  ])("%s", (_claim, afterMinutes, handling) => {
    const again = reactivateAlert(acknowledged.alert, verdict(), noon + afterMinutes * minute);
    expect(again).toMatchObject({ handling, condition: "active" });
    expect(words(again).at(-1)).toBe("active-again");
  });
});

describe("resolving", () => {
  const resolution = { by: nurse, outcome: "real", note: "已扶起" } as const;

  test("closes with who, what and the note; a second time is refused", () => {
    const { alert } = resolveAlert(raised("fall", "high"), resolution, noon + minute);
    expect(alert).toMatchObject({
      handling: "resolved",
      outcome: "real",
      closedAt: noon + minute,
      condition: "cleared",
    });
    expect(alert.timeline.at(-1)).toEqual({
      at: noon + minute,
      what: "resolved",
      by: "李护士",
      byId: "nurse-li",
      note: "已扶起",
    });
    expect(resolveAlert(alert, resolution, noon + 2 * minute)).toEqual({ kind: "already-resolved", alert });
  });

  test("leaves a condition that rules judge as it was", () => {
    expect(resolveAlert(raised(), resolution, noon).alert.condition).toBe("active");
  });

  test("what is closed cannot change any more", () => {
    const { alert } = resolveAlert(raised(), resolution, noon);
    expect(changeAlert(alert, verdict("bed-exit", "high"), noon)).toBe(alert);
    expect(reactivateAlert(alert, verdict(), noon)).toBe(alert);
    expect(clearAlert(alert, noon)).toBe(alert);
  });
});

describe("a long story", () => {
  const bytesOf = (alert: Alert) => Buffer.byteLength(JSON.stringify(alert));
  const nobody = { id: "x".repeat(64), name: "护".repeat(40) };
  const crowd: Verdict = {
    kind: "device-silent",
    priority: "high",
    reason: {
      code: "devices-silent",
      deviceIds: Array.from({ length: 500 }, (_, index) => `${index}-${"x".repeat(58)}`),
      kinds: Array.from({ length: 500 }, (_, index) => (index === 300 ? "radar" : "wristband")),
      sinceMs: noon,
    },
    inputs: Array.from({ length: 500 }, (_, index) => ({
      code: "battery",
      value: index,
      at: noon,
      deviceId: "x".repeat(64),
    })),
  };
  const event: Verdict = {
    ...verdict("fall", "high"),
    reason: { code: "event", type: "fall", deviceId: "d".repeat(64), eventId: "\u0001".repeat(64) },
  };
  const steps: Readonly<Record<string, (alert: Alert, now: number) => Alert>> = {
    changed: (alert, now) => changeAlert(alert, crowd, now),
    cleared: clearAlert,
    called: (alert, now) => reactivateAlert(alert, event, now),
    acknowledged: (alert, now) => acknowledgeAlert(alert, nobody, now).alert,
    shortened: shortenedAlert,
  };

  test("keeps an alert below 32 KB under any sequence, with its beginning and its end", () => {
    const sequence = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sequence, fc.boolean(), (names, isNight) => {
        let alert = raised(isNight ? "bed-exit" : "spo2-limit", "high");
        for (let round = 0; round < 150; round++) {
          for (const name of names) {
            const before = alert;
            alert = steps[name]?.(alert, noon + round * 11 * minute) ?? alert;
            if (alert !== before && name !== "shortened")
              expect(alert.timeline.at(-1)?.at).toBe(noon + round * 11 * minute);
          }
          expect(bytesOf(alert)).toBeLessThan(32_000);
        }
        const note = "\u0001".repeat(500);
        const { alert: closed } = resolveAlert(alert, { by: nobody, outcome: "real", note }, noon);
        expect(bytesOf(closed)).toBeLessThan(32_768);
        expect(closed.timeline[0]).toEqual(raised().timeline[0]);
        expect(closed.timeline.at(-1)).toMatchObject({ what: "resolved", note });
      }),
      { numRuns: 12 },
    );
  });

  test("counts what was folded, keeps its first and last lines and what persons did", () => {
    let alert = raised("spo2-limit", "high");
    alert = acknowledgeAlert(alert, nurse, noon).alert;
    for (let index = 1; index <= 1000; index++) {
      alert = reactivateAlert(clearAlert(alert, noon + index * minute), verdict(), noon + index * minute);
      if (index === 500) alert = acknowledgeAlert(alert, doctor, noon + index * minute).alert;
    }
    const calls = alert.timeline.filter(({ what }) => what === "active-again");
    expect(calls.reduce((sum, { times = 1 }) => sum + times, 0)).toBe(1000);
    expect(alert.timeline.flatMap(({ by }) => by ?? [])).toEqual(["李护士", "张医生"]);
    expect(words(alert).slice(0, 4)).toEqual(["raised", "acknowledged", "cleared", "active-again"]);
    expect(alert.timeline.length).toBeGreaterThan(90);
    expect(alert.timeline.map(({ at }) => at)).toEqual(alert.timeline.map(({ at }) => at).sort((a, b) => a - b));
  });

  test("names every kind of device even where it cannot name every device", () => {
    const { reason } = changeAlert(raised(), crowd, noon);
    if (reason.code !== "devices-silent") throw new Error(reason.code);
    expect(new Set(reason.kinds)).toEqual(new Set(["wristband", "radar"]));
    expect(reason.deviceIds).toHaveLength(reason.kinds.length);
  });
});

test.each<[claim: string, then: (alert: Alert) => Alert, isNew: boolean]>([
  ["another call is news", (alert) => reactivateAlert(alert, verdict(), noon), true],
  ["a condition that is over is not", (alert) => clearAlert(alert, noon), false],
  ["nor is a higher priority", (alert) => changeAlert(alert, verdict("bed-exit", "high"), noon), false],
])("to whoever saw the alert, %s", (_claim, then, isNew) => {
  const seen = raised("bed-exit", "high");
  expect(isCalledSince(then(seen), seen.version)).toBe(isNew);
  expect(isCalledSince(then(seen), then(seen).version)).toBe(false);
});
