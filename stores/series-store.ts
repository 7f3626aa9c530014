import { type DayLog, DayLogger } from "../domain/family/day-log.ts";
import type { ObservationCode } from "../domain/model/observations.ts";
import type { Observation, ObservationValue } from "../domain/model/reading.ts";
import { day, type EpochMs, minute, second } from "../domain/model/time.ts";
import type { Item, Key, TableEngine } from "../domain/ports.ts";
import { type Buckets, Downsampler } from "../domain/series/downsample.ts";
import { allPages } from "./all-pages.ts";
import { dayLogIn, dayLogItem, dayLogKey } from "./day-log-items.ts";
import { type Packed, pack, visitPacked } from "./packed-row.ts";
import { tables } from "./tables.ts";

const table = tables.series;

/**
 * A row is ten minutes of one device, as long as that stays within a write unit of DynamoDB, where it is deflated. What
 * finds no room there goes into rows of one minute, then of ten seconds, then of one second: rows stay small however fast a device sends,
 * and the last kind is bounded by the milliseconds of a second. Times in a row count from the beginning of its ten
 * minutes or of its minute.
 */
const levels = [
  { place: "HH:m".length, span: 10 * minute, room: 256 },
  { place: "HH:mm".length, span: minute, room: 128 },
  { place: "HH:mm:s".length, span: 10 * second, room: 128 },
  { place: "HH:mm:ss".length, span: second, room: Number.POSITIVE_INFINITY },
] as const;
type Level = (typeof levels)[number];
const maxTries = 20;
/** Bounds what a read over months holds in memory. */
const daysAhead = 4;

/** Others kept writing the same row; what was to be appended is to be appended again. */
export class ContendedRowError extends Error {
  readonly code = "contended-row";
  readonly residentId: string;
  constructor(residentId: string) {
    super(`a row of resident ${residentId}'s series was written by others ${maxTries} times in a row`);
    this.residentId = residentId;
  }
}

/** The observations of one device that belong into one row. */
interface RowPart {
  readonly key: Key;
  readonly start: EpochMs;
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
    for (const level of levels) {
      left = await this.#appendTo(residentId, left, level, retentionMs);
      if (left.length === 0) return;
    }
  }

  /** Sorted by time, then code, then device; both ends included. */
  async read(span: SeriesSpan): Promise<readonly Observation[]> {
    const found: Observation[] = [];
    for await (const items of this.#days(span)) {
      for (const together of byTenMinutes(items)) {
        const observations: Observation[] = [];
        for (const item of together)
          visitItem(item, span, (code, at, deviceId, value) => {
            observations.push({ kind: "observation", code, value, at, deviceId });
          });
        for (const observation of observations.sort(compareObservations)) {
          const before = found.at(-1);
          // A message that came again after rows had become longer stands in both.
          if (before === undefined || compareObservations(before, observation) !== 0) found.push(observation);
        }
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

  /** Sums up a day of Asia/Shanghai for relatives, as far as it has come by `now`. */
  async sumUpDay(residentId: string, dayStart: EpochMs, now: EpochMs): Promise<DayLog> {
    const to = Math.min(dayStart + day, now) - 1;
    const logger = new DayLogger(dayStart, to + 1);
    const span = { residentId, from: dayStart, to };
    for await (const items of this.#days(span))
      for (const item of items)
        visitItem(item, span, (code, at, deviceId, value) => logger.add(code, at, deviceId, value));
    return logger.log(residentId, now);
  }

  /** Logs of days that were summed up before, in the order of the days; undefined where there is none that can be read. */
  async findDayLogs(residentId: string, dayStarts: readonly EpochMs[]): Promise<readonly (DayLog | undefined)[]> {
    const items = await this.#engine.getMany(
      table,
      dayStarts.map((dayStart) => dayLogKey(residentId, dayStart)),
    );
    return items.map(dayLogIn);
  }

  /** Keeps the log of a day as long as its readings; it takes the place of the one before. */
  async saveDayLog(log: DayLog, retentionMs: number): Promise<void> {
    await this.#engine.write([{ kind: "put", table, item: dayLogItem(log, retentionMs) }]);
  }

  /** The rows of each day that the span touches, in order; a few days are on their way while one is read. */
  async *#days({ residentId, from, to }: SeriesSpan): AsyncGenerator<readonly Item[]> {
    const days: Promise<readonly Item[]>[] = [];
    for (let start = startOf(from, day); start <= to; start += day) {
      if (days.length === daysAhead) yield await (days.shift() as Promise<readonly Item[]>);
      const first = placeOf(Math.max(from, start), levels[0]);
      // `;` comes after all that can follow a time in a key.
      const last = `${placeOf(Math.min(to, start + day - 1), levels[1])};`;
      const partition = partitionOf(residentId, new Date(start).toISOString());
      const read = allPages(this.#engine, table, { partition, sort: { from: first, to: last } });
      // Whoever fails is told in its turn; one whose turn never comes must not end the process.
      read.catch(() => undefined);
      days.push(read);
    }
    for (const items of days) yield await items;
  }

  async #appendTo(
    residentId: string,
    observations: readonly Observation[],
    level: Level,
    retentionMs: number,
  ): Promise<readonly Observation[]> {
    const overflow: Observation[] = [];
    let parts = rowParts(residentId, observations, level);
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      const items = await this.#engine.getMany(
        table,
        parts.map((part) => part.key),
      );
      const isWritten = await Promise.all(
        parts.map(async (part, index) => {
          const { isDone, left } = await this.#merge(part, items[index], level, retentionMs);
          if (isDone) overflow.push(...left);
          return isDone;
        }),
      );
      parts = parts.filter((_, index) => isWritten[index] !== true);
      if (parts.length === 0) return overflow;
    }
    throw new ContendedRowError(residentId);
  }

  async #merge(part: RowPart, before: Item | undefined, { span, room }: Level, retentionMs: number) {
    const packedBefore = (before?.s ?? {}) as Packed;
    const { packed, left } = pack(packedBefore, part.observations, part.start, room);
    if (packed === packedBefore) return { isDone: true, left };
    const version = (before?.v as number | undefined) ?? 0;
    const expiresAt = Math.ceil((part.start + Math.max(span, minute) + retentionMs) / 1000);
    const item: Item = { ...part.key, schema: 1, v: version + 1, s: packed, expiresAt };
    const when = version === 0 ? ({ absent: true } as const) : { attribute: "v", equals: version };
    const outcome = await this.#engine.write([{ kind: "put", table, item, when }]);
    return { isDone: outcome.kind === "written", left };
  }
}

