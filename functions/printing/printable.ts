const raised = /[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+/gu;
const lowered = /[₀₁₂₃₄₅₆₇₈₉]+/gu;

/**
 * A text as a font can show it. Controls and every kind of space but the ideographic one become a space. Of what the font
 * does not have, raised digits are written `^9` (10⁹ must not become 109), lowered ones plainly, and every other character
 * as its code, `[U+20BB7]`: somebody sees that there is something, and what.
 */
export function printable(text: string, hasGlyph: (code: number) => boolean): string {
  const has = (run: string) => Array.from(run).every((character) => hasGlyph(character.codePointAt(0) ?? 0));
  const written = text
    .toWellFormed()
    .replace(raised, (run) => (has(run) ? run : `^${run.normalize("NFKC").replace("\u2212", "-")}`))
    .replace(lowered, (run) => (has(run) ? run : run.normalize("NFKC")));
  return Array.from(written, (character) => printableCharacter(character, hasGlyph)).join("");
}

function printableCharacter(character: string, hasGlyph: (code: number) => boolean): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === "\n" || code === 0x3000) return character;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || /\s/.test(character)) return " ";
  return hasGlyph(code) ? character : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}
