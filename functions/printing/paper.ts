import PDFDocument from "pdfkit";
import type { EpochMs } from "../../domain/model/time.ts";
import { fontBytes, type PaperFont } from "./fonts.ts";
import { printable } from "./printable.ts";
import { wrapText } from "./wrap-text.ts";

/** A4 in points, and the space around what is printed. */
const page = { width: 595.28, height: 841.89 } as const;
const margin = { side: 42, top: 38, foot: 46 } as const;

/** How text looks. */
export interface TextLook {
  readonly font?: PaperFont;
  readonly size: number;
  readonly colour?: string;
}

/** Text in lines that fit, and how high they are. */
export interface FittedText {
  readonly lines: readonly string[];
  readonly lineHeight: number;
  readonly height: number;
}

/** Pages of A4 that are filled from top to bottom. The same content makes the same bytes. */
export class Paper {
  #lacks = false;
  readonly left: number = margin.side;
  readonly width: number = page.width - 2 * margin.side;
  readonly bottom: number = page.height - margin.foot;
  /** Where the next thing goes. */
  y: number = margin.top;
  readonly drawing: PDFKit.PDFDocument;
  readonly #chunks: Buffer[] = [];
  readonly #whole: Promise<Buffer>;
  readonly #widths = new Map<string, number>();

  /** `title` is the only thing that the file itself tells. `madeAt` stands in the file too. */
  constructor(title: string, madeAt: EpochMs) {
    this.drawing = new PDFDocument({
      size: "A4",
      margin: 0,
      bufferPages: true,
      pdfVersion: "1.7",
      lang: "zh-CN",
      displayTitle: true,
      font: null as unknown as string,
      info: { Title: title, Producer: "Anhu", Creator: "Anhu", CreationDate: new Date(madeAt) },
    });
    this.drawing.registerFont("regular", fontBytes("regular"));
    this.drawing.registerFont("bold", fontBytes("bold"));
    this.drawing.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
    this.#whole = new Promise((resolve, reject) => {
      this.drawing.on("end", () => resolve(Buffer.concat(this.#chunks)));
      this.drawing.on("error", reject);
    });
  }

  get room(): number {
    return this.bottom - this.y;
  }

  /** The most that a page holds. */
  get fullRoom(): number {
    return this.bottom - margin.top;
  }

  nextPage(): void {
    this.drawing.addPage({ size: "A4", margin: 0 });
    this.y = margin.top;
  }

  /** Goes on to the next page unless so much fits on this one. */
  make(room: number): void {
    if (this.room < room && this.y > margin.top) this.nextPage();
  }

  /** Breaks a text into lines; a character that no font has is shown by its code, so that nothing is a blank. */
  fit(text: string, width: number, look: TextLook): FittedText {
    const lines = wrapText(this.#shown(text, look), width, (character) => this.#widthOf(character, look));
    const lineHeight = look.size * 1.45;
    return { lines, lineHeight, height: lines.length * lineHeight };
  }

  /** Puts lines at a place. */
  put(lines: readonly string[], x: number, y: number, look: TextLook): void {
    this.#use(look);
    const lineHeight = look.size * 1.45;
    for (const [at, line] of lines.entries())
      if (line !== "") this.drawing.text(line, x, y + at * lineHeight + look.size * 0.2, { lineBreak: false });
  }

  /** Writes the foot of every page and closes the file. */
  async finish(foot: string): Promise<Buffer> {
    const { start, count } = this.drawing.bufferedPageRange();
    const look = { size: 8, colour: "#555555" };
    for (let number = 0; number < count; number += 1) {
      this.drawing.switchToPage(start + number);
      const numbering = `第 ${number + 1} 页　共 ${count} 页`;
      const [line = "", more] = this.fit(foot, this.width - 120, look).lines;
      this.put([more === undefined ? line : `${line}…`], this.left, page.height - 30, look);
      this.put([numbering], this.left + this.width - this.widthOf(numbering, look), page.height - 30, look);
    }
    this.drawing.end();
    return this.#whole;
  }

  widthOf(text: string, look: TextLook): number {
    return Array.from(text).reduce((sum, character) => sum + this.#widthOf(character, look), 0);
  }

  #use({ font = "regular", size, colour = "#000000" }: TextLook): void {
    this.drawing.font(font).fontSize(size).fillColor(colour);
  }

  #widthOf(character: string, look: TextLook): number {
    const key = `${look.font ?? "regular"}${character}`;
    let per = this.#widths.get(key);
    if (per === undefined) {
      this.#use({ ...look, size: 100 });
      per = this.drawing.widthOfString(character) / 100;
      this.#widths.set(key, per);
    }
    return per * look.size;
  }

  /** A character of a name or word could not be shown so far, for the font does not have it. */
  get lacksCharacters(): boolean {
    return this.#lacks;
  }

  #shown(text: string, look: TextLook): string {
    this.#use(look);
    return printable(text, (code) => {
      const hasIt = this.#hasGlyph(code);
      this.#lacks ||= !hasIt && code > 0xffff;
      return hasIt;
    });
  }

  #hasGlyph(code: number): boolean {
    // The font in use, as pdfkit keeps it; its types do not tell of it.
    const { _font } = this.drawing as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } };
    return _font.font.hasGlyphForCodePoint(code);
  }
}
