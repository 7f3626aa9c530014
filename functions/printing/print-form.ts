import type { FormBlock } from "../../contracts/papers/form-block.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { Paper } from "./paper.ts";
import { drawTable } from "./table.ts";
import { drawTrend } from "./trend-chart.ts";

const plain = { size: 10 } as const;
const labelLook = { font: "bold", size: 10 } as const;
const noteLook = { size: 8, colour: "#8a4b00" } as const;
const pad = 5;
const labelWidth = 118;
/** The longest label of the forms, 主要现病史（转出原因）, has one line. */
const labelRoom = labelWidth - pad - 2;

interface FormToPrint {
  /** Stands in the file's metadata: nothing about the person. */
  readonly title: string;
  readonly blocks: readonly FormBlock[];
  /** At the foot of every page, so that loose sheets find together again. */
  readonly foot: string;
  readonly madeAt: EpochMs;
}

/**
 * Prints a form as PDF, A4, with its fonts inside. What is longer than a page goes on on the next one with its label again;
 * nothing is cut. The same form makes the same bytes.
 */
export async function printForm({ title, blocks, foot, madeAt }: FormToPrint): Promise<Buffer> {
  const paper = new Paper(title, madeAt);
  for (const block of blocks) draw(paper, block);
  if (paper.lacksCharacters) drawParagraph(paper, lackingNote);
  return paper.finish(foot);
}

/** What stands for a rare character says which it is; somebody writes it by hand. */
const lackingNote =
  "※ 形如 [U+20BB7] 的是打印字库没有的生僻字（方括号内为 Unicode 编号），请对照身份证件在旁边手写补上。";

type Draw = { readonly [K in FormBlock["kind"]]: (paper: Paper, block: Extract<FormBlock, { kind: K }>) => void };

const drawings: Draw = {
  title: drawTitle,
  heading: (paper, { text }) => drawHeading(paper, text),
  paragraph: (paper, { text }) => drawParagraph(paper, text),
  row: drawRow,
  field: drawField,
  table: drawTable,
  trend: (paper, { vitals }) => drawTrend(paper, vitals),
  cut: drawCut,
  "next-page": (paper) => paper.nextPage(),
};

function draw<K extends FormBlock["kind"]>(paper: Paper, block: Extract<FormBlock, { kind: K }>): void {
  drawings[block.kind as K](paper, block);
}

function drawTitle(paper: Paper, { text, small }: Extract<FormBlock, { kind: "title" }>): void {
  const look = { font: "bold", size: 15 } as const;
  paper.make(60);
  paper.put([text], paper.left + (paper.width - paper.widthOf(text, look)) / 2, paper.y, look);
  if (small !== undefined) {
    const smallLook = { size: 8.5, colour: "#444444" } as const;
    const { lines } = paper.fit(small, 150, smallLook);
    paper.put(lines, paper.left + paper.width - 150, paper.y + 5, smallLook);
  }
  paper.y += 27;
}

function drawHeading(paper: Paper, text: string): void {
  paper.make(44);
  paper.y += 4;
  paper.drawing.rect(paper.left, paper.y, paper.width, 17).fill("#e8eef6");
  paper.put([text], paper.left + pad, paper.y + 1.5, { font: "bold", size: 10.5 });
  paper.y += 19;
}

function drawParagraph(paper: Paper, text: string): void {
  const fitted = paper.fit(text, paper.width, plain);
  for (const line of fitted.lines) {
    paper.make(fitted.lineHeight);
    paper.put([line], paper.left, paper.y, plain);
    paper.y += fitted.lineHeight;
  }
  paper.y += 4;
}

