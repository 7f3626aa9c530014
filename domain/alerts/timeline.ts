import type { TimelineEntry, VerdictInput, VerdictReason } from "./alert.ts";

/** How much of its story an alert carries along: it is written whole with every change, and items have a limit. */
export interface StoryBounds {
  readonly entries: number;
  /** As JSON. */
  readonly characters: number;
}

/** Together with reason and inputs an alert stays below 32 KB, a twelfth of what a table takes. */
export const storyBounds: StoryBounds = { entries: 100, characters: 16_000 };

/** How it began is never folded away. */
const keptAtStart = 10;
const maxInputs = 16;
const maxDevicesNamed = 8;

/**
 * Keeps a timeline inside its bounds by folding the oldest entries after the first ten into a few that count them: how
 * often it called again, how often people were called, how often it changed. What persons did is folded last. The latest
 * entry and the latest answer always stay.
 */
export function boundedTimeline(
  timeline: readonly TimelineEntry[],
  bounds: StoryBounds = storyBounds,
): readonly TimelineEntry[] {
  const excess = { entries: timeline.length - bounds.entries, characters: sizeOf(timeline) - bounds.characters };
  if (excess.entries <= 0 && excess.characters <= 0) return timeline;
  const lastAnswer = timeline.findLastIndex(({ what }) => isAnswer(what));
  const foldable = [...timeline.keys()].slice(keptAtStart, -1).filter((index) => index !== lastAnswer);
  const inTurn = [...foldable].sort((a, b) => Number(isByPerson(timeline[a])) - Number(isByPerson(timeline[b])));
  const folded = new Set<number>();
  const counters = new Set<TimelineEntry["what"]>();
  for (const index of inTurn) {
    if (folded.size >= excess.entries + counters.size && excess.characters <= 0) break;
    folded.add(index);
    counters.add(counterOf(timeline[index] as TimelineEntry));
    excess.characters -= sizeOf([timeline[index] as TimelineEntry]);
  }
  if (folded.size === 0) return timeline;
  const first = Math.min(...folded);
  const counted = countedOf(timeline.filter((_, index) => folded.has(index)));
  return timeline.flatMap((entry, index) => (index === first ? counted : folded.has(index) ? [] : [entry]));
}

/** One entry for each counter, with how many there were, at the time of the first of all of them. */
function countedOf(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const counts = new Map<TimelineEntry["what"], number>();
  for (const entry of entries) {
    const what = counterOf(entry);
    counts.set(what, (counts.get(what) ?? 0) + (entry.times ?? 1));
  }
  return [...counts].map(([what, times]) => ({ at: entries[0]?.at ?? 0, what, times }));
}

/** Under what a folded entry is counted. */
function counterOf({ what }: TimelineEntry): TimelineEntry["what"] {
  return what === "active-again" || what === "called" ? what : "changed";
}

function isAnswer(what: TimelineEntry["what"]): boolean {
  return what === "acknowledged" || what === "on-site" || what === "handed-over";
}

function isByPerson(entry: TimelineEntry | undefined): boolean {
  return entry?.by !== undefined;
}

function sizeOf(entries: readonly TimelineEntry[]): number {
  return JSON.stringify(entries).length;
}

/** As many values as anybody reads; more come only from a crowd of devices. */
export function boundedInputs(inputs: readonly VerdictInput[]): readonly VerdictInput[] {
  return inputs.length <= maxInputs ? inputs : inputs.slice(0, maxInputs);
}

/** Names at most eight devices, of as many kinds as possible: staff look for a kind, and the roster has the rest. */
export function boundedReason(reason: VerdictReason): VerdictReason {
  if (!("deviceIds" in reason) || reason.deviceIds.length <= maxDevicesNamed) return reason;
  const { deviceIds, kinds } = reason;
  const isFirstOfKind = (index: number): boolean => kinds.indexOf(kinds[index] as (typeof kinds)[number]) === index;
  const named = [...deviceIds.keys()]
    .sort((a, b) => Number(isFirstOfKind(b)) - Number(isFirstOfKind(a)))
    .slice(0, maxDevicesNamed)
    .sort((a, b) => a - b);
  return {
    ...reason,
    deviceIds: named.map((index) => deviceIds[index] as string),
    kinds: named.map((index) => kinds[index] as (typeof kinds)[number]),
  };
}
