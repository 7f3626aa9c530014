import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { CommandFailedError } from "../failure.ts";

/** One row of a CSV file, by the names of its columns; absent and empty cells are not there. */
export interface CsvRow {
  /** As a spreadsheet counts: the heads are row 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A table in a CSV file as an import expects it. */
export interface CsvShape {
  /** Column → the other heads under which people write it. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly required: readonly string[];
}

/** A cell that cannot be taken as it is. */
export interface CsvFault {
  readonly file: string;
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly expected: Bilingual;
}

/**
 * Reads a CSV file with heads. UTF-8 with or without byte order mark, and GB 18030 as spreadsheets in China write it;
 * commas, semicolons or tabs. A file without the required columns, or with unknown ones, is refused.
 */
export function readCsv(file: string, shape: CsvShape): readonly CsvRow[] {
  const lines = linesIn(file, textIn(file));
  const [heads, ...rows] = lines;
  if (heads === undefined) throw refused(file, { zh: "是空的", en: "is empty" });
  const names = columnsOf(file, heads.record, shape);
  return rows.map(({ record, row }) => {
    if (record.length > names.length && record.slice(names.length).some((cell) => cell !== ""))
      throw refused(file, {
        zh: `第 ${row} 行有 ${record.length} 格，而表头只有 ${names.length} 列`,
        en: `row ${row} has ${record.length} cells, but there are ${names.length} columns`,
      });
    const cells = names.map((name, column) => [name, record[column] ?? ""] as const);
    return { row, cells: Object.fromEntries(cells.filter(([, cell]) => cell !== "")) };
  });
}

/** All faults in one message, each on a line of its own with file, row, column, value and what is expected. */
export function faultsRefused(faults: readonly CsvFault[]): CommandFailedError {
  const lines = (language: "zh" | "en"): string =>
    faults
      .slice(0, shown)
      .map(({ file, row, column, value, expected }) =>
        language === "zh"
          ? `\n  ${file} 第 ${row} 行 ${column} 列：“${value}”，${expected.zh}`
          : `\n  ${file} row ${row}, column ${column}: "${value}", ${expected.en}`,
      )
      .join("") + (faults.length > shown ? `\n  … ${faults.length - shown}` : "");
  return new CommandFailedError(
    {
      zh: `有 ${faults.length} 处错误，未登记任何内容：${lines("zh")}`,
      en: `${faults.length} ${faults.length === 1 ? "cell is" : "cells are"} wrong, nothing was registered:${lines("en")}`,
    },
    { facts: { faults } },
  );
}

const shown = 50;

function textIn(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const because = (error as NodeJS.ErrnoException).code ?? String(error);
    throw refused(file, { zh: `读不到（${because}）`, en: `cannot be read (${because})` });
  }
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Then it is the next one, or none.
    }
  }
  throw refused(file, { zh: "既不是 UTF-8 也不是 GB 18030 编码", en: "is neither UTF-8 nor GB 18030" });
}

interface Line {
  readonly record: readonly string[];
  readonly row: number;
}

function linesIn(file: string, text: string): readonly Line[] {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [",", ";", "\t"].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] as string;
  try {
    const records: unknown = parse(text, {
      bom: true,
      trim: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
    });
    return (records as string[][])
      .map((record, index) => ({ record, row: index + 1 }))
      .filter(({ record }) => record.some((cell) => cell !== ""));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused(file, { zh: `不是 CSV：${error.message}`, en: `is not CSV: ${error.message}` });
  }
}

function columnsOf(file: string, heads: readonly string[], { columns, required }: CsvShape): readonly string[] {
  const canonical = new Map(
    Object.entries(columns).flatMap(([name, others]) => [name, ...others].map((head) => [folded(head), name] as const)),
  );
  const known = Object.keys(columns).join(",");
  const names = heads.map((head) => {
    const name = canonical.get(folded(head));
    if (name === undefined)
      throw refused(file, {
        zh: `有不认识的列“${head}”；可用的列：${known}`,
        en: `has an unknown column "${head}"; there are ${known}`,
      });
    return name;
  });
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw refused(file, { zh: `有两列 ${twice}`, en: `has the column ${twice} twice` });
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length === 0) return names;
  const list = missing.join(", ");
  throw refused(file, {
    zh: `缺少列 ${list}（第 1 行应为表头）`,
    en: `lacks the columns ${list} (row 1 holds the heads)`,
  });
}

function folded(head: string): string {
  return head
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, "");
}

function refused(file: string, { zh, en }: Bilingual): CommandFailedError {
  return new CommandFailedError({ zh: `${file} ${zh}`, en: `${file} ${en}` });
}
