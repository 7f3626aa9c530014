import * as z from "zod/mini";
import type { Bilingual } from "../http/fields.ts";
import { errorsOfIssues } from "../http/problems.ts";
import type { CsvRow } from "./csv-table.ts";
import type { FileWords } from "./file-words.ts";

/** A cell that cannot be taken as it is. */
export interface CellFault {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly expected: Bilingual;
  /** The values that may stand there, where only some may. */
  readonly allowed?: readonly string[];
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
    const allowed = allowedBy(expected);
    return {
      row,
      column,
      value: cells[column] ?? "",
      expected: inWords(expected) ?? messages,
      ...(allowed !== undefined && { allowed }),
    };
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

const oneOf = "one of ";

function allowedBy(form: string): readonly string[] | undefined {
  if (form === "boolean") return ["true", "false"];
  return form.startsWith(oneOf) ? form.slice(oneOf.length).split(", ") : undefined;
}

/** A fault as the file itself would say it: under the head that it has, with the values as it writes them. */
export function inWordsOfFile({ allowed, ...fault }: CellFault, words: FileWords): CellFault {
  const column = words.columnOf(fault.column);
  if (allowed === undefined) return { ...fault, column };
  const values = words.valuesOf(fault.column, allowed).join(", ");
  return { ...fault, column, expected: { zh: `应为以下之一：${values}`, en: `must be one of ${values}` } };
}

/** Each faulty cell once, with the first that was found, in the order of rows. */
export function oncePerCell(faults: readonly CellFault[]): readonly CellFault[] {
  const first = new Map<string, CellFault>();
  for (const fault of faults) {
    const cell = `${fault.row} ${fault.column}`;
    if (!first.has(cell)) first.set(cell, fault);
  }
  return [...first.values()].toSorted((a, b) => a.row - b.row);
}

export function soundIn<T>(rows: readonly CheckedRow<T>[]): readonly Numbered<T>[] {
  return rows.flatMap((row) => (row.kind === "sound" ? [row] : []));
}

export function faultsIn(rows: readonly CheckedRow<unknown>[]): readonly CellFault[] {
  return rows.flatMap((row) => (row.kind === "faulty" ? row.faults : []));
}

/**
 * Cells of a column that say again what an earlier row says, whatever else is wrong with the row; `keyOf` makes of a row
 * what must be said once, undefined where it says nothing.
 */
export function repeatedCells(
  rows: readonly CsvRow[],
  column: string,
  keyOf: (cells: CsvRow["cells"]) => string | undefined = (cells) => cells[column],
): readonly CellFault[] {
  const said = rows.flatMap(({ row, cells }) => {
    const key = keyOf(cells);
    return key === undefined ? [] : [{ row, value: { key, text: cells[column] ?? "" } }];
  });
  return repeatedIn(said, ({ key, text }) => [key, column, text]);
}

/** Rows that say again what an earlier row says; `keyOf` names what must be said once, and where it stands. */
function repeatedIn<T>(
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
