import type { TimelineEntry, VerdictInput, VerdictReason } from "./alert.ts";

/** How much of its story an alert carries along: it is written whole with every change, and items have a limit. */
export interface StoryBounds {
  readonly entries: number;
  /** As JSON. */
  readonly characters: number;
}

/** What rules wrote. With all three bounds an alert stays below a quarter of what a table takes, in Chinese throughout. */
export const storyBounds: StoryBounds = { entries: 100, characters: 12_000 };
/** What persons wrote: beyond this a further comment is refused, and none is ever folded away. */
export const commentBounds: StoryBounds = { entries: 30, characters: 6000 };
/** What persons did: more than sixty acts on one alert is nobody's work any more. */
const actBounds: StoryBounds = { entries: 60, characters: 8000 };

/** How it began is never folded away. */
const keptAtStart = 10;
const maxInputs = 16;
const maxDevicesNamed = 8;

/**
 * Keeps a timeline inside its bounds by folding the oldest entries of rules after the first ten into a few that count
 * them: how often it called again, how often people were called, how often it changed. What persons said is never folded,
 * what they did only beyond bounds of its own, so that neither rules nor persons push out what others did. The latest
 * entry and the latest answer always stay.
 */
export function boundedTimeline(
  timeline: readonly TimelineEntry[],
  bounds: StoryBounds = storyBounds,
): readonly TimelineEntry[] {
  const ofRules = foldedOf(timeline, (entry) => !isByPerson(entry), bounds);
  const ofPersons = foldedOf(timeline, (entry) => isByPerson(entry) && entry.what !== "commented", actBounds);
  if (ofRules.size + ofPersons.size === 0) return timeline;
  const counters = [...timeline.keys()].filter((index) => timeline[index]?.times !== undefined);
  const folded = new Set([...counters, ...ofRules, ...ofPersons]);
  const first = Math.min(...folded);
  const counted = countedOf(timeline.filter((_, index) => folded.has(index)));
  return timeline.flatMap((entry, index) => (index === first ? counted : folded.has(index) ? [] : [entry]));
}

/** Whether one more comment has its place on the timeline. */
export function hasRoomFor(comment: TimelineEntry, timeline: readonly TimelineEntry[]): boolean {
  const comments = [...timeline.filter(({ what }) => what === "commented"), comment];
  return comments.length <= commentBounds.entries && sizeOf(comments) <= commentBounds.characters;
}

/** The places of those entries of one sort that have to be folded, so that the sort keeps its bounds. */
function foldedOf(
  timeline: readonly TimelineEntry[],
  isOfSort: (entry: TimelineEntry) => boolean,
  bounds: StoryBounds,
): ReadonlySet<number> {
  const sort = timeline.filter(isOfSort);
  const excess = { entries: sort.length - bounds.entries, characters: sizeOf(sort) - bounds.characters };
  const folded = new Set<number>();
  const counters = new Set<TimelineEntry["what"]>();
  if (excess.entries <= 0 && excess.characters <= 0) return folded;
  const lastAnswer = timeline.findLastIndex(({ what }) => isAnswer(what));
  for (const [index, entry] of [...timeline.entries()].slice(keptAtStart, -1)) {
    if (index === lastAnswer || !isOfSort(entry)) continue;
    if (folded.size >= excess.entries + counters.size && excess.characters <= 0) break;
    folded.add(index);
    counters.add(counterOf(entry));
    excess.characters -= sizeOf([entry]);
  }
  return folded;
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

function isByPerson(entry: TimelineEntry): boolean {
  return entry.by !== undefined;
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
