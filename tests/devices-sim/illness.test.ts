import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOf, severityAt } from "../../devices-sim/illness/course.ts";
import { type IllnessName, illnesses } from "../../devices-sim/illness/illnesses.ts";
import { PersonState } from "../../devices-sim/person/person-state.ts";
import { observationCatalogue } from "../../domain/model/observations.ts";
import { hour } from "../../domain/model/time.ts";
import { county, midnight } from "./made.ts";

const names = Object.keys(illnesses) as IllnessName[];
const fullCourse = { onsetAt: midnight, growsForMs: hour, lastsForMs: hour, recoversForMs: hour, severity: 1 };

function sick(name: IllnessName, severity: number): PersonState {
  const state = new PersonState(county.people[1] as (typeof county.people)[number]);
  const shift = illnesses[name].picture(severity);
  state.afflict({ name, from: midnight, to: midnight + 24 * hour, shiftAt: () => shift });
  return state;
}

describe("the course of an illness", () => {
  test("grows, lasts, goes, and is never outside 0 to its severity", () => {
    expect(severityAt(fullCourse, midnight)).toBe(0);
    expect(severityAt(fullCourse, midnight + 1.5 * hour)).toBe(1);
    expect(severityAt(fullCourse, midnight + 2.5 * hour)).toBeCloseTo(0.5);
    expect(severityAt(fullCourse, endOf(fullCourse))).toBe(0);
    fc.assert(
      fc.property(
        fc.integer({ min: -1e7, max: 4e7 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (since, severity) => {
          const value = severityAt({ ...fullCourse, severity }, midnight + since);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(severity);
        },
      ),
    );
  });
});

describe.each(names)("%s", (name) => {
  test("keeps every vital sign plausible at every severity", () => {
    for (let severity = 0; severity <= 1; severity += 0.05)
      for (let at = midnight; at < midnight + 24 * hour; at += hour) {
        const body = sick(name, severity).bodyAt(at);
        const plausible = (
          code: "heart-rate" | "respiratory-rate" | "spo2" | "systolic-blood-pressure" | "body-temperature" | "glucose",
          value: number,
        ) => {
          const [low, high] = observationCatalogue[code].plausible;
          expect(value).toBeGreaterThan(low);
          expect(value).toBeLessThanOrEqual(high);
        };
        plausible("heart-rate", body.heartRate);
        plausible("respiratory-rate", body.respiratoryRate);
        plausible("spo2", body.spo2);
        plausible("systolic-blood-pressure", body.systolic);
        plausible("body-temperature", body.temperature);
        plausible("glucose", body.glucose);
      }
  });
});

test("full sepsis is what NEWS2 is made for: fast pulse and breath, fever, low pressure, hard to wake", () => {
  const body = sick("sepsis", 1).bodyAt(midnight + 4 * hour);
  expect(body.heartRate).toBeGreaterThan(100);
  expect(body.respiratoryRate).toBeGreaterThanOrEqual(24);
  expect(body.temperature).toBeGreaterThan(38.3);
  expect(body.systolic).toBeLessThan(100);
  expect(body.consciousness).toBe("V");
});

test("in early sepsis the pressure has not fallen yet", () => {
  const well = sick("sepsis", 0).bodyAt(midnight + 4 * hour);
  const early = sick("sepsis", 0.3).bodyAt(midnight + 4 * hour);
  expect(early.heartRate).toBeGreaterThan(well.heartRate + 10);
  expect(early.systolic).toBe(well.systolic);
});
