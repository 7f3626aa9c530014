import { readFileSync } from "node:fs";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { type CellFault, inWordsOfFile } from "../../contracts/import/checked-row.ts";
import { type CsvRow, type CsvShape, csvTable } from "../../contracts/import/csv-table.ts";
import type { FileWords } from "../../contracts/import/file-words.ts";
import { CommandFailedError } from "../failure.ts";

/** A cell of a file that cannot be taken as it is. */
export interface CsvFault extends CellFault {
  readonly file: string;
}

/** The rows of a file, and its own words for columns and values. */
export interface CsvFile {
  readonly rows: readonly CsvRow[];
  readonly words: FileWords;
}

/** File → its words. */
export type WordsOfFiles = ReadonlyMap<string, FileWords>;

export function inFile(file: string | undefined, faults: readonly CellFault[]): readonly CsvFault[] {
  return faults.map((fault) => ({ file: file ?? "", ...fault }));
}

/**
 * Reads a CSV file with heads. UTF-8 with or without byte order mark, and GB 18030 as spreadsheets in China write it;
 * commas, semicolons or tabs. A file without the required columns, or with unknown ones, is refused.
 */
export function readCsv(file: string, shape: CsvShape): CsvFile {
  const table = csvTable(textIn(file), shape);
  if (table.kind === "refused") throw refused(file, table.messages);
  return table;
}

/**
 * All faults in one message, each on a line of its own with file, row, column, value and what is expected, columns and
 * values as the file itself calls them.
 */
export function faultsRefused(found: readonly CsvFault[], wordsOf: WordsOfFiles): CommandFailedError {
  const faults = found.map(({ file, ...fault }) => {
    const words = wordsOf.get(file);
    return { file, ...(words === undefined ? fault : inWordsOfFile(fault, words)) };
  });
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

function refused(file: string, { zh, en }: Bilingual): CommandFailedError {
  return new CommandFailedError({ zh: `${file} ${zh}`, en: `${file} ${en}` });
}
