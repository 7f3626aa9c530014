/** Marks that do not begin a line, and those that do not end one (GB/T 15834). */
const noStart = new Set("，。、；：？！）》」』】〕〉”’…·,.;:?!)]}%％℃");
const noEnd = new Set("（《「『【〔〈“‘([{");

/**
 * Breaks a text into lines that fit a width: between Chinese characters and at spaces, inside a word only where it alone is
 * too long. Nothing is left out but the spaces at which it breaks; a character wider than the line has a line of its own.
 */
export function wrapText(text: string, width: number, widthOf: (character: string) => number): readonly string[] {
  return text.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, width, widthOf));
}

function wrapParagraph(text: string, width: number, widthOf: (character: string) => number): readonly string[] {
  const characters = Array.from(text);
  const lines: string[] = [];
  let start = 0;
  while (start < characters.length) {
    let end = start;
    let used = 0;
    while (end < characters.length) {
      used += widthOf(characters[end] as string);
      if (used > width && end > start) break;
      end += 1;
    }
    if (end < characters.length) end = breakBefore(characters, start, end);
    lines.push(characters.slice(start, end).join("").trimEnd());
    start = end;
    while (characters[start] === " ") start += 1;
  }
  return lines.length === 0 ? [""] : lines;
}

/** The last place up to `end` at which the line may end; `end` itself when there is none. */
function breakBefore(characters: readonly string[], start: number, end: number): number {
  const least = start + Math.ceil((end - start) / 2);
  for (let place = end; place > least; place -= 1) if (mayBreak(characters, place)) return place;
  return end;
}

function mayBreak(characters: readonly string[], place: number): boolean {
  const before = characters[place - 1] ?? "";
  const after = characters[place] ?? "";
  if (noStart.has(after) || noEnd.has(before)) return false;
  if (before === " " || after === " ") return true;
  return !(isLatin(before) && isLatin(after));
}

function isLatin(character: string): boolean {
  return /[\dA-Za-z_.,%^+\-/–×]/.test(character);
}
