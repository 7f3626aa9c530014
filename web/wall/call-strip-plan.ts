import type { Box } from "./floor-plan.ts";

/** Where calls stand on the wall: a strip of their own above the beds, so that none covers a bed. */
export interface CallStripPlan {
  /** Of the whole strip with the gap below it; 0 while nobody calls. */
  readonly height: number;
  /** One for each call that is shown at a time. */
  readonly cards: readonly Box[];
  /** Height of the line above the cards that says how many take turns; 0 while all are shown. */
  readonly turnLine: number;
}

const gap = 6;
/** What the strip may take of the height, the least first: beds keep the rest. */
const shares = [0.2, 0.26, 0.32, 0.38] as const;
/** Heights of letters as parts of a broad screen's height: well read from five metres, and the least that can be. */
const wellRead = 0.045;
const leastRead = 0.03;
/** On a screen that is low, no smaller than this, px. */
const leastLetter = 14;

/** The least strip in which so many calls can be read well; when there are too many even for the largest, as many as can be read. */
export function planCallStrip(count: number, width: number, height: number): CallStripPlan {
  if (count === 0 || width <= 0 || height <= 0) return { height: 0, cards: [], turnLine: 0 };
  // Whoever looks at a high and narrow screen stands before it.
  const screen = Math.min(height, (width * 9) / 16);
  const well = Math.max(2 * leastLetter, wellRead * screen);
  for (const share of shares) {
    const best = bestGrid(count, width, share * height);
    if (best.letter >= well) return { ...placed(best, count, width, 0), turnLine: 0 };
  }
  const largest = (shares.at(-1) ?? 0) * height;
  const least = Math.max(leastLetter, leastRead * screen);
  const all = bestGrid(count, width, largest);
  if (count === 1 || all.letter >= least) return { ...placed(all, count, width, 0), turnLine: 0 };
  const turnLine = Math.round(least * 1.3);
  let shown = count - 1;
  while (shown > 1 && bestGrid(shown, width, largest - turnLine).letter < least) shown -= 1;
  shown = Math.max(1, shown);
  return { ...placed(bestGrid(shown, width, largest - turnLine), shown, width, turnLine), turnLine };
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly card: { readonly width: number; readonly height: number };
  readonly letter: number;
}

function bestGrid(count: number, width: number, height: number): Grid {
  const grids = Array.from({ length: count }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns);
    const card = { width: (width + gap) / columns - gap, height: (height + gap) / rows - gap };
    return { columns, rows, card, letter: letterIn(card) };
  });
  return grids.reduce((best, grid) => (grid.letter > best.letter ? grid : best));
}

/** A card that is so much wider than high has its texts beside one another. */
export function isBroad({ width, height }: Pick<Box, "width" | "height">): boolean {
  return width / height > 4.5;
}

/** What its border, its light and its padding take of a card, both sides. */
const frame = { width: 36, height: 24 };
/** So many ems of what happened have to fit beside one another. */
const whatEms = 11.5;

/** The room that a line of text has in a card, and how high what happened may be there. */
export function roomIn(box: Pick<Box, "width" | "height">): { readonly width: number; readonly letter: number } {
  const inner = { width: box.width - frame.width, height: box.height - frame.height };
  return isBroad(box)
    ? { width: inner.width / 2, letter: inner.height * 0.5 }
    : { width: inner.width, letter: inner.height * 0.32 };
}

/** About how large the letters of what happened are in a card. */
function letterIn(card: Pick<Box, "width" | "height">): number {
  const { width, letter } = roomIn(card);
  return Math.min(letter, width / whatEms);
}

function placed({ columns, card }: Grid, count: number, width: number, top: number): Omit<CallStripPlan, "turnLine"> {
  const cards = Array.from({ length: count }, (_, index) => ({
    left: Math.min((index % columns) * (card.width + gap), Math.max(0, width - card.width)),
    top: top + Math.floor(index / columns) * (card.height + gap),
    ...card,
  }));
  const last = cards.at(-1);
  return { height: last === undefined ? 0 : last.top + last.height + gap, cards };
}

/** How long each turn stands. */
export const turnMs = 8_000;

/**
 * Which of so many calls have the places at this time. The most urgent half of the places never changes hands; the rest
 * take turns in the other half, everybody once in each round.
 */
export function shownAt(count: number, places: number, now: number): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (count <= places) return all;
  const steady = Math.floor(places / 2);
  const turning = all.slice(steady);
  const perTurn = places - steady;
  const turns = Math.ceil(turning.length / perTurn);
  const first = (Math.floor(now / turnMs) % turns) * perTurn;
  return [...all.slice(0, steady), ...turning.slice(first, first + perTurn)];
}
