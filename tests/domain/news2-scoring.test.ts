import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ObservationValue } from "../../domain/model/reading.ts";
import type { News2Parameter } from "../../domain/watch/news2.ts";
import { isHigherBand, type News2Values, news2Parameters, scoreNews2 } from "../../domain/watch/news2-scoring.ts";

const calm: News2Values = {
  "respiratory-rate": 16,
  spo2: 97,
  "inspired-oxygen": 21,
  "systolic-blood-pressure": 120,
  "heart-rate": 72,
  consciousness: "A",
  "body-temperature": 36.8,
};

type Case = readonly [value: ObservationValue, points: number];
const boundaries: Readonly<Record<Exclude<News2Parameter, "spo2">, readonly Case[]>> = {
  "respiratory-rate": [
    [0, 3],
    [8, 3],
    [8.4, 3],
    [8.5, 1],
    [9, 1],
    [11, 1],
    [12, 0],
    [20, 0],
    [20.5, 2],
    [21, 2],
    [24, 2],
    [25, 3],
    [80, 3],
  ],
  "inspired-oxygen": [
    [20, 0],
    [20.9, 0],
    [21, 0],
    [21.4, 0],
    [21.5, 2],
    [22, 2],
    [24, 2],
    [100, 2],
  ],
  "systolic-blood-pressure": [
    [0, 3],
    [90, 3],
    [91, 2],
    [100, 2],
    [101, 1],
    [110, 1],
    [111, 0],
    [219, 0],
    [219.5, 3],
    [220, 3],
    [300, 3],
  ],
  "heart-rate": [
    [0, 3],
    [40, 3],
    [41, 1],
    [50, 1],
    [51, 0],
    [90, 0],
    [91, 1],
    [110, 1],
    [111, 2],
    [130, 2],
    [130.5, 3],
    [131, 3],
  ],
  consciousness: [
    ["A", 0],
    ["C", 3],
    ["V", 3],
    ["P", 3],
    ["U", 3],
  ],
  "body-temperature": [
    [25, 3],
    [35, 3],
    [35.04, 3],
    [35.05, 1],
    [35.1, 1],
    [36, 1],
    [36.05, 0],
    [36.1, 0],
    [38, 0],
    [38.05, 1],
    [38.1, 1],
    [39, 1],
    [39.05, 2],
    [39.1, 2],
    [45, 2],
  ],
};

describe.each(Object.entries(boundaries))("%s", (parameter, cases) => {
  test.each(cases)("%s scores %i", (value, points) => {
    const score = scoreNews2({ ...calm, [parameter]: value }, 1);
    expect(score.parts[parameter as News2Parameter]).toBe(points);
    expect([score.status, score.min, score.max]).toEqual(["full", points, points]);
  });
});

describe("spo2", () => {
  const air = 21;
  const oxygen = 28;
  test.each<[scale: 1 | 2, inspired: number, value: number, points: number]>([
    [1, air, 0, 3],
    [1, air, 91, 3],
    [1, air, 92, 2],
    [1, air, 93, 2],
    [1, air, 94, 1],
    [1, air, 95, 1],
    [1, air, 95.5, 0],
    [1, air, 96, 0],
    [1, air, 100, 0],
    [1, oxygen, 97, 0],
    [2, air, 83, 3],
    [2, air, 84, 2],
    [2, air, 85, 2],
    [2, air, 86, 1],
    [2, air, 87, 1],
    [2, air, 88, 0],
    [2, air, 92, 0],
    [2, air, 93, 0],
    [2, air, 97, 0],
    [2, air, 100, 0],
    [2, oxygen, 83, 3],
    [2, oxygen, 84, 2],
    [2, oxygen, 85, 2],
    [2, oxygen, 86, 1],
    [2, oxygen, 87, 1],
    [2, oxygen, 88, 0],
    [2, oxygen, 92, 0],
    [2, oxygen, 93, 1],
    [2, oxygen, 94, 1],
    [2, oxygen, 95, 2],
    [2, oxygen, 96, 2],
    [2, oxygen, 97, 3],
    [2, oxygen, 100, 3],
  ])("on scale %i with %i %% oxygen, %d %% scores %i", (scale, inspired, value, points) => {
    expect(scoreNews2({ ...calm, spo2: value, "inspired-oxygen": inspired }, scale).parts.spo2).toBe(points);
  });

  test("on scale 2 a saturation of 97 % is a range while it is unknown whether on oxygen", () => {
    const { "inspired-oxygen": _, ...values } = calm;
    expect(scoreNews2(values, 2)).toMatchObject({ status: "partial", min: 0, max: 5, missing: ["inspired-oxygen"] });
    expect(scoreNews2({ ...values, spo2: 92 }, 2)).toMatchObject({ min: 0, max: 2 });
  });
});

