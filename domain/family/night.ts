import { day, type EpochMs, hour, midnightInShanghai, minute } from "../model/time.ts";
import { type BedStretch, joined, lengthOf, within } from "./bed-log.ts";
import type { DayLog } from "./day-log.ts";

/**
 * `no-data`: no bed sensor was heard in the whole night. `partly-known`: for more than {@link unheardAllowedMs} nobody knows.
 */
export const knownDegrees = ["known", "partly-known", "no-data"] as const;
export type KnownDegree = (typeof knownDegrees)[number];

/**
 * What is known of a night. Anhu has no device that says whether somebody sleeps, so this is the time in bed: more than was
 * measured is not said.
 */
export interface Night {
  /** Midnight at which its morning's day begins. */
  readonly morning: EpochMs;
  readonly known: KnownDegree;
  readonly isOver: boolean;
  /** Of the stretch in bed: from lying down to getting up, without the times up between. Absent without data. */
  readonly inBedMs?: number;
  /** Absent where nobody saw it: in bed all along, or not heard then. */
  readonly toBedAt?: EpochMs;
  readonly upAt?: EpochMs;
  readonly timesUp?: number;
  /** What is not known of it and matters: a quarter of an hour after getting up does not. */
  readonly unknownMs: number;
  readonly parts: readonly BedStretch[];
}

/** A night is looked for from 18:00 to 12:00: many lie down at seven, and the bedridden rise late or not at all. */
const beginsBeforeMidnightMs = 6 * hour;
const endsAfterMidnightMs = 12 * hour;
/** Whoever is up for longer has got up, or has not gone to bed yet. */
const upForGoodMs = 60 * minute;
/** Sitting up and turning lift the weight for a moment. */
const shortestTimeUpMs = minute;
/** A quarter of an hour of a night need not be known. */
export const unheardAllowedMs = 15 * minute;

/** Of the night of whose morning this is the midnight. */
export function nightSpan(morning: EpochMs): { readonly from: EpochMs; readonly to: EpochMs } {
  return { from: morning - beginsBeforeMidnightMs, to: morning + endsAfterMidnightMs };
}

/** The midnight of the morning of the night to show now: the one that goes on, or else the last one. */
export function latestNight(now: EpochMs): EpochMs {
  const midnight = midnightInShanghai(now);
  return now >= midnight + day - beginsBeforeMidnightMs ? midnight + day : midnight;
}

/** A night out of the logs of its two days, in any order; days that lack are not known. */
export function nightOf(morning: EpochMs, logs: readonly DayLog[], now: EpochMs): Night {
  const span = nightSpan(morning);
  const to = Math.min(span.to, now);
  const isOver = now >= span.to;
  const own = logs
    .filter(({ dayStart }) => dayStart === morning || dayStart === morning - day)
    .toSorted((a, b) => a.dayStart - b.dayStart);
  const parts = joined(
    within(
      own.flatMap(({ bed }) => bed),
      span.from,
      to,
    ),
  );
  if (parts.length === 0) return { morning, known: "no-data", isOver, unknownMs: Math.max(0, to - span.from), parts };
  const block = longestBlock(parts);
  const unknownMs = unknownIn(parts, block, span.from, to);
  const head = {
    morning,
    known: unknownMs > unheardAllowedMs ? ("partly-known" as const) : ("known" as const),
    isOver,
    unknownMs,
    parts,
  };
  // Whoever was not seen in bed may have lain there unseen.
  if (block === undefined) return head.known === "known" ? { ...head, inBedMs: 0 } : head;
  const [first, last] = [block[0] as BedStretch, block.at(-1) as BedStretch];
  const before = parts[parts.indexOf(first) - 1];
  const after = parts[parts.indexOf(last) + 1];
  const gotUp = after?.from === last.to && (isOver || after.to - after.from >= upForGoodMs);
  return {
    ...head,
    inBedMs: lengthOf(block, "in-bed"),
    ...(before?.to === first.from && { toBedAt: first.from }),
    ...(gotUp && { upAt: last.to }),
    timesUp: block.filter(({ is, from, to: end }) => is === "out-of-bed" && end - from >= shortestTimeUpMs).length,
  };
}

/**
 * How long nobody knows what matters: between lying down and getting up, at an edge of that which nobody saw, and anywhere
 * else where it is long enough for another rest.
 */
function unknownIn(
  parts: readonly BedStretch[],
  block: readonly BedStretch[] | undefined,
  from: EpochMs,
  to: EpochMs,
): number {
  const [first, last] = [block?.[0]?.from ?? to, block?.at(-1)?.to ?? from];
  let unknownMs = 0;
  let end = from;
  for (const next of [...parts, { from: to, to }]) {
    const isInside = end < last && next.from > first;
    const touches = end === last || next.from === first;
    const lastedMs = next.from - end;
    if (isInside || touches || lastedMs >= upForGoodMs) unknownMs += Math.max(0, lastedMs);
    end = next.to;
  }
  return unknownMs;
}

/** The stretches from lying down to getting up: the longest time in bed with no more than an hour out of it at a time. */
function longestBlock(parts: readonly BedStretch[]): readonly BedStretch[] | undefined {
  const blocks: BedStretch[][] = [];
  let open: BedStretch[] = [];
  for (const part of parts) {
    const isLong = part.is === "out-of-bed" && part.to - part.from >= upForGoodMs;
    const last = open.at(-1);
    const isFar = last !== undefined && part.from - last.to >= upForGoodMs;
    if (isLong || isFar) {
      blocks.push(open);
      open = [];
    }
    if (!isLong) open.push(part);
  }
  blocks.push(open);
  const trimmed = blocks.map(fromLyingDownToGettingUp).filter((block) => block.length > 0);
  return trimmed.toSorted((a, b) => lengthOf(b, "in-bed") - lengthOf(a, "in-bed"))[0];
}

function fromLyingDownToGettingUp(block: readonly BedStretch[]): readonly BedStretch[] {
  const first = block.findIndex(({ is }) => is === "in-bed");
  const last = block.findLastIndex(({ is }) => is === "in-bed");
  return first < 0 ? [] : block.slice(first, last + 1);
}
