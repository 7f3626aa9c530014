import type { FormBlock } from "../../contracts/papers/form-block.ts";
import type { Paper } from "./paper.ts";

const cellLook = { size: 8 } as const;
const headLook = { font: "bold", size: 8 } as const;
const captionLook = { font: "bold", size: 10 } as const;
const pad = 2.5;

/** Draws a table; each row stays whole, and on each page the heads stand above it. */
export function drawTable(paper: Paper, { caption, columns, rows }: Extract<FormBlock, { kind: "table" }>): void {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (paper.width * share) / shares);
  const title = paper.fit(caption, paper.width, captionLook);
  paper.make(title.height + 60);
  paper.y += 6;
  paper.put(title.lines, paper.left, paper.y, captionLook);
  paper.y += title.height + 3;
  const heads = columns.map(({ head }) => head);
  drawLine(paper, heads, widths, headLook, "#e8eef6");
  for (const row of rows) {
    if (paper.room < heightOf(paper, row, widths, cellLook)) {
      paper.nextPage();
      drawLine(paper, heads, widths, headLook, "#e8eef6");
    }
    drawLine(paper, row, widths, cellLook);
  }
  paper.y += 6;
}

type CellLook = typeof cellLook | typeof headLook;

function heightOf(paper: Paper, cells: readonly string[], widths: readonly number[], look: CellLook): number {
  return Math.max(...cells.map((text, at) => paper.fit(text, (widths[at] ?? 0) - 2 * pad, look).height)) + 2 * pad - 1;
}

function drawLine(
  paper: Paper,
  cells: readonly string[],
  widths: readonly number[],
  look: CellLook,
  fill?: string,
): void {
  const height = heightOf(paper, cells, widths, look);
  let x = paper.left;
  for (const [at, text] of cells.entries()) {
    const width = widths[at] ?? 0;
    if (fill !== undefined) paper.drawing.rect(x, paper.y, width, height).fill(fill);
    paper.drawing.lineWidth(0.4).strokeColor("#888888").rect(x, paper.y, width, height).stroke();
    paper.put(paper.fit(text, width - 2 * pad, look).lines, x + pad, paper.y + pad - 1, look);
    x += width;
  }
  paper.y += height;
}
