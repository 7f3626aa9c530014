import { faultDetail } from "./fault-detail.ts";
import { maxRecords, type ResolvedRecord, type SenmlFault } from "./senml-pack.ts";

/** Either nothing of the pack can be read, or each record of it is resolved or at fault by itself. */
export type SenmlResolution =
  | { readonly kind: "refused"; readonly fault: SenmlFault }
  | {
      readonly kind: "resolved";
      /** In the order of the pack; `indexes` says at which position of the pack each stood. */
      readonly records: readonly ResolvedRecord[];
      readonly indexes: readonly number[];
      readonly faults: readonly SenmlFault[];
    };

const relativeBelow = 2 ** 28;
const defaultVersion = 10;
/** Default version with feature 4, secondary units (RFC 9100 §4). */
const versionWithSecondaryUnits = 26;
const longestName = 255;
const validName = /^[A-Za-z0-9][A-Za-z0-9\-:./_]*$/;
const validData = /^[A-Za-z0-9_-]*$/;

interface Bases {
  bn: string;
  bt: number;
  bu: string | undefined;
  bv: number | undefined;
  bs: number | undefined;
  bver: number | undefined;
}

/**
 * Resolves a SenML pack (RFC 8428 §4.6, versions by RFC 9100): names and values joined with their bases, times below
 * 2^28 s taken as relative to `nowSeconds`.
 *
 * A fault in a base field, an unknown version and a label ending in `_` that nobody here understands refuse the whole
 * pack, because they change what all later records mean; any other fault refuses its record alone. Records keep their
 * order. Secondary units need no announcement (`bver` 26): they mean the same either way, and many devices omit it.
 */
export function resolveSenml(pack: unknown, nowSeconds: number): SenmlResolution {
  if (!Array.isArray(pack))
    return refused(undefined, undefined, "一个数组（SenML 包）", "an array (a SenML pack)", pack);
  if (pack.length === 0) return refused(undefined, undefined, "至少一条记录", "at least one record", pack);
  if (pack.length > maxRecords)
    return refused(undefined, undefined, `最多 ${maxRecords} 条记录`, `at most ${maxRecords} records`, pack.length);
  const bases: Bases = { bn: "", bt: 0, bu: undefined, bv: undefined, bs: undefined, bver: undefined };
  const records: ResolvedRecord[] = [];
  const indexes: number[] = [];
  const faults: SenmlFault[] = [];
  for (let index = 0; index < pack.length; index += 1) {
    const outcome = resolveRecord(pack[index], index, bases, nowSeconds);
    if (outcome === "base-only") continue;
    if (!("fault" in outcome)) {
      records.push(outcome.record);
      indexes.push(index);
    } else if (outcome.ofPack) return { kind: "refused", fault: outcome.fault };
    else faults.push(outcome.fault);
  }
  return { kind: "resolved", records, indexes, faults };
}

type RecordOutcome =
  | "base-only"
  | { readonly record: ResolvedRecord }
  | { readonly fault: SenmlFault; readonly ofPack: boolean };

function resolveRecord(raw: unknown, index: number, bases: Bases, nowSeconds: number): RecordOutcome {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return atFault(index, undefined, "structure", "一个对象", "an object", raw, false);
  const fields = raw as Readonly<Record<string, unknown>>;
  let hasBase = false;
  let hasOther = false;
  let values = 0;
  let extensions: string[] | undefined;
  let wrong: string | undefined;
  for (const label in fields) {
    const value = fields[label];
    switch (label) {
      case "bn":
      case "bu":
        if (typeof value !== "string") return atFault(index, label, "structure", "文字", "a string", value, true);
        bases[label] = value;
        hasBase = true;
        break;
      case "bt":
      case "bv":
      case "bs":
        if (!isNumber(value)) return atFault(index, label, "structure", "有限的数字", "a finite number", value, true);
        bases[label] = value;
        hasBase = true;
        break;
      case "bver":
        if (!isKnownVersion(value) || (bases.bver ?? value) !== value)
          return atFault(
            index,
            label,
            "structure",
            "整包一致的版本 10 或 26",
            "version 10 or 26 throughout",
            value,
            true,
          );
        bases.bver = value;
        hasBase = true;
        break;
      case "n":
      case "u":
        if (typeof value !== "string") wrong ??= label;
        hasOther = true;
        break;
      case "vs":
        if (typeof value !== "string") wrong ??= label;
        values += 1;
        break;
      case "vd":
        if (typeof value !== "string" || !validData.test(value)) wrong ??= label;
        values += 1;
        break;
      case "vb":
        if (typeof value !== "boolean") wrong ??= label;
        values += 1;
        break;
      case "v":
        if (!isNumber(value)) wrong ??= label;
        values += 1;
        break;
      case "s":
      case "t":
      case "ut":
        if (!isNumber(value)) wrong ??= label;
        hasOther = true;
        break;
      default:
        if (label.endsWith("_"))
          return atFault(index, label, "structure", "本系统认识的字段", "a label known here", value, true);
        if (!label.startsWith("b")) extensions = [...(extensions ?? []), label];
    }
  }
  if (hasBase && !hasOther && values === 0 && extensions === undefined) return "base-only";
  if (wrong !== undefined) return wrongField(index, wrong, fields[wrong]);
  return joined(fields, index, bases, nowSeconds, values, extensions);
}

