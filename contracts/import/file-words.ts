import type { CsvShape } from "./csv-table.ts";

/** How a file calls its columns and what may stand in them, so that it is told of its faults in its own words. */
export interface FileWords {
  /** The head as it stands in the file; of a column that it has not, the head in the file's language. */
  columnOf(column: string): string;
  /** What may stand in a column, in the file's language. */
  valuesOf(column: string, allowed: readonly string[]): readonly string[];
}

/** @param written - column → its head as it stands in the file; a file with any Chinese head is a Chinese file. */
export function fileWords(written: ReadonlyMap<string, string>, { columns, values = {} }: CsvShape): FileWords {
  const isChinese = written.values().some(isHan);
  return {
    columnOf: (column) => written.get(column) ?? (isChinese ? columns[column]?.find(isHan) : undefined) ?? column,
    valuesOf: (column, allowed) => (isChinese ? allowed.map((value) => values[column]?.[value] ?? value) : allowed),
  };
}

function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
