import * as z from "zod/mini";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { errorsOfIssues } from "../../contracts/http/problems.ts";
import type { CsvFault, CsvRow } from "./csv-file.ts";

/** A row that passed its schema, or what is wrong with it. */
export type CheckedRow<T> =
  | { readonly kind: "sound"; readonly row: number; readonly value: T }
  | { readonly kind: "faulty"; readonly faults: readonly CsvFault[] };

/**
 * Checks a row by the schema of the API, so that nothing passes here that the service would refuse. `columnOf` names
 * the column of a field; a field without one stands under its own name.
 */
export function checkedRow<S extends z.ZodMiniType>(
  file: string,
  { row, cells }: CsvRow,
  body: unknown,
  schema: S,
  columnOf: Readonly<Record<string, string>> = {},
): CheckedRow<z.output<S>> {
  const parsed = z.safeParse(schema, body);
  if (parsed.success) return { kind: "sound", row, value: parsed.data };
  const faults = errorsOfIssues(parsed.error.issues).map(({ pointer, expected, messages }) => {
    const field = pointer.split("/")[1] ?? "";
    const column = columnOf[field] ?? field;
    return { file, row, column, value: cells[column] ?? "", expected: inWords(expected) ?? messages };
  });
  return { kind: "faulty", faults };
}

/** What a form of the API's means to who fills in a table; undefined for what reads well as it is. */
function inWords(form: string): Bilingual | undefined {
  if (form.includes("[A-Za-z0-9_-]{1,64}"))
    return {
      zh: "应为 1–64 个字母、数字、_ 或 -",
      en: "must be 1 to 64 letters, digits, _ or -",
    };
  if (form.includes("19|20")) return { zh: "应为 1900 年以后的日期", en: "must be a date from 1900 on" };
  return undefined;
}

export function soundIn<T>(rows: readonly CheckedRow<T>[]): readonly { readonly row: number; readonly value: T }[] {
  return rows.flatMap((row) => (row.kind === "sound" ? [row] : []));
}

export function faultsIn(rows: readonly CheckedRow<unknown>[]): readonly CsvFault[] {
  return rows.flatMap((row) => (row.kind === "faulty" ? row.faults : []));
}
