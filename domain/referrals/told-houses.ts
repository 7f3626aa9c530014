/** So many cases of one house (`row`) with one other (`column`). */
export interface CaseCell {
  readonly row: string;
  readonly column: string;
  readonly cases: number;
}

/** Of whom a figure can be told: of all cases together, and of those of each row and each column. */
export interface ToldHouses {
  readonly isWholeTold: boolean;
  isRowTold(row: string): boolean;
  isColumnTold(column: string): boolean;
}

/**
 * Of which houses a figure is told, so that no sum or difference of what is told is one of fewer than `fewest` cases, and of
 * more than none. `cells` are the cases that the reader may not read one by one: those that they may read tell them nothing new.
 *
 * Any sum of told figures, some taken off others, gives every house a number, and each case the difference of its two
 * houses' numbers; houses that are not told share one number for each side. So what is left over are always the cases between
 * two parts of the houses, and it is enough that no cut through the houses has a few: where one has, the smallest house there is
 * not told either. A whole of a few is not told at all.
 */
export function toldHouses(cells: readonly CaseCell[], fewest: number): ToldHouses {
  const edges = cells
    .filter(({ cases }) => cases > 0)
    .map(({ row, column, cases }) => edge(`<${row}`, `>${column}`, cases));
  const total = sum(edges);
  if (total < fewest)
    return toldUnless(total > 0 ? new Set(edges.flatMap(({ ends }) => ends)) : new Set(), total === 0);
  const sizes = sizesOf(edges);
  const hidden = new Set([...sizes].filter(([, size]) => size < fewest).map(([house]) => house));
  for (;;) {
    const open = edges.map(({ ends: [from, to], cases }) =>
      edge(hidden.has(from) ? "<" : from, hidden.has(to) ? ">" : to, cases),
    );
    const part = partWithSmallCut(open, fewest);
    if (part === undefined) return toldUnless(hidden, true);
    const next = smallest(part) ?? smallest(sizes.keys());
    if (next === undefined) return toldUnless(hidden, true);
    hidden.add(next);
  }
  function smallest(houses: Iterable<string>): string | undefined {
    return [...houses].filter((one) => sizes.has(one) && !hidden.has(one)).sort(bySize)[0];
  }
  function bySize(a: string, b: string): number {
    return (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0) || (a < b ? -1 : 1);
  }
}

interface Edge {
  readonly ends: readonly [string, string];
  readonly cases: number;
}

function edge(from: string, to: string, cases: number): Edge {
  return { ends: [from, to], cases };
}

function sum(edges: readonly Edge[]): number {
  return edges.reduce((all, { cases }) => all + cases, 0);
}

function sizesOf(edges: readonly Edge[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { ends, cases } of edges) for (const end of ends) sizes.set(end, (sizes.get(end) ?? 0) + cases);
  return sizes;
}

function toldUnless(hidden: ReadonlySet<string>, isWholeTold: boolean): ToldHouses {
  return {
    isWholeTold,
    isRowTold: (row) => !hidden.has(`<${row}`),
    isColumnTold: (column) => !hidden.has(`>${column}`),
  };
}

/** A connected part of the houses that can be cut in two with fewer cases than that between them. */
function partWithSmallCut(edges: readonly Edge[], fewest: number): ReadonlySet<string> | undefined {
  return [...connectedParts(edges)].find((part) =>
    hasSmallCut(
      [...part],
      edges.filter(({ ends: [from] }) => part.has(from)),
      fewest,
    ),
  );
}

function connectedParts(edges: readonly Edge[]): ReadonlySet<ReadonlySet<string>> {
  const partOf = new Map<string, Set<string>>();
  for (const { ends } of edges) {
    const [one, other] = ends.map((end) => partOf.get(end) ?? new Set([end])) as [Set<string>, Set<string>];
    const joined = new Set([...one, ...other]);
    for (const house of joined) partOf.set(house, joined);
  }
  return new Set(partOf.values());
}

/** By Stoer and Wagner: two houses are joined again and again, and what ties the last one to all others is a cut. */
function hasSmallCut(houses: readonly string[], edges: readonly Edge[], fewest: number): boolean {
  const at = new Map(houses.map((house, index) => [house, index]));
  const between = houses.map(() => houses.map(() => 0));
  const tie = (a: number, b: number, cases: number): void => {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const row = between[one] as number[];
      row[other] = (row[other] ?? 0) + cases;
    }
  };
  for (const { ends, cases } of edges) {
    const [a, b] = ends.map((end) => at.get(end) as number) as [number, number];
    tie(a, b, cases);
  }
  let left = houses.map((_, index) => index);
  while (left.length > 1) {
    const { last, before, cases } = mostTiedOrder(left, between);
    if (cases < fewest) return true;
    left = left.filter((index) => index !== last);
    for (const other of left) if (other !== before) tie(before, other, between[last]?.[other] ?? 0);
  }
  return false;
}

/** The last two in the order in which each next one has most in common with those before, and what the last one has with all. */
function mostTiedOrder(
  houses: readonly number[],
  between: readonly (readonly number[])[],
): { readonly last: number; readonly before: number; readonly cases: number } {
  const ties = new Map(houses.map((house) => [house, 0]));
  let before = -1;
  let last = -1;
  let cases = 0;
  while (ties.size > 0) {
    const [next, tie] = [...ties].reduce((most, each) => (each[1] > most[1] ? each : most));
    ties.delete(next);
    [before, last, cases] = [last, next, tie];
    for (const [other, sofar] of ties) ties.set(other, sofar + (between[next]?.[other] ?? 0));
  }
  return { last, before, cases };
}
