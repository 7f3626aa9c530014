import type { DataClass } from "../domain/access/data-classes.ts";
import type { DayLog } from "../domain/family/day-log.ts";
import type { StoryEntry } from "../domain/family/story.ts";
import { day, type EpochMs } from "../domain/model/time.ts";
import { type StoryNames, storySentence } from "./family-story-words.ts";
import type { FamilyDayView } from "./http/family.ts";
import { dateOf, isoTimeOf, timeField } from "./iso-time.ts";

/** A day's story with its words, each entry with the records on which it rests. */
export function familyDayView({
  residentId,
  dayStart,
  entries,
  log,
  withheld,
  names,
  now,
}: {
  readonly residentId: string;
  readonly dayStart: EpochMs;
  readonly entries: readonly StoryEntry[];
  /** Of whoever may see vitals. */
  readonly log: DayLog | undefined;
  readonly withheld: readonly DataClass[];
  readonly names: StoryNames;
  readonly now: EpochMs;
}): FamilyDayView {
  return {
    residentId,
    date: dateOf(dayStart),
    isOver: now >= dayStart + day,
    entries: entries.map((entry) => ({
      at: isoTimeOf(entry.at),
      ...timeField("to", entry.to),
      kind: entry.kind,
      class: entry.class,
      sentence: storySentence(entry, names),
      from: entry.from.map((source) => ({ ...source, at: isoTimeOf(source.at) })),
    })),
    gaps: (log?.gaps ?? []).map(({ from, to }) => ({ from: isoTimeOf(from), to: isoTimeOf(to) })),
    withheld: [...withheld],
    asOf: isoTimeOf(now),
  };
}
