import { extractText, getDocumentProxy, getMeta } from "unpdf";

/** What a reader of a PDF finds in it: the text of each page, and what the file says of itself. */
export async function readPdf(
  bytes: Buffer,
): Promise<{ readonly pages: readonly string[]; readonly info: Record<string, unknown> }> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(pdf, { mergePages: false });
  const { info } = await getMeta(pdf);
  return { pages: text, info };
}

/** A text without what a reader may give back otherwise: spaces, line breaks, forms of the same character. */
export function bare(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .replace(/[\s\p{Cc}]/gu, "");
}
