import type { Box } from "./floor-plan.ts";

/** How large a card has to be to be read from five metres, as parts of the screen's height; smaller when there are many. */
const sizes = [0.42, 0.34, 0.27, 0.21, 0.17, 0.135];
const shape = 1.6;
const gap = 6;

/**
 * Where the cards of these cells stand: each over its own cell as far as the screen and the cards before it allow, none
 * over another. They shrink together until all fit; those for which even the smallest size leaves no room are absent,
 * the last first.
 */
export function enlarge(cells: readonly Box[], width: number, height: number): readonly (Box | undefined)[] {
  let placed: (Box | undefined)[] = cells.map(() => undefined);
  for (const size of sizes) {
    const card = { width: Math.min(width, size * height * shape), height: size * height };
    placed = place(cells, card, width, height);
    if (placed.every((box) => box !== undefined)) return placed;
  }
  return placed;
}

function place(
  cells: readonly Box[],
  card: { readonly width: number; readonly height: number },
  width: number,
  height: number,
): (Box | undefined)[] {
  const columns = Math.max(1, Math.floor((width + gap) / (card.width + gap)));
  const rows = Math.max(1, Math.floor((height + gap) / (card.height + gap)));
  const slots = Array.from({ length: columns * rows }, (_, index) => ({
    left: (index % columns) * (card.width + (columns === 1 ? 0 : (width - columns * card.width) / (columns - 1))),
    top: Math.floor(index / columns) * (card.height + (rows === 1 ? 0 : (height - rows * card.height) / (rows - 1))),
    ...card,
  }));
  const taken: Box[] = [];
  return cells.map((cell) => {
    const own = {
      left: clamp(cell.left + cell.width / 2 - card.width / 2, 0, width - card.width),
      top: clamp(cell.top + cell.height / 2 - card.height / 2, 0, height - card.height),
      ...card,
    };
    const free = [own, ...slots.toSorted((a, b) => distance(a, own) - distance(b, own))].find((candidate) =>
      taken.every((other) => !overlaps(candidate, other)),
    );
    if (free !== undefined) taken.push(free);
    return free;
  });
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(low, value), Math.max(low, high));
}

function distance(a: Box, b: Box): number {
  return Math.hypot(a.left - b.left, a.top - b.top);
}

/** Do two boxes share more than an edge? */
export function overlaps(a: Box, b: Box): boolean {
  const slack = 0.01;
  return (
    a.left + a.width > b.left + slack &&
    b.left + b.width > a.left + slack &&
    a.top + a.height > b.top + slack &&
    b.top + b.height > a.top + slack
  );
}
