import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { resolveSenml } from "../contracts/senml.ts";
import type { ResolvedRecord } from "../contracts/senml-pack.ts";
import { type CaseResult, type Evaluation, evaluationOf, UnusableDataError } from "./evaluation.ts";

/** When the resolved forms of the RFC's examples were made; relative times refer to it. */
const defaultNowSeconds = 1498780179;

const day = 86_400;
type Rec = Readonly<Record<string, unknown>>;

/**
 * Resolves every `<name>.json` that has a `<name>.gen.resolved.json` beside it and compares the records one by one.
 *
 * Without `nowSeconds` a stored form whose relative times are all shifted by the same 1 to 31 days counts as made at that
 * other moment, and records that carry only data (`vd`) may be absent from it: the tool that made the RFC's files had
 * no data values. Each such case is noted. With `nowSeconds` neither is forgiven.
 */
export function evaluateSenml(folder: string, nowSeconds?: number): Evaluation {
  const notes: string[] = [];
  const results = new Map<string, CaseResult>();
  for (const file of readdirSync(folder).toSorted(byNumber)) {
    const name = file.replace(/\.json$/, "");
    const stored = join(folder, `${name}.gen.resolved.json`);
    if (!file.endsWith(".json") || file.includes(".gen.") || !existsSync(stored)) continue;
    results.set(
      name,
      judge(join(folder, file), stored, nowSeconds, (note) => notes.push(`${name}: ${note}`)),
    );
  }
  if (results.size === 0)
    throw new UnusableDataError(`${folder} has no pairs of <name>.json and <name>.gen.resolved.json`);
  return evaluationOf(results, notes);
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

function judge(path: string, stored: string, nowSeconds: number | undefined, note: (text: string) => void): CaseResult {
  const pack = jsonOf(path);
  if (pack === undefined) return { kind: "refused", because: "not JSON" };
  const expected = jsonOf(stored);
  if (!Array.isArray(expected)) throw new UnusableDataError(`${stored} is not a JSON array`);
  const now = nowSeconds ?? defaultNowSeconds;
  const records = resolved(pack, now);
  if (typeof records === "string") return { kind: "refused", because: records };
  const differences = differencesOf(expected, records);
  if (Object.keys(differences).length === 0) return { kind: "agrees" };
  if (nowSeconds === undefined && agreesOtherwise(pack, records, expected, now, note)) return { kind: "agrees" };
  return { kind: "disagrees", differences };
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function resolved(pack: unknown, now: number): readonly ResolvedRecord[] | string {
  const resolution = resolveSenml(pack, now);
  if (resolution.kind === "refused") return resolution.fault.detail.en;
  const [fault] = resolution.faults;
  return fault === undefined ? resolution.records : fault.detail.en;
}

function agreesOtherwise(
  pack: unknown,
  records: readonly ResolvedRecord[],
  expected: readonly Rec[],
  now: number,
  note: (text: string) => void,
): boolean {
  const hasData = expected.some(({ vd }) => vd !== undefined);
  const isComparable = ({ vd }: ResolvedRecord) => vd === undefined || hasData;
  const shift = Number(expected[0]?.t) - (records.filter(isComparable)[0]?.t ?? Number.NaN);
  const isOtherMoment = Math.abs(shift) >= day && Math.abs(shift) <= 31 * day;
  const again = isOtherMoment ? resolved(pack, now + shift) : records;
  if (typeof again === "string") return false;
  const comparable = again.filter(isComparable);
  if (Object.keys(differencesOf(expected, comparable)).length > 0) return false;
  if (isOtherMoment) note(`the stored form was made at ${now + shift} s, not at ${now} s`);
  if (comparable.length < again.length)
    note(`the stored form lacks ${again.length - comparable.length} data value (vd)`);
  return true;
}

function differencesOf(
  expected: readonly Rec[],
  got: readonly ResolvedRecord[],
): Record<string, { expected: unknown; got: unknown }> {
  const differences: Record<string, { expected: unknown; got: unknown }> = {};
  if (expected.length !== got.length) differences.length = { expected: expected.length, got: got.length };
  for (const [index, record] of expected.entries()) {
    const other: Rec = got[index] ?? {};
    for (const label of new Set([...Object.keys(record), ...Object.keys(other)]))
      if (!isSame(record[label], other[label]))
        differences[`[${index}].${label}`] = { expected: record[label], got: other[label] };
  }
  return differences;
}

/** Numbers may differ in the last binary digits, which decimal text does not carry over. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number")
    return Math.abs(a - b) <= 1e-15 * 8 * Math.max(Math.abs(a), Math.abs(b));
  return a === b;
}
