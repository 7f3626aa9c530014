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
 * Keeps a timeline inside its bounds by folding the oldest entries after the first ten into one that counts them; what
 * persons did is folded last. The latest entry and the latest acknowledgement always stay.
 */
export function boundedTimeline(
  timeline: readonly TimelineEntry[],
  bounds: StoryBounds = storyBounds,
): readonly TimelineEntry[] {
  const excess = { entries: timeline.length - bounds.entries, characters: sizeOf(timeline) - bounds.characters };
  if (excess.entries <= 0 && excess.characters <= 0) return timeline;
  const lastAcknowledged = timeline.findLastIndex(({ what }) => what === "acknowledged");
  const foldable = [...timeline.keys()].slice(keptAtStart, -1).filter((index) => index !== lastAcknowledged);
  const inTurn = [...foldable].sort((a, b) => Number(isByPerson(timeline[a])) - Number(isByPerson(timeline[b])));
  const folded = new Set<number>();
  for (const index of inTurn) {
    if (folded.size > excess.entries && excess.characters <= 0) break;
    folded.add(index);
    excess.characters -= sizeOf([timeline[index] as TimelineEntry]);
  }
  if (folded.size === 0) return timeline;
  const first = Math.min(...folded);
  const counted = countedOf(timeline.filter((_, index) => folded.has(index)));
  return timeline.flatMap((entry, index) => (index === first ? [counted] : folded.has(index) ? [] : [entry]));
}

/** What weighs most among the entries, as one entry with how often it was: calls for help, else calls of staff, else changes. */
function countedOf(entries: readonly TimelineEntry[]): TimelineEntry {
  const what = weighty.find((kind) => entries.some((entry) => entry.what === kind)) ?? "changed";
  const told = what === "changed" ? entries : entries.filter((entry) => entry.what === what);
  const times = told.reduce((sum, entry) => sum + (entry.times ?? 1), 0);
  return { at: entries[0]?.at ?? 0, what, times };
}

const weighty = ["active-again", "called"] as const;

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
