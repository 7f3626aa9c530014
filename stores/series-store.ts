import type { ObservationCode } from "../domain/model/observations.ts";
import type { Observation, ObservationValue } from "../domain/model/reading.ts";
import { day, type EpochMs, minute } from "../domain/model/time.ts";
import type { Item, Key, TableEngine } from "../domain/ports.ts";
import { type Buckets, Downsampler } from "../domain/series/downsample.ts";
import { allPages } from "./all-pages.ts";
import { type Packed, pack, visitPacked } from "./packed-minute.ts";
import { tables } from "./tables.ts";

const table = tables.series;

/**
 * A row is one minute of one device. A device that sends more than this many values a minute gets rows for spans of
 * ten seconds besides, and within those of one second: rows stay small however fast it sends, and the last kind is
 * bounded by the milliseconds of a second.
 */
const valuesPerRow = 256;
const spans = ["HH:mm".length, "HH:mm:s".length, "HH:mm:ss".length] as const;
const maxTries = 20;
/** Bounds what a read over months holds in memory. */
const daysAhead = 4;

/** Others kept writing the same row; what was to be appended is to be appended again. */
export class ContendedRowError extends Error {
  readonly code = "contended-row";
  readonly residentId: string;
  constructor(residentId: string) {
    super(`a minute of resident ${residentId}'s series was written by others ${maxTries} times in a row`);
    this.residentId = residentId;
  }
}

/** The observations of one device that belong into one row. */
interface RowPart {
  readonly key: Key;
  readonly minuteStart: EpochMs;
  readonly observations: Observation[];
}

/** Which part of a resident's series; both ends are included. */
export interface SeriesSpan {
  readonly residentId: string;
  /** @default all codes */
  readonly code?: ObservationCode;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The observations of all residents, packed. */
export class SeriesStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /**
   * Adds observations to a resident's series, to be kept for `retentionMs`.
   *
   * Appending again changes nothing, order does not matter, and of two values of the same device, code and millisecond
   * the one that was stored first stays. When it fails, part of it may be stored: append all of it again.
   */
  async append(residentId: string, observations: readonly Observation[], retentionMs: number): Promise<void> {
    let left = observations;
    for (const [level, span] of spans.entries()) {
      const room = level === spans.length - 1 ? Number.POSITIVE_INFINITY : valuesPerRow;
      left = await this.#appendTo(residentId, left, span, room, retentionMs);
      if (left.length === 0) return;
    }
  }

  /** Sorted by time, then code, then device; both ends included. */
  async read(span: SeriesSpan): Promise<readonly Observation[]> {
    const found: Observation[] = [];
    for await (const items of this.#days(span)) {
      for (const minuteItems of byMinute(items)) {
        const observations: Observation[] = [];
        for (const item of minuteItems)
          visitItem(item, span, (code, at, deviceId, value) => {
            observations.push({ kind: "observation", code, value, at, deviceId });
          });
        found.push(...observations.sort(compareObservations));
      }
    }
    return found;
  }

