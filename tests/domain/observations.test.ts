import { describe, expect, test } from "vitest";
import {
  convertQuantity,
  freshnessOf,
  type ObservationCode,
  observationCatalogue,
  observationCodes,
} from "../../domain/model/observations.ts";
import { minute } from "../../domain/model/time.ts";

describe("conversion", () => {
  test.each<[code: ObservationCode, value: number, unit: string | undefined, converted: number]>([
    ["body-temperature", 309.75, "K", 36.6],
    ["body-temperature", 98.6, "[degF]", 37],
    ["heart-rate", 1.2, "Hz", 72],
    ["systolic-blood-pressure", 16, "kPa", 120.009852],
    ["spo2", 0.97, "%", 97],
    ["spo2", 0.97, undefined, 97],
    ["spo2", 97, undefined, 97],
    ["spo2", 0.97, "/", 97],
    ["inspired-oxygen", 0.21, undefined, 21],
    ["battery", 0.97, "%", 0.97],
    ["battery", 0.97, "/", 97],
    ["body-weight", 120, "斤", 60],
  ])("%s %d %s is %d in the catalogue's unit", (code, value, unit, converted) => {
    expect(convertQuantity(code, value, unit)).toEqual({ kind: "converted", value: converted });
  });

  test.each<[code: ObservationCode, value: number, unit: string | undefined, kind: string]>([
    ["heart-rate", 72, "Cel", "unknown-unit"],
    ["motion", 1, undefined, "unknown-unit"],
    ["heart-rate", Number.NaN, undefined, "implausible"],
    ["heart-rate", 19.9, undefined, "implausible"],
    ["heart-rate", 20, undefined, "converted"],
    ["spo2", 1.5, undefined, "implausible"],
  ])("%s %d %s: %s", (code, value, unit, kind) => {
    expect(convertQuantity(code, value, unit).kind).toBe(kind);
  });

  test("nothing that every object has is taken for a unit", () => {
    expect(convertQuantity("heart-rate", 72, "constructor").kind).toBe("unknown-unit");
  });
});

test.each<[ageMs: number, state: string]>([
  [-minute, "live"],
  [2 * minute, "live"],
  [2 * minute + 1, "stale"],
  [15 * minute, "stale"],
  [15 * minute + 1, "lost"],
])("a heart rate %i ms old is %s", (ageMs, state) => {
  expect(freshnessOf("heart-rate", 0, ageMs)).toBe(state);
});

test.each(observationCodes)(
  "%s stays live for less time than it takes to be lost, and its LOINC check digit is right",
  (code) => {
    const entry = observationCatalogue[code];
    expect(entry.freshness.liveForMs).toBeLessThan(entry.freshness.lostAfterMs);
    if ("loinc" in entry.codes)
      expect(checkDigit(entry.codes.loinc.split("-")[0] ?? "")).toBe(entry.codes.loinc.split("-")[1]);
  },
);

/** Modulus 10 (Luhn), as LOINC uses it. */
function checkDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