/** Short fields side by side; a row is never parted between pages unless it is longer than one. */
function drawRow(paper: Paper, { cells }: Extract<FormBlock, { kind: "row" }>): void {
  const shares = cells.reduce((sum, { share }) => sum + share, 0);
  const fitted = cells.map(({ label, text, share }) => {
    const width = (paper.width * share) / shares;
    const head = paper.fit(label, width / 2, labelLook);
    const headWidth = Math.max(...head.lines.map((line) => paper.widthOf(line, labelLook))) + 2 * pad;
    return { width, head, headWidth, body: paper.fit(text, width - headWidth - 2 * pad, plain) };
  });
  const height = Math.max(...fitted.map(({ body, head }) => Math.max(body.height, head.height))) + 2 * pad - 1;
  if (height > paper.fullRoom) {
    drawApart(paper, cells);
    return;
  }
  paper.make(height);
  let x = paper.left;
  for (const { width, head, headWidth, body } of fitted) {
    paper.drawing.rect(x, paper.y, headWidth, height).fill("#f4f4f4");
    frame(paper, x, width, height);
    paper.put(head.lines, x + pad, paper.y + pad - 1, labelLook);
    paper.put(body.lines, x + headWidth + pad, paper.y + pad - 1, plain);
    x += width;
  }
  paper.y += height;
}

function drawApart(paper: Paper, cells: Extract<FormBlock, { kind: "row" }>["cells"]): void {
  for (const { label, text } of cells) drawField(paper, { kind: "field", label, text });
}

/** A field goes on over as many pages as it needs. */
function drawField(paper: Paper, { label, text, note }: Extract<FormBlock, { kind: "field" }>): void {
  const width = paper.width - labelWidth - 2 * pad;
  const body = paper.fit(text, width, plain);
  const remarks = note === undefined ? [] : paper.fit(`※ ${note}`, width, noteLook).lines;
  const lines = [
    ...body.lines.map((line) => ({ line, look: plain, height: body.lineHeight })),
    ...remarks.map((line) => ({ line, look: noteLook, height: noteLook.size * 1.45 })),
  ];
  let isFirst = true;
  let next = 0;
  while (next < lines.length) {
    const head = paper.fit(isFirst ? label : `${label}（续）`, labelRoom, labelLook);
    paper.make(Math.max(head.height, 2 * body.lineHeight) + 2 * pad);
    const part: typeof lines = [];
    let height = 0;
    while (next < lines.length) {
      const line = lines[next] as (typeof lines)[number];
      if (part.length > 0 && height + line.height + 2 * pad > paper.room) break;
      part.push(line);
      height += line.height;
      next += 1;
    }
    const boxHeight = Math.max(height, head.height) + 2 * pad - 1;
    paper.drawing.rect(paper.left, paper.y, labelWidth, boxHeight).fill("#f4f4f4");
    frame(paper, paper.left, paper.width, boxHeight);
    paper.put(head.lines, paper.left + pad, paper.y + pad - 1, labelLook);
    let y = paper.y + pad - 1;
    for (const { line, look, height: lineHeight } of part) {
      paper.put([line], paper.left + labelWidth + pad, y, look);
      y += lineHeight;
    }
    paper.y += boxHeight;
    if (next < lines.length) paper.nextPage();
    isFirst = false;
  }
}

function frame({ drawing, y }: Paper, x: number, width: number, height: number): void {
  drawing.lineWidth(0.6).strokeColor("#555555").rect(x, y, width, height).stroke();
}

function drawCut(paper: Paper): void {
  const look = { size: 8, colour: "#777777" } as const;
  const text = "存根由转出单位留存，沿此线裁开";
  const textWidth = paper.widthOf(text, look);
  const y = paper.y + 12;
  const middle = paper.left + paper.width / 2;
  paper.drawing.lineWidth(0.6).strokeColor("#999999").dash(4, { space: 3 });
  paper.drawing
    .moveTo(paper.left, y)
    .lineTo(middle - textWidth / 2 - 6, y)
    .stroke();
  paper.drawing
    .moveTo(middle + textWidth / 2 + 6, y)
    .lineTo(paper.left + paper.width, y)
    .stroke();
  paper.drawing.undash();
  paper.put([text], middle - textWidth / 2, y - 6, look);
  paper.y += 24;
}
