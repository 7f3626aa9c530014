/** Widths as parts of the height of the font: of a Latin letter or a digit, wide enough for bold ones; and of a thin space. */
const narrow = 0.6;
const thin = 0.3;

/** About how wide a text is, in heights of its font: rather more than less. The dot of Uyghur names is as wide as a letter. */
export function emsOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (letter === "\u2009" ? thin : /[ -~À-ɏ]/.test(letter) ? narrow : 1),
    0,
  );
}

/** The font size at which so many ems fit into a width, and at most the one wished for. */
export function fitted(wished: number, width: number, ems: number): number {
  return Math.max(1, Math.min(wished, width / Math.max(ems, 0.1)));
}
