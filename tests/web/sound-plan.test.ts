import { expect, test } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { soundDue } from "../../web/shell/sound-plan.ts";
import { draftAlert, fallDraft } from "./fixture/county.ts";

const now = 1_000_000_000_000;
const fall = draftAlert({ id: "r1", facilityId: "f" }, fallDraft, now);
const medium: AlertView = { ...fall, id: "medium", priority: "medium" };
const battery: AlertView = { ...fall, id: "battery", priority: "medium", technical: true };
const heard = (ago: number, ...alerts: readonly AlertView[]) => ({
  at: now - ago,
  alertIds: new Set(alerts.map(({ id }) => id)),
});

test.each([
  ["nothing open is silent", [], heard(0), undefined],
  ["a new fall sounds at once, whatever sounded a moment ago", [fall, medium], heard(0, medium), "high"],
  ["a fall that nobody answers sounds again after ten seconds", [fall], heard(10_000, fall), "high"],
  ["and not before", [fall], heard(9_999, fall), undefined],
  ["medium repeats after 25 seconds", [medium], heard(25_000, medium), "medium"],
  ["an answered fall is silent", [{ ...fall, handling: "acknowledged" as const }], heard(60_000, fall), undefined],
  ["a device never sounds above low", [battery], heard(0), "low"],
  ["and never twice", [battery], heard(3_600_000, battery), undefined],
])("%s", (_claim, open, sounded, pattern) => {
  expect(soundDue(open, sounded, now)).toBe(pattern);
});
