import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";

export type Row = Readonly<Record<string, string>>;

/** Reads a CSV file with a header line, row by row; `.gz` is unpacked on the way. */
export async function* csvRows(path: string): AsyncGenerator<Row> {
  const file = createReadStream(path);
  const parser = parse({ columns: true, skip_empty_lines: true });
  const text = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  for (const stream of [file, text]) stream.on("error", (error: Error) => parser.destroy(error));
  text.pipe(parser);
  for await (const row of parser) yield row as Row;
}

/** The number in a field; undefined when it is empty or none. */
export function numberIn(row: Row, column: string): number | undefined {
  const text = row[column];
  if (text === undefined || text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
