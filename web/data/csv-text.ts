export type CsvCell = string | number | undefined;

/** A table for a spreadsheet, with the mark by which it is read as UTF-8; nothing in it is taken for a formula. */
export function csvOf(lines: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${lines.map((cells) => cells.map(cellText).join(",")).join("\r\n")}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
