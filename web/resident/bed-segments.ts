import type { Sample } from "./lines.ts";

export interface BedSegment {
  readonly state: "in-bed" | "out-of-bed" | "unknown";
  readonly from: number;
  readonly to: number;
}

/**
 * The bed over a span of time, without holes: a reading holds until the next one, but never longer than
 * `holdsForMs`, the time for which it is live; what lies beyond is unknown, and never counted as calm.
 */
export function bedSegments(
  readings: readonly Sample[],
  from: number,
  to: number,
  holdsForMs: number,
): readonly BedSegment[] {
  const segments: BedSegment[] = [];
  function add(state: BedSegment["state"], start: number, end: number): void {
    const [clippedFrom, clippedTo] = [Math.max(from, start), Math.min(to, end)];
    if (clippedTo <= clippedFrom) return;
    const last = segments.at(-1);
    if (last?.state === state) segments[segments.length - 1] = { ...last, to: clippedTo };
    else segments.push({ state, from: clippedFrom, to: clippedTo });
  }
  const known = readings.filter(({ mean }) => mean !== null).toSorted((a, b) => a.at - b.at);
  add("unknown", from, known[0]?.at ?? to);
  for (const [index, reading] of known.entries()) {
    const next = known[index + 1]?.at ?? to;
    const holdsUntil = Math.min(next, reading.at + holdsForMs);
    add((reading.mean ?? 0) >= 0.5 ? "in-bed" : "out-of-bed", reading.at, holdsUntil);
    add("unknown", holdsUntil, next);
  }
  return segments;
}

/** How long each state lasted, in milliseconds. */
export function bedTotals(segments: readonly BedSegment[]): Readonly<Record<BedSegment["state"], number>> {
  const total = (state: BedSegment["state"]) =>
    segments.filter((segment) => segment.state === state).reduce((sum, { from, to }) => sum + to - from, 0);
  return { "in-bed": total("in-bed"), "out-of-bed": total("out-of-bed"), unknown: total("unknown") };
}
