/** How well a text answers what was searched for, the lower the better; `undefined` when not at all. */
export function matchOf(text: string, query: string): number | undefined {
  const at = folded(text).indexOf(query);
  if (at < 0) return undefined;
  if (text.length === query.length) return 0;
  return at === 0 ? 1 : 2;
}

/** Letters without case, full-width forms as usual ones, and no spaces: as people type and labels are written. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\s/g, "");
}

/** The best of a few texts. */
export function bestMatch(texts: readonly (string | undefined)[], query: string): number | undefined {
  let best: number | undefined;
  for (const text of texts) {
    const match = text === undefined ? undefined : matchOf(text, query);
    if (match !== undefined && (best === undefined || match < best)) best = match;
  }
  return best;
}
