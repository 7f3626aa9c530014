import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { News2Parameter } from "../domain/watch/news2.ts";
import { type News2ChartRow, scoreNews2Chart } from "../domain/watch/news2-chart.ts";
import { type CaseResult, type Evaluation, evaluationOf, UnusableDataError } from "./evaluation.ts";

/** Columns of the measured values; an empty cell was not measured. */
const inputColumns = {
  rr: "respiratoryRate",
  spo2: "spo2",
  spo2_scale: "spo2Scale",
  o2_l_min: "oxygenLitresPerMinute",
  sbp: "systolicBloodPressure",
  hr: "heartRate",
  temp_c: "temperature",
} as const satisfies Record<string, keyof News2ChartRow>;

/** Columns of the expected points; what was not measured has none. */
const pointColumns = {
  exp_rr: "respiratory-rate",
  exp_spo2: "spo2",
  exp_o2: "inspired-oxygen",
  exp_sbp: "systolic-blood-pressure",
  exp_hr: "heart-rate",
  exp_acvpu: "consciousness",
  exp_temp: "body-temperature",
} as const satisfies Record<string, News2Parameter>;

const requiredColumns = [
  "case",
  ...Object.keys(inputColumns),
  "acvpu",
  ...Object.keys(pointColumns),
  "exp_total",
  "exp_severity",
];

type Row = Readonly<Record<string, string>>;

/**
 * Scores every row of the folder's CSV files with the shipped chart scoring and compares points, total and severity.
 *
 * `polaris_cases/*.json` are the cases from which the CSV was made: one is scored only when no row carries its name
 * (`polaris/<file>/<id>`), so that nothing counts twice. Those that expect an HTTP error are no input of a score.
 */
export function evaluateNews2(folder: string): Evaluation {
  const notes: string[] = [];
  const results = new Map<string, CaseResult>();
  for (const file of filesIn(folder, ".csv"))
    for (const [index, row] of rowsOf(join(folder, file), notes).entries()) {
      const name = row.case === "" || row.case === undefined ? `${file}:${index + 2}` : row.case;
      results.set(results.has(name) ? `${name} (${file}:${index + 2})` : name, judge(row));
    }
  const cases = join(folder, "polaris_cases");
  for (const file of existsSync(cases) ? filesIn(cases, ".json") : [])
    judgeCases(join(cases, file), file, results, notes);
  if (results.size === 0)
    throw new UnusableDataError(
      `${folder} has no NEWS2 rows: a CSV file with the columns ${requiredColumns.join(",")}`,
    );
  return evaluationOf(results, notes);
}

function filesIn(folder: string, extension: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .toSorted();
}

function rowsOf(path: string, notes: string[]): readonly Row[] {
  const rows = readable<readonly Row[]>(path, (text) =>
    parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true }),
  );
  const columns = Object.keys(rows[0] ?? {});
  const missing = requiredColumns.filter((column) => !columns.includes(column));
  if (missing.length === 0 || rows.length === 0) return rows;
  if (missing.length > requiredColumns.length / 2) {
    notes.push(`${path} is no table of NEWS2 rows and was left out`);
    return [];
  }
  throw new UnusableDataError(`${path} lacks the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}`);
}

function readable<Content>(path: string, read: (text: string) => Content): Content {
  try {
    return read(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UnusableDataError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function judge(row: Row): CaseResult {
  const inputs: Record<string, number | string | boolean> = {};
  for (const [column, field] of Object.entries(inputColumns)) {
    const text = row[column] ?? "";
    if (text === "") continue;
    const value = Number(text);
    if (!Number.isFinite(value)) return { kind: "refused", because: `${column} is not a number: ${text}` };
    inputs[field] = value;
  }
  if ((row.acvpu ?? "") !== "") inputs.consciousness = row.acvpu ?? "";
  if ((row.nurse_concern ?? "") !== "") inputs.hasNurseConcern = true;
  const result = scoreNews2Chart(inputs);
  if (result.kind === "refused") return result;
  const got: Record<string, unknown> = { exp_total: result.score.min, exp_severity: result.severity };
  for (const [column, parameter] of Object.entries(pointColumns)) got[column] = result.score.parts[parameter] ?? 0;
  const differences: Record<string, { expected: unknown; got: unknown }> = {};
  for (const [column, value] of Object.entries(got)) {
    const text = row[column] ?? "";
    const expected = column === "exp_severity" ? text.toLowerCase() : text === "" ? undefined : Number(text);
    if (text !== "" && expected !== value) differences[column.replace("exp_", "")] = { expected, got: value };
  }
  return Object.keys(differences).length === 0 ? { kind: "agrees" } : { kind: "disagrees", differences };
}

interface PolarisCase {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** A text is the message of an HTTP error. */
  readonly expected: Readonly<Record<string, unknown>> | string;
}

const polarisInputs = {
  rr: "respiratory_rate",
  spo2: "oxygen_saturation",
  spo2_scale: "spo2_scale",
  o2_l_min: "o2_therapy",
  sbp: "systolic_blood_pressure",
  hr: "heart_rate",
  acvpu: "consciousness_acvpu",
  temp_c: "temperature",
  nurse_concern: "nurse_concern",
} as const;

const polarisExpected = {
  exp_rr: "respiratory_rate_score",
  exp_spo2: "oxygen_saturation_score",
  exp_o2: "o2_therapy_score",
  exp_sbp: "blood_pressure_score",
  exp_hr: "heart_rate_score",
  exp_acvpu: "consciousness_score",
  exp_temp: "temperature_score",
  exp_total: "overall_score",
  exp_severity: "overall_severity",
} as const;

function judgeCases(path: string, file: string, results: Map<string, CaseResult>, notes: string[]): void {
  const cases = readable(path, (text) => JSON.parse(text) as readonly PolarisCase[]);
  let errors = 0;
  for (const { id, data, expected } of cases) {
    const name = `polaris/${file.replace(/\.json$/, "")}/${id}`;
    if (typeof expected === "string") errors += 1;
    else if (!results.has(name))
      results.set(name, judge({ ...cells(polarisInputs, data), ...cells(polarisExpected, expected) }));
  }
  if (errors > 0)
    notes.push(`${errors} cases of ${file} expect an HTTP error of another service; they are no input of a score`);
}

function cells(columns: Readonly<Record<string, string>>, values: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(Object.entries(columns).map(([column, label]) => [column, String(values[label] ?? "")]));
}
