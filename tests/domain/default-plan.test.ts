import { expect, test } from "vitest";
import { ageOf, careSettings, type DisabilityLevel, type Resident } from "../../domain/model/resident.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import { latestWindow } from "../../domain/watch/daily-window.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { VitalLimit } from "../../domain/watch/plan.ts";
import { at, resident } from "./watch-story.ts";

const noon = at("12:00");
const planOf = (who: Partial<Resident>) => planFor({ ...resident, ...who }, noon);

test("whoever lies in bed nearly all day has the narrower limits of a mat sensor", () => {
  expect(planOf({ disabilityLevel: 2 }).limits["heart-rate"]).toMatchObject({ low: 45, high: 120 });
  expect(planOf({ disabilityLevel: 3 }).limits["heart-rate"]).toMatchObject({ low: 45, high: 110 });
  expect(planOf({ disabilityLevel: 5 }).limits["respiratory-rate"]).toMatchObject({ low: 8, high: 25 });
});

test.each<[level: DisabilityLevel, minutes: number]>([
  [0, 40],
  [1, 30],
  [2, 20],
  [3, 10],
  [5, 10],
])("at disability level %i an absence from bed is too long after %i min", (disabilityLevel, minutes) => {
  expect(planOf({ disabilityLevel }).bedExit?.maxAbsenceMs).toBe(minutes * minute);
});

test("the care setting decides about nights and stillness", () => {
  const seen = careSettings.map((careSetting) => {
    const plan = planOf({ careSetting });
    return [careSetting, plan.bedExit !== undefined, (plan.inactivity?.maxStillMs ?? 0) / hour];
  });
  expect(seen).toEqual([
    ["care-home", true, 4],
    ["day-care", false, 0],
    ["home", true, 3],
    ["hospital", true, 0],
  ]);
});

test("the comfort profile keeps breathlessness and the bed, and drops every other vital and the score", () => {
  const plan = planOf({ palliative: true, careSetting: "home" });
  expect(plan.limits).toEqual({ "respiratory-rate": { high: 30, delayMs: minute, hysteresis: 2, priority: "medium" } });
  expect(plan.news2).toEqual({ scored: true, excludedBecause: "palliative", spo2Scale: 1 });
  expect(plan.inactivity).toBeUndefined();
  expect(plan.bedExit).toBeDefined();
});

test("an order for scale 2 moves the score's scale and the saturation limit, a diagnosis alone does nothing", () => {
  const ordered = planOf({ spo2Scale2: { orderedBy: "d", orderedAt: noon, reason: "hypercapnic failure" } });
  expect(ordered.news2.spo2Scale).toBe(2);
  expect(ordered.limits.spo2?.low).toBe(86);
  expect(planOf({}).limits.spo2?.low).toBe(90);
});

test("a child has no adult limits for rates and pressures", () => {
  expect(Object.keys(planOf({ birthDate: "2015-01-01" }).limits).sort()).toEqual([
    "body-temperature",
    "glucose",
    "spo2",
  ]);
});

test("overrides replace a limit, null switches off, the rest stays", () => {
  const glucose = { low: 4.4, high: 14, delayMs: 0, hysteresis: 0.2, priority: "high" } as const;
  const plan = planOf({ planOverrides: { limits: { glucose, spo2: null }, bedExit: null, lowBatteryPercent: 10 } });
  expect(plan.limits.glucose).toEqual(glucose);
  expect(plan.limits.spo2).toBeUndefined();
  expect(plan.limits["heart-rate"]).toBeDefined();
  expect(plan.bedExit).toBeUndefined();
  expect(plan.inactivity).toBeDefined();
  expect(plan.lowBatteryPercent).toBe(10);
});

test.each<[birthDate: string, now: string, age: number]>([
  ["2010-11-22", "00:00", 16],
  ["2010-11-23", "23:59", 15],
  ["2010-11-23", "00:00+1", 16],
])("born %s, at %s in Shanghai: %i years", (birthDate, now, age) => {
  expect(ageOf({ birthDate }, at(now))).toBe(age);
});

test.each<[claim: string, now: string, from: number, to: number, starts: string, ends: string]>([
  ["by day", "12:00", 7 * 60, 21 * 60, "07:00", "21:00"],
  ["on its first minute", "07:00", 7 * 60, 21 * 60, "07:00", "21:00"],
  ["across midnight, before it", "23:00", 22 * 60, 6 * 60, "22:00", "06:00+1"],
  ["across midnight, after it", "01:00+1", 22 * 60, 6 * 60, "22:00", "06:00+1"],
  ["in the afternoon, the night before", "15:00", 22 * 60, 6 * 60, "22:00+-1", "06:00"],
  ["the whole day", "15:00", 0, 0, "00:00", "00:00+1"],
])("the latest window, %s", (_claim, now, from, to, starts, ends) => {
  expect(latestWindow(at(now), from, to)).toEqual({ startsAt: at(starts), endsAt: at(ends) });
});

test("every default limit, as a clinician signs it", () => {
  const line = (code: string, limit: VitalLimit | undefined) =>
    limit &&
    `${code} ${limit.low ?? "–"}..${limit.high ?? "–"} ${limit.delayMs / second}s ±${limit.hysteresis} ${limit.priority}`;
  const limitsOf = (who: Partial<Resident>) =>
    Object.entries(planOf(who).limits).map(([code, limit]) => line(code, limit));
  const order = { orderedBy: "d", orderedAt: noon, reason: "hypercapnic failure" };
  const always = [
    "systolic-blood-pressure 90..160 0s ±5 medium",
    "diastolic-blood-pressure 50..90 0s ±5 low",
    "body-temperature 35..38.5 60s ±0.3 medium",
    "glucose 3.9..16.7 0s ±0.3 medium",
  ];
  const spo2 = "spo2 90..– 60s ±2 high";
  expect({
    adult: limitsOf({}),
    resting: limitsOf({ disabilityLevel: 3 }),
    child: limitsOf({ birthDate: "2015-01-01" }),
    comfort: limitsOf({ palliative: true }),
    scale2: limitsOf({ spo2Scale2: order }),
  }).toEqual({
    adult: ["heart-rate 45..120 60s ±3 medium", "respiratory-rate 8..30 60s ±2 medium", spo2, ...always],
    resting: ["heart-rate 45..110 60s ±3 medium", "respiratory-rate 8..25 60s ±2 medium", spo2, ...always],
    child: [spo2, "body-temperature 35..38.5 60s ±0.3 medium", "glucose 3.9..16.7 0s ±0.3 medium"],
    comfort: ["respiratory-rate –..30 60s ±2 medium"],
    scale2: [
      "heart-rate 45..120 60s ±3 medium",
      "respiratory-rate 8..30 60s ±2 medium",
      "spo2 86..– 60s ±2 high",
      ...always,
    ],
  });
});