/** Joins a record, whose fields have the right types, with its bases. */
function joined(
  fields: Readonly<Record<string, unknown>>,
  index: number,
  bases: Bases,
  nowSeconds: number,
  values: number,
  extensions: readonly string[] | undefined,
): RecordOutcome {
  const own = fields as ResolvedFields;
  const n = own.n === undefined ? bases.bn : bases.bn + own.n;
  if (n.length > longestName || !validName.test(n))
    return atFault(
      index,
      "n",
      "name",
      `以字母或数字开头、仅含 A-Z a-z 0-9 - : . / _ 且不超过 ${longestName} 字的名称`,
      `a name of A-Z a-z 0-9 - : . / _ that starts with a letter or digit, at most ${longestName} long`,
      n,
      false,
    );
  const hasSum = own.s !== undefined || bases.bs !== undefined;
  const takesBaseValue = values === 0 && bases.bv !== undefined && own.s === undefined;
  if (values > 1 || (values === 0 && !hasSum && !takesBaseValue))
    return atFault(index, "v", "value", "v、vs、vb、vd 中恰好一个", "exactly one of v, vs, vb, vd", values, false);
  const sum = bases.bt + (own.t ?? 0);
  const record: ResolvedRecord = { n, t: sum < relativeBelow ? nowSeconds + sum : sum };
  const unit = own.u ?? bases.bu;
  if (unit !== undefined) record.u = unit;
  if (own.v !== undefined || takesBaseValue) record.v = (own.v ?? 0) + (bases.bv ?? 0);
  else if (own.vb !== undefined) record.vb = own.vb;
  else if (own.vs !== undefined) record.vs = own.vs;
  else if (own.vd !== undefined) record.vd = own.vd;
  if (hasSum) record.s = (own.s ?? 0) + (bases.bs ?? 0);
  if (own.ut !== undefined) record.ut = own.ut;
  if (bases.bver === versionWithSecondaryUnits) record.bver = bases.bver;
  for (const label of extensions ?? []) record[label] = fields[label];
  return { record };
}

type ResolvedFields = Partial<Pick<ResolvedRecord, "n" | "u" | "v" | "vs" | "vb" | "vd" | "s" | "t" | "ut">>;

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

/** Development versions below 10 mean the same; above, a version is a set of features (RFC 9100 §2). */
function isKnownVersion(value: unknown): value is number {
  return (
    Number.isInteger(value) &&
    (value as number) >= 1 &&
    ((value as number) <= defaultVersion || value === versionWithSecondaryUnits)
  );
}

function wrongField(record: number, field: string, found: unknown): RecordOutcome {
  if (field === "vb") return atFault(record, field, "value", "true 或 false", "true or false", found, false);
  if (field === "vd") return atFault(record, field, "value", "base64url 文字", "base64url text", found, false);
  if (field === "n") return atFault(record, field, "name", "文字", "a string", found, false);
  if (field === "u" || field === "vs") return atFault(record, field, "value", "文字", "a string", found, false);
  return atFault(record, field, "value", "有限的数字", "a finite number", found, false);
}

function atFault(
  record: number,
  field: string | undefined,
  kind: SenmlFault["kind"],
  zh: string,
  en: string,
  found: unknown,
  ofPack: boolean,
): RecordOutcome {
  const detail = faultDetail(record, field, zh, en, found);
  return { fault: { record, kind, detail, ...(field === undefined ? {} : { field }) }, ofPack };
}

function refused(
  record: number | undefined,
  field: string | undefined,
  zh: string,
  en: string,
  found: unknown,
): SenmlResolution {
  return { kind: "refused", fault: { kind: "structure", detail: faultDetail(record, field, zh, en, found) } };
}
