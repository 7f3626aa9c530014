import { expect, test } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { isForCarer } from "../../devices-sim/carer.ts";
import { minute } from "../../domain/model/time.ts";
import { noon } from "./made.ts";

const words = { zh: "", en: "" };
const fall: AlertView = {
  id: "a1",
  residentId: "t-r1",
  facilityId: "f1",
  kind: "fall",
  priority: "high",
  technical: false,
  condition: "active",
  handling: "new",
  raisedAt: isoTimeOf(noon - 10 * minute),
  title: words,
  reason: words,
  inputs: [],
  timeline: [],
  version: 1,
};

test.each<[string, Partial<AlertView>, boolean]>([
  ["an old fall is closed", {}, true],
  ["a young one waits for people", { raisedAt: isoTimeOf(noon - 7 * minute) }, false],
  ["one that a person has taken on is theirs", { handling: "acknowledged" }, false],
  ["somebody else's resident is left alone", { residentId: "real-1" }, false],
  ["a vital sign that is still bad stays", { kind: "spo2-limit" }, false],
  ["one that has cleared is closed", { kind: "spo2-limit", condition: "cleared" }, true],
  ["a silent device speaks for itself", { kind: "device-silent", technical: true, condition: "cleared" }, false],
])("%s", (_claim, change, expected) => {
  expect(isForCarer({ ...fall, ...change }, new Set(["t-r1"]), noon, 8 * minute)).toBe(expected);
});
