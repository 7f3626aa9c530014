import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { type News2ChartRow, scoreNews2Chart } from "../../domain/watch/news2-chart.ts";

const folder = process.env.ANHU_SHARED_DATA ?? join(import.meta.dirname, "../../../shared/data");
const file = join(folder, "news2/news2_polaris.csv");
const isThere = existsSync(file);
if (!isThere) console.warn(`skipped: the NEWS2 vectors are not at ${file}`);

const vectors: readonly Record<string, string>[] = isThere ? parse(readFileSync(file), { columns: true }) : [];

function rowOf(vector: Record<string, string>): News2ChartRow {
  const fields: Readonly<Record<string, keyof News2ChartRow>> = {
    rr: "respiratoryRate",
    spo2: "spo2",
    spo2_scale: "spo2Scale",
    o2_l_min: "oxygenLitresPerMinute",
    sbp: "systolicBloodPressure",
    hr: "heartRate",
    temp_c: "temperature",
  };
  const numbers = Object.entries(fields).filter(([column]) => vector[column] !== "");
  return {
    ...Object.fromEntries(numbers.map(([column, field]) => [field, Number(vector[column])])),
    ...(vector.acvpu === "" ? {} : { consciousness: vector.acvpu ?? "" }),
    hasNurseConcern: vector.nurse_concern !== "",
  };
}

test.skipIf(!isThere)("every vector agrees: each part, the total and the severity", () => {
  expect(vectors.length).toBeGreaterThan(0);
  const parts = {
    exp_rr: "respiratory-rate",
    exp_spo2: "spo2",
    exp_o2: "inspired-oxygen",
    exp_sbp: "systolic-blood-pressure",
    exp_hr: "heart-rate",
    exp_acvpu: "consciousness",
    exp_temp: "body-temperature",
  } as const;
  for (const vector of vectors) {
    const result = scoreNews2Chart(rowOf(vector));
    if (result.kind === "refused") throw new Error(`${vector.case}: ${result.because}`);
    const { score, severity } = result;
    const got = Object.fromEntries(Object.entries(parts).map(([column, name]) => [column, score.parts[name] ?? 0]));
    const expected = Object.fromEntries(Object.keys(parts).map((column) => [column, Number(vector[column])]));
    expect([vector.case, { ...got, total: score.min, severity }]).toEqual([
      vector.case,
      { ...expected, total: Number(vector.exp_total), severity: vector.exp_severity },
    ]);
  }
});

test.each<[claim: string, row: News2ChartRow]>([
  ["a number that is none", { heartRate: Number.NaN }],
  ["a negative number", { respiratoryRate: -1 }],
  ["a third SpO2 scale", { spo2: 95, spo2Scale: 3 }],
  ["an unknown level of consciousness", { consciousness: "constructor" }],
])("a row with %s is refused as a whole", (_claim, row) => {
  expect(scoreNews2Chart(row).kind).toBe("refused");
});

test("letters and words for consciousness mean the same", () => {
  expect(scoreNews2Chart({ consciousness: "Confusion" })).toEqual(scoreNews2Chart({ consciousness: "c" }));
});