function rowParts(residentId: string, observations: readonly Observation[], level: Level): readonly RowPart[] {
  const parts = new Map<string, RowPart>();
  let latest: RowPart | undefined;
  let before: Observation | undefined;
  for (const observation of observations) {
    // The observations of one message mostly share their time.
    const isAsBefore = before?.at === observation.at && before.deviceId === observation.deviceId;
    if (latest === undefined || !isAsBefore) latest = partOf(residentId, observation, level, parts);
    latest.observations.push(observation);
    before = observation;
  }
  return [...parts.values()];
}

function partOf(residentId: string, observation: Observation, level: Level, parts: Map<string, RowPart>): RowPart {
  const at = Math.round(observation.at);
  const iso = new Date(at).toISOString();
  const minuteDevice = `${iso.slice(11, 11 + level.place)}#${observation.deviceId}`;
  const id = `${iso.slice(0, 10)} ${minuteDevice}`;
  let part = parts.get(id);
  if (part === undefined) {
    const key = { residentDay: partitionOf(residentId, iso), minuteDevice };
    part = { key, start: startOf(at, Math.max(level.span, minute)), observations: [] };
    parts.set(id, part);
  }
  return part;
}

function partitionOf(residentId: string, iso: string): string {
  return `${residentId}#${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 10)}`;
}

function placeOf(at: EpochMs, { place }: Level): string {
  return new Date(at).toISOString().slice(11, 11 + place);
}

function startOf(at: EpochMs, span: number): EpochMs {
  return Math.floor(at / span) * span;
}

/** Rows come in the order of their keys, so those of ten minutes stand together. */
function* byTenMinutes(items: readonly Item[]): Generator<readonly Item[]> {
  let group: Item[] = [];
  for (const item of items) {
    if (group[0] !== undefined && tenMinutesOf(group[0]) !== tenMinutesOf(item)) {
      yield group;
      group = [];
    }
    group.push(item);
  }
  if (group.length > 0) yield group;
}

function tenMinutesOf(item: Item): string {
  return (item.minuteDevice as string).slice(0, levels[0].place);
}

type Visit = (code: ObservationCode, at: EpochMs, deviceId: string, value: ObservationValue) => void;

function visitItem(item: Item, { from, to, code }: SeriesSpan, visit: Visit): void {
  const key = item.minuteDevice as string;
  const place = key.slice(0, key.indexOf("#"));
  const deviceId = key.slice(place.length + 1);
  const date = (item.residentDay as string).slice(-8);
  const [year, month, dayOfMonth] = [+date.slice(0, 4), +date.slice(4, 6), +date.slice(6)];
  // What a place leaves out is 0: `02:1` is ten past two.
  const [hours, minutes] = place.split(":").map((digits) => Number(digits.padEnd(2, "0")));
  const start = Date.UTC(year, month - 1, dayOfMonth, hours, minutes);
  visitPacked(item.s as Packed, start, code, (each, at, value) => {
    if (at >= from && at <= to) visit(each, at, deviceId, value);
  });
}

function compareObservations(a: Observation, b: Observation): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  return a.deviceId < b.deviceId ? -1 : a.deviceId > b.deviceId ? 1 : 0;
}
