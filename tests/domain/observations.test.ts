import { describe, expect, test } from "vitest";
import { convertQuantity } from "../../domain/model/convert-quantity.ts";
import { freshnessOf } from "../../domain/model/freshness.ts";
import { type ObservationCode, observationCatalogue, observationCodes } from "../../domain/model/observations.ts";
import { hour, minute } from "../../domain/model/time.ts";

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

test("the codes of the whole catalogue", () => {
  const codes = observationCodes.map((code) => {
    const { loinc = "", mdc = "" }: { readonly loinc?: string; readonly mdc?: number | "" } =
      observationCatalogue[code].codes;
    return `${code} ${loinc} ${mdc}`.trim();
  });
  expect(codes).toEqual([
    "heart-rate 8867-4 147842",
    "respiratory-rate 9279-1 151562",
    "spo2 59408-5 150456",
    "systolic-blood-pressure 8480-6 150021",
    "diastolic-blood-pressure 8462-4 150022",
    "body-temperature 8310-5 150364",
    "glucose 15074-8 160184",
    "body-weight 29463-7 188736",
    "steps 55423-8",
    `bed-occupancy  ${130 * 65536 + 11}`,
    "bed-movement",
    "body-position 8361-8",
    "consciousness 67775-7",
    "inspired-oxygen 3150-0",
    "room-temperature",
    "room-humidity",
    `motion  ${130 * 65536 + 7}`,
    `door-open  ${130 * 65536 + 10}`,
    "presence",
    "battery",
    "signal",
  ]);
});

test.each<[code: ObservationCode, liveForMs: number, lostAfterMs: number]>([
  ["respiratory-rate", 2 * minute, 15 * minute],
  ["spo2", 2 * minute, 15 * minute],
  ["systolic-blood-pressure", 12 * hour, 48 * hour],
  ["diastolic-blood-pressure", 12 * hour, 48 * hour],
  ["body-temperature", 12 * hour, 48 * hour],
  ["glucose", 12 * hour, 48 * hour],
  ["consciousness", 12 * hour, 48 * hour],
  ["inspired-oxygen", 12 * hour, 48 * hour],
  ["bed-occupancy", 3 * minute, 15 * minute],
  ["door-open", 2 * hour, 24 * hour],
])("%s is live for %i ms and lost after %i ms", (code, liveForMs, lostAfterMs) => {
  const ages = [liveForMs, liveForMs + 1, lostAfterMs, lostAfterMs + 1];
  expect(ages.map((age) => freshnessOf(code, 0, age))).toEqual(["live", "stale", "stale", "lost"]);
});