  /** The same observations in buckets of `bucketMs`, for spans of weeks: without an object for each of them. */
  async readBuckets(span: SeriesSpan, bucketMs: number): Promise<Buckets> {
    const sampler = new Downsampler(bucketMs);
    for await (const items of this.#days(span))
      for (const item of items)
        visitItem(item, span, (code, at, deviceId, value) => sampler.add(code, at, deviceId, value));
    return sampler.buckets();
  }

  /** The rows of each day that the span touches, in order; a few days are on their way while one is read. */
  async *#days({ residentId, from, to }: SeriesSpan): AsyncGenerator<readonly Item[]> {
    const days: Promise<readonly Item[]>[] = [];
    for (let start = startOf(from, day); start <= to; start += day) {
      if (days.length === daysAhead) yield await (days.shift() as Promise<readonly Item[]>);
      const first = isoMinute(Math.max(from, start));
      // `;` comes after all that can follow a minute in a key.
      const last = `${isoMinute(Math.min(to, start + day - 1))};`;
      const partition = partitionOf(residentId, new Date(start).toISOString());
      days.push(allPages(this.#engine, table, { partition, sort: { from: first, to: last } }));
    }
    for (const items of days) yield await items;
  }

  async #appendTo(
    residentId: string,
    observations: readonly Observation[],
    span: number,
    room: number,
    retentionMs: number,
  ): Promise<readonly Observation[]> {
    const overflow: Observation[] = [];
    let parts = rowParts(residentId, observations, span);
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      const items = await this.#engine.getMany(
        table,
        parts.map((part) => part.key),
      );
      const isWritten = await Promise.all(
        parts.map(async (part, index) => {
          const { isDone, left } = await this.#merge(part, items[index], room, retentionMs);
          if (isDone) overflow.push(...left);
          return isDone;
        }),
      );
      parts = parts.filter((_, index) => isWritten[index] !== true);
      if (parts.length === 0) return overflow;
    }
    throw new ContendedRowError(residentId);
  }

  async #merge(part: RowPart, before: Item | undefined, room: number, retentionMs: number) {
    const packedBefore = (before?.s ?? {}) as Packed;
    const { packed, left } = pack(packedBefore, part.observations, part.minuteStart, room);
    if (packed === packedBefore) return { isDone: true, left };
    const version = (before?.v as number | undefined) ?? 0;
    const expiresAt = Math.ceil((part.minuteStart + minute + retentionMs) / 1000);
    const item: Item = { ...part.key, schema: 1, v: version + 1, s: packed, expiresAt };
    const when = version === 0 ? ({ absent: true } as const) : { attribute: "v", equals: version };
    const outcome = await this.#engine.write([{ kind: "put", table, item, when }]);
    return { isDone: outcome.kind === "written", left };
  }
}

function rowParts(residentId: string, observations: readonly Observation[], span: number): readonly RowPart[] {
  const parts = new Map<string, RowPart>();
  let latest: RowPart | undefined;
  let before: Observation | undefined;
  for (const observation of observations) {
    // The observations of one message mostly share their time.
    const isAsBefore = before?.at === observation.at && before.deviceId === observation.deviceId;
    if (latest === undefined || !isAsBefore) latest = partOf(residentId, observation, span, parts);
    latest.observations.push(observation);
    before = observation;
  }
  return [...parts.values()];
}

function partOf(residentId: string, observation: Observation, span: number, parts: Map<string, RowPart>): RowPart {
  const at = Math.round(observation.at);
  const iso = new Date(at).toISOString();
  const minuteDevice = `${iso.slice(11, 11 + span)}#${observation.deviceId}`;
  const id = `${iso.slice(0, 10)} ${minuteDevice}`;
  let part = parts.get(id);
  if (part === undefined) {
    const key = { residentDay: partitionOf(residentId, iso), minuteDevice };
    part = { key, minuteStart: startOf(at, minute), observations: [] };
    parts.set(id, part);
  }
  return part;
}

function partitionOf(residentId: string, iso: string): string {
  return `${residentId}#${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 10)}`;
}

function isoMinute(at: EpochMs): string {
  return new Date(at).toISOString().slice(11, 16);
}

function startOf(at: EpochMs, span: number): EpochMs {
  return Math.floor(at / span) * span;
}

/** Rows come in the order of their keys, so those of a minute stand together. */
function* byMinute(items: readonly Item[]): Generator<readonly Item[]> {
  let group: Item[] = [];
  for (const item of items) {
    if (group[0] !== undefined && minuteOf(group[0]) !== minuteOf(item)) {
      yield group;
      group = [];
    }
    group.push(item);
  }
  if (group.length > 0) yield group;
}

function minuteOf(item: Item): string {
  return (item.minuteDevice as string).slice(0, 5);
}

type Visit = (code: ObservationCode, at: EpochMs, deviceId: string, value: ObservationValue) => void;

function visitItem(item: Item, { from, to, code }: SeriesSpan, visit: Visit): void {
  const key = item.minuteDevice as string;
  const deviceId = key.slice(key.indexOf("#") + 1);
  const date = (item.residentDay as string).slice(-8);
  const [year, month, dayOfMonth] = [+date.slice(0, 4), +date.slice(4, 6), +date.slice(6)];
  const minuteStart = Date.UTC(year, month - 1, dayOfMonth, +key.slice(0, 2), +key.slice(3, 5));
  visitPacked(item.s as Packed, minuteStart, code, (each, at, value) => {
    if (at >= from && at <= to) visit(each, at, deviceId, value);
  });
}

function compareObservations(a: Observation, b: Observation): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  return a.deviceId < b.deviceId ? -1 : a.deviceId > b.deviceId ? 1 : 0;
}