describe("the reference's vectors", () => {
  test.each([
    [16, 97, 1, 21, 120, 72, "A", 36.8, 0, "low"],
    [16, 97, 1, 21, 120, 72, "C", 36.8, 3, "low-medium"],
    [8, 97, 1, 21, 120, 72, "A", 36.8, 3, "low-medium"],
    [21, 95, 1, 21, 110, 91, "A", 36.0, 6, "medium"],
    [24, 93, 1, 28, 105, 112, "A", 38.4, 10, "high"],
    [25, 91, 1, 28, 90, 131, "U", 35.0, 20, "high"],
    [18, 90, 2, 21, 130, 80, "A", 37.0, 0, "low"],
    [18, 90, 1, 21, 130, 80, "A", 37.0, 3, "low-medium"],
    [18, 97, 2, 28, 130, 80, "A", 37.0, 5, "medium"],
    [18, 97, 2, 21, 130, 80, "A", 37.0, 0, "low"],
    [20, 96, 1, 21, 219, 90, "A", 38.0, 0, "low"],
    [20, 96, 1, 21, 220, 90, "A", 38.0, 3, "low-medium"],
    [8, 97, 1, 21, 110, 72, "A", 36.8, 4, "low-medium"],
    [8, 93, 1, 21, 120, 72, "A", 36.8, 5, "medium"],
  ] as const)(
    "RR %i SpO2 %i scale %i O2 %i BP %i HR %i %s T %d: %i, %s",
    (rr, spo2, scale, o2, bp, hr, acvpu, t, total, band) => {
      const values = {
        "respiratory-rate": rr,
        spo2,
        "inspired-oxygen": o2,
        "systolic-blood-pressure": bp,
        "heart-rate": hr,
        consciousness: acvpu,
        "body-temperature": t,
      };
      expect(scoreNews2(values, scale)).toMatchObject({ status: "full", min: total, max: total, band, missing: [] });
    },
  );
});

test("temperatures are rounded half up in tenths, whatever their binary form", () => {
  for (let hundredths = 3400; hundredths <= 4000; hundredths++) {
    const tenths = Math.floor((hundredths + 5) / 10);
    const rounded = { ...calm, "body-temperature": tenths / 10 };
    const raw = {
      ...calm,
      "body-temperature": Number(`${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`),
    };
    expect([hundredths, scoreNews2(raw, 1).min]).toEqual([hundredths, scoreNews2(rounded, 1).min]);
  }
});

test.each([
  ["nothing at all", undefined],
  ["NaN", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["a word", "fast"],
  ["true", true],
])("%s is not a value: the parameter is missing", (_claim, value) => {
  expect(scoreNews2({ ...calm, "heart-rate": value }, 1)).toMatchObject({
    status: "partial",
    missing: ["heart-rate"],
    min: 0,
    max: 3,
  });
});

test("an unknown word for consciousness is missing, not alert", () => {
  expect(scoreNews2({ ...calm, consciousness: "X" }, 1).missing).toEqual(["consciousness"]);
});

test("with nothing known the score lies between 0 and 20", () => {
  expect(scoreNews2({}, 1)).toMatchObject({
    status: "partial",
    min: 0,
    max: 20,
    band: "low",
    missing: news2Parameters,
  });
});

const full = fc.record({
  "respiratory-rate": fc.integer({ min: 3, max: 60 }),
  spo2: fc.integer({ min: 60, max: 100 }),
  "inspired-oxygen": fc.constantFrom(21, 24, 40),
  "systolic-blood-pressure": fc.integer({ min: 40, max: 260 }),
  "heart-rate": fc.integer({ min: 25, max: 200 }),
  consciousness: fc.constantFrom("A", "C", "V", "P", "U"),
  "body-temperature": fc.integer({ min: 330, max: 420 }).map((tenths) => tenths / 10),
});

test("whatever is missing, the full score lies in the range, and each value more narrows it", () => {
  fc.assert(
    fc.property(
      full,
      fc.shuffledSubarray([...news2Parameters], { minLength: 7 }),
      fc.constantFrom<1 | 2>(1, 2),
      (values, order, scale) => {
        const total = scoreNews2(values, scale);
        let before = scoreNews2({}, scale);
        const known: Partial<Record<News2Parameter, ObservationValue>> = {};
        for (const parameter of order) {
          known[parameter] = values[parameter];
          const after = scoreNews2(known, scale);
          expect(after.min).toBeGreaterThanOrEqual(before.min);
          expect(after.max).toBeLessThanOrEqual(before.max);
          expect(after.min).toBeLessThanOrEqual(total.min);
          expect(after.max).toBeGreaterThanOrEqual(total.min);
          expect(isHigherBand(before.band, after.band)).toBe(false);
          before = after;
        }
        expect(before).toEqual(total);
        expect(total.min).toBe(total.max);
      },
    ),
  );
});
