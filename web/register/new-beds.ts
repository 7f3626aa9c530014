interface Bed {
  readonly id: string;
  readonly label: string;
}

/** One bed a line; a label that stands there already is not added again. Ids count on from the highest `b…`. */
export function newBedsOf(text: string, beds: readonly Bed[]): readonly Bed[] {
  const known = new Set(beds.map(({ label }) => label));
  const labels = text.split("\n").map((line) => line.trim());
  const fresh = [...new Set(labels)].filter((label) => label !== "" && !known.has(label));
  const last = Math.max(0, ...beds.map(({ id }) => Number(/^b(\d{1,9})$/.exec(id)?.[1] ?? 0)));
  return fresh.map((label, at) => ({ id: `b${last + 1 + at}`, label }));
}
