import { describe, expect, test } from "vitest";
import type { Alert, AlertKind } from "../../domain/alerts/alert.ts";
import { acknowledgeAlert, resolveAlert } from "../../domain/alerts/answering.ts";
import { inhibitAlert, raiseAlert, uninhibitAlert } from "../../domain/alerts/handling.ts";
import { hour, minute } from "../../domain/model/time.ts";
import { at, event, Story } from "./watch-story.ts";

const noon = at("12:00");
const li = { id: "p-li", name: "李护士" };

/** A wristband whose battery is low, at noon; beside it a mattress. */
function lowBattery(): Story {
  const story = new Story({ band: "wristband", bed: "bed-sensor" }, noon - minute);
  expect(story.hear("battery", 10, noon, "band")).toEqual(["raised low-battery"]);
  return story;
}

const batteryOf = (story: Story) => story.state.open["low-battery"];
const silenceOf = (story: Story) => story.state.open["device-silent"]?.alertId;

describe("a low battery", () => {
  test("is inhibited when its device falls silent, and calls again when that is heard", () => {
    const story = lowBattery();
    for (let minutes = 1; minutes <= 9; minutes++) story.hear("bed-occupancy", true, noon + minutes * minute);
    expect(story.judge(noon + 11 * minute)).toContain("raised device-silent");
    expect(story.last?.inhibited).toEqual([{ alertId: batteryOf(story)?.alertId, by: silenceOf(story) }]);
    expect(
      story.judge(noon + 12 * minute, {
        kind: "status",
        connection: "online",
        at: noon + 12 * minute,
        deviceId: "band",
      }),
    ).toBeDefined();
    expect(story.last?.inhibited).toEqual([{ alertId: batteryOf(story)?.alertId }]);
    expect(batteryOf(story)?.inhibitedBy).toBeUndefined();
  });

  test("is not by the silence of another device", () => {
    const story = lowBattery();
    for (let minutes = 1; minutes <= 9; minutes++) story.hear("heart-rate", 70, noon + minutes * minute, "band");
    expect(story.openKinds).toContain("device-silent");
    expect(batteryOf(story)?.inhibitedBy).toBeUndefined();
  });

  test("calls again when a person closed the silence although it lasts", () => {
    const story = lowBattery();
    story.judge(noon + 20 * minute);
    expect(batteryOf(story)?.inhibitedBy).toBe(silenceOf(story));
    story.resolve("device-silent", noon + 21 * minute);
    story.judge(noon + 22 * minute);
    expect(story.last?.inhibited).toEqual([{ alertId: batteryOf(story)?.alertId }]);
  });

  test("the rest goes on: a fall meanwhile is raised and told as ever", () => {
    const story = lowBattery();
    story.judge(noon + 20 * minute);
    expect(story.judge(noon + 21 * minute, event("fall", "f1", noon + 21 * minute))).toContain("raised fall");
    expect(story.state.open.fall?.inhibitedBy).toBeUndefined();
  });

  test("nothing is told twice", () => {
    const story = lowBattery();
    story.judge(noon + 20 * minute);
    story.judge(noon + 21 * minute);
    expect(story.last?.inhibited).toEqual([]);
  });
});

describe("an inhibited alert", () => {
  function raised(kind: AlertKind, inhibitedBy?: string): Alert {
    const reason = { code: "battery-low", deviceIds: ["band"], kinds: ["wristband"], percent: 10 } as const;
    const verdict = {
      kind,
      priority: "low",
      reason,
      inputs: [],
      alertId: "a",
      ...(inhibitedBy !== undefined && { inhibitedBy }),
    };
    return raiseAlert(verdict as Parameters<typeof raiseAlert>[0], { id: "r", facilityId: "f" }, noon);
  }

  test("calls nobody and says so; set free it calls from the first step", () => {
    for (const alert of [raised("low-battery", "s-1"), inhibitAlert(raised("low-battery"), "s-1", noon)]) {
      expect(alert).toMatchObject({ inhibitedBy: "s-1", handling: "new", escalation: { kind: "quiet" } });
      expect(alert.timeline.at(-1)?.what).toBe("inhibited");
      const free = uninhibitAlert(alert, noon + hour);
      expect(free).toMatchObject({ escalation: { kind: "to-plan", dueAt: noon + hour }, version: alert.version + 1 });
      expect(free.inhibitedBy).toBeUndefined();
    }
  });

  test("of somebody who is on it stays theirs", () => {
    const taken = acknowledgeAlert(raised("low-battery"), li, noon).alert;
    const inhibited = inhibitAlert(taken, "s-1", noon);
    expect(inhibited).toMatchObject({ handling: "acknowledged", escalation: { kind: "awaiting" } });
    expect(uninhibitAlert(inhibited, noon)).toMatchObject({
      handling: "acknowledged",
      escalation: { kind: "awaiting" },
    });
  });

  test("that is closed stays as it is", () => {
    const closed = resolveAlert(raised("low-battery", "s-1"), { by: li, outcome: "real" }, noon).alert;
    expect(inhibitAlert(closed, "s-2", noon)).toBe(closed);
    expect(uninhibitAlert(closed, noon)).toBe(closed);
  });

  test.each<AlertKind>(["fall", "sos", "smoke", "gas", "long-lie", "spo2-limit", "bed-exit", "news2", "inactivity"])(
    "is never one about the person: %s",
    (kind) => {
      const alert = raised(kind);
      expect(inhibitAlert(alert, "s-1", noon)).toBe(alert);
    },
  );
});
