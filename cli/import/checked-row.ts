import * as z from "zod/mini";
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
  const faults = errorsOfIssues(parsed.error.issues).map(({ pointer, messages }) => {
    const field = pointer.split("/")[1] ?? "";
    const column = columnOf[field] ?? field;
    return { file, row, column, value: cells[column] ?? "", expected: messages };
  });
  return { kind: "faulty", faults };
}

export function soundIn<T>(rows: readonly CheckedRow<T>[]): readonly { readonly row: number; readonly value: T }[] {
  return rows.flatMap((row) => (row.kind === "sound" ? [row] : []));
}

export function faultsIn(rows: readonly CheckedRow<unknown>[]): readonly CsvFault[] {
  return rows.flatMap((row) => (row.kind === "faulty" ? row.faults : []));
}
