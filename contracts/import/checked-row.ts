import * as z from "zod/mini";
import type { Bilingual } from "../http/fields.ts";
import { errorsOfIssues } from "../http/problems.ts";
import type { CsvRow } from "./csv-table.ts";

/** A cell that cannot be taken as it is. */
export interface CellFault {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly expected: Bilingual;
}

/** A row that passed its schema, or what is wrong with it. */
export type CheckedRow<T> =
  | { readonly kind: "sound"; readonly row: number; readonly value: T }
  | { readonly kind: "faulty"; readonly row: number; readonly faults: readonly CellFault[] };

/** What a row means, with its place. */
export type Numbered<T> = { readonly row: number; readonly value: T };

/**
 * Checks a row by the schema of the API, so that nothing passes here that the service would refuse. `columnOf` names
 * the column of a field; a field without one stands under its own name.
 */
export function checkedRow<S extends z.ZodMiniType>(
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
    return { row, column, value: cells[column] ?? "", expected: inWords(expected) ?? messages };
  });
  return { kind: "faulty", row, faults };
}

/** An import that is safe to run twice knows each thing by an id of its own. */
export function withoutId({ row, cells }: CsvRow): CheckedRow<never> | undefined {
  if (cells.id !== undefined) return undefined;
  const expected = {
    zh: "应填编号（字母、数字、_、-），否则再次运行会重复登记",
    en: "must be an id (letters, digits, _, -): without one a second run would register it again",
  };
  return { kind: "faulty", row, faults: [{ row, column: "id", value: "", expected }] };
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

export function soundIn<T>(rows: readonly CheckedRow<T>[]): readonly Numbered<T>[] {
  return rows.flatMap((row) => (row.kind === "sound" ? [row] : []));
}

export function faultsIn(rows: readonly CheckedRow<unknown>[]): readonly CellFault[] {
  return rows.flatMap((row) => (row.kind === "faulty" ? row.faults : []));
}

/** Rows that say again what an earlier row says; `keyOf` names what must be said once, and where it stands. */
export function repeatedIn<T>(
  rows: readonly Numbered<T>[],
  keyOf: (value: T) => readonly [key: string, column: string, value: string],
): readonly CellFault[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, value }) => {
    const [key, column, text] = keyOf(value);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, row);
      return [];
    }
    return [
      { row, column, value: text, expected: { zh: `与第 ${before} 行重复`, en: `stands in row ${before} already` } },
    ];
  });
}
