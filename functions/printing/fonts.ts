import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The fonts of printed papers (Noto Sans Hans, SIL Open Font License), by the names of their files. */
export const paperFonts = { regular: "NotoSansHans-Regular.otf", bold: "NotoSansHans-Bold.otf" } as const;
export type PaperFont = keyof typeof paperFonts;

const read = new Map<PaperFont, Buffer>();

/** The bytes of a font: beside the bundle where one was made, else of the package. Read once. */
export function fontBytes(font: PaperFont): Buffer {
  const known = read.get(font);
  if (known !== undefined) return known;
  const bytes = readFileSync(fontFile(font));
  read.set(font, bytes);
  return bytes;
}

/** Where a font lies in the package, for whoever puts it beside a bundle. */
export function packagedFont(font: PaperFont): string {
  const { resolve } = createRequire(import.meta.url);
  return join(dirname(resolve("@embedpdf/fonts-sc")), "../fonts", paperFonts[font]);
}

function fontFile(font: PaperFont): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), paperFonts[font]);
  return existsSync(beside) ? beside : packagedFont(font);
}
