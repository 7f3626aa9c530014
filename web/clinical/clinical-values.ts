import type { ClinicalFactsView } from "../../contracts/http/clinical-facts.ts";
import { noneKnownFacts } from "../../contracts/none-known.ts";

/** A row as it is typed: every cell is text. */
export type Row = Readonly<Record<string, string>>;

/** The clinical record as it is typed. */
export interface ClinicalValues {
  readonly diagnoses: readonly Row[];
  /** Of what somebody asked and found none. */
  readonly none: readonly string[];
  readonly pastHistory: string;
  readonly medicines: readonly Row[];
  readonly infections: string;
  readonly isolation: readonly string[];
  readonly tubes: readonly Row[];
  readonly pressureInjuries: string;
  readonly mobility: string;
  readonly identityNumber: string;
  readonly insuranceNumber: string;
  readonly recordNumber: string;
  readonly address: string;
  readonly phone: string;
}

const texts = ["pastHistory", "identityNumber", "insuranceNumber", "recordNumber", "address", "phone"] as const;

/** The record as its form begins. */
export function clinicalValuesOf(clinical: ClinicalFactsView): ClinicalValues {
  return {
    diagnoses: (clinical.diagnoses ?? []).map(({ name, icd10 = "", since = "", past }) => ({
      name,
      icd10,
      since,
      past: past === true ? "past" : "",
    })),
    none: Object.keys(clinical.noneKnown ?? {}),
    pastHistory: clinical.pastHistory ?? "",
    medicines: (clinical.medicines ?? []).map(({ name, dosage = "", since = "" }) => ({ name, dosage, since })),
    infections: (clinical.infections ?? []).join("\n"),
    isolation: clinical.isolation ?? [],
    tubes: (clinical.tubes ?? []).map(({ kind, note = "", since = "" }) => ({ kind, note, since })),
    pressureInjuries: (clinical.pressureInjuries ?? []).join("\n"),
    mobility: clinical.mobility ?? "",
    identityNumber: clinical.identityNumber ?? "",
    insuranceNumber: clinical.insuranceNumber ?? "",
    recordNumber: clinical.recordNumber ?? "",
    address: clinical.address ?? "",
    phone: clinical.phone ?? "",
  };
}

/** The body of POST /api/residents/{id}: what differs from what was shown; `null` takes away what is empty now. */
export function clinicalChangeOf(
  known: ClinicalFactsView,
  version: number,
  values: ClinicalValues,
): Readonly<Record<string, unknown>> {
  const now: Record<string, unknown> = {
    diagnoses: values.diagnoses.map(({ past, ...row }) => ({ ...filled(row), ...(past === "past" && { past: true }) })),
    medicines: values.medicines.map(filled),
    tubes: values.tubes.map(filled),
    infections: linesOf(values.infections),
    pressureInjuries: linesOf(values.pressureInjuries),
    isolation: values.isolation,
    mobility: values.mobility,
    ...Object.fromEntries(texts.map((name) => [name, values[name].trim()])),
  };
  const before = known as Readonly<Record<string, unknown>>;
  const changed = Object.entries(now).flatMap(([name, value]) => {
    const isEmpty = value === "" || (Array.isArray(value) && value.length === 0);
    if (isEmpty) return before[name] === undefined ? [] : [[name, null] as const];
    return same(value, before[name]) ? [] : [[name, value] as const];
  });
  const was = Object.keys(known.noneKnown ?? {});
  const none = noneKnownFacts.filter((name) => was.includes(name) !== values.none.includes(name));
  return {
    ...Object.fromEntries(changed),
    ...(none.length > 0 && { noneKnown: Object.fromEntries(none.map((name) => [name, values.none.includes(name)])) }),
    version,
  };
}

/** One a line. */
export function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** A row without its empty cells; an empty row keeps its place, so that what is wrong with it is told where it stands. */
function filled(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row)
      .map(([name, text]) => [name, text.trim()] as const)
      .filter(([, text]) => text !== ""),
  );
}

/** The same whatever the order of the members. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
