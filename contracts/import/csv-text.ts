import type { Bilingual } from "../http/fields.ts";

/** Why a text is no CSV. */
export interface CsvRefusal {
  readonly kind: "refused";
  readonly messages: Bilingual;
}

/** The records of a text, empty lines included, each a list of trimmed cells. */
export type CsvRecords = { readonly kind: "read"; readonly records: readonly (readonly string[])[] } | CsvRefusal;

/**
 * Reads CSV as RFC 4180 writes it and as spreadsheets do: commas, semicolons or tabs, whichever the first line has most of;
 * quoted cells with doubled quotes and line ends; LF, CRLF or CR; a byte order mark is left out.
 */
export function csvRecords(text: string): CsvRecords {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const delimiter = delimiterOf(source);
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < source.length) {
    const cell = cellAt(source, at, delimiter);
    if (cell === undefined) return refusedIn(records.length + 1);
    record.push(cell.value);
    at = cell.end;
    if (source[at] === delimiter) {
      at += 1;
      // A delimiter at the very end has an empty cell behind it.
      if (at < source.length) continue;
      record.push("");
    }
    records.push(record);
    record = [];
    at += source.startsWith("\r\n", at) ? 2 : 1;
  }
  return { kind: "read", records };
}

function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  return [",", ";", "\t"].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] as string;
}

/** The cell that begins there and where it ends: at a delimiter, a line end or the end of the text. */
function cellAt(
  text: string,
  from: number,
  delimiter: string,
): { readonly value: string; readonly end: number } | undefined {
  let at = from;
  while (text[at] === " " || (text[at] === "\t" && delimiter !== "\t")) at += 1;
  if (text[at] !== '"') {
    while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at += 1;
    const value = text.slice(from, at).trim();
    return value.includes('"') ? undefined : { value, end: at };
  }
  let value = "";
  for (;;) {
    const quote = text.indexOf('"', at + 1);
    if (quote < 0) return undefined;
    value += text.slice(at + 1, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    value += '"';
  }
  while (text[at] === " " || (text[at] === "\t" && delimiter !== "\t")) at += 1;
  const isOver = at >= text.length || text[at] === delimiter || text[at] === "\n" || text[at] === "\r";
  return isOver ? { value: value.trim(), end: at } : undefined;
}

function refusedIn(row: number): CsvRefusal {
  return {
    kind: "refused",
    messages: {
      zh: `不是 CSV：第 ${row} 行的引号不成对`,
      en: `is not CSV: a quote in row ${row} is not closed, or stands inside a cell that has none around it`,
    },
  };
}
