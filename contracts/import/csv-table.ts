import { type CsvRefusal, csvRecords } from "./csv-text.ts";
import { type FileWords, fileWords } from "./file-words.ts";

/** One row of a table, by the names of its columns; absent and empty cells are not there. */
export interface CsvRow {
  /** As a spreadsheet counts: the heads are row 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A table as an import expects it. */
export interface CsvShape {
  /** Column → the other heads under which people write it. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly required: readonly string[];
  /** Column → what the API calls a value → what a Chinese table calls it. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type CsvTable =
  | { readonly kind: "read"; readonly rows: readonly CsvRow[]; readonly words: FileWords }
  | CsvRefusal;

/** Reads a table with heads, in Chinese or English. One without the required columns, or with unknown ones, is refused. */
export function csvTable(text: string, shape: CsvShape): CsvTable {
  const read = csvRecords(text);
  if (read.kind === "refused") return read;
  const lines = read.records
    .map((record, index) => ({ record, row: index + 1 }))
    .filter(({ record }) => record.some((cell) => cell !== ""));
  const [heads, ...rest] = lines;
  if (heads === undefined) return refused("是空的", "is empty");
  const columns = columnsOf(heads.record, shape);
  if ("kind" in columns) return columns;
  const { names, words } = columns;
  const rows: CsvRow[] = [];
  for (const { record, row } of rest) {
    if (record.slice(names.length).some((cell) => cell !== ""))
      return refused(
        `第 ${row} 行有 ${record.length} 格，而表头只有 ${names.length} 列`,
        `row ${row} has ${record.length} cells, but there are ${names.length} columns`,
      );
    const cells = names.map((name, column) => [name, record[column] ?? ""] as const);
    rows.push({ row, cells: Object.fromEntries(cells.filter(([, cell]) => cell !== "")) });
  }
  return { kind: "read", rows, words };
}

interface Columns {
  readonly names: readonly string[];
  readonly words: FileWords;
}

function columnsOf(heads: readonly string[], shape: CsvShape): Columns | CsvRefusal {
  const canonical = new Map(
    Object.entries(shape.columns).flatMap(([name, others]) =>
      [name, ...others].map((head) => [folded(head), name] as const),
    ),
  );
  const named = heads.map((head) => ({ head: head.trim(), name: canonical.get(folded(head)) }));
  const written = new Map(
    named.toReversed().flatMap(({ head, name }) => (name === undefined ? [] : [[name, head] as const])),
  );
  const words = fileWords(written, shape);
  const listed = (columns: readonly string[]): string => columns.map((column) => words.columnOf(column)).join(", ");
  const names: string[] = [];
  for (const { head, name } of named) {
    if (name === undefined) {
      const known = listed(Object.keys(shape.columns));
      return refused(
        `有不认识的列“${head}”；可用的列：${known}`,
        `has an unknown column "${head}"; there are ${known}`,
      );
    }
    if (names.includes(name)) return refused(`有两列 ${listed([name])}`, `has the column ${listed([name])} twice`);
    names.push(name);
  }
  const missing = shape.required.filter((name) => !names.includes(name));
  if (missing.length === 0) return { names, words };
  return refused(
    `缺少列 ${listed(missing)}（第 1 行应为表头）`,
    `lacks the columns ${listed(missing)} (row 1 holds the heads)`,
  );
}

function folded(head: string): string {
  return head
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, "");
}

function refused(zh: string, en: string): CsvRefusal {
  return { kind: "refused", messages: { zh, en } };
}
