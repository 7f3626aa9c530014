import type { Bilingual } from "../contracts/http/fields.ts";
import { type QuarantineReason, quarantineReasons } from "../contracts/http/quarantine.ts";
import { day, type EpochMs } from "../domain/model/time.ts";
import type { Item, TableEngine, Write } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { readItem, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.quarantine;

/** Beyond this many samples of a reason and day, refusals are only counted: nobody can fill the disk with nonsense. */
export const samplesPerReasonAndDay = 200;
const keptForDays = 7;
const countsPartition = "counts";
const recordsPerWrite = 50;
const maxTries = 20;
/** More than the samples of all reasons in all days can be. */
const allRecords = 1_000_000;

/** A message, or a part of one, that was not taken in. */
export interface QuarantineRecord {
  /** The same for a redelivery of the same message and reason. */
  readonly id: string;
  readonly at: EpochMs;
  readonly deviceId?: string;
  readonly topicKind?: string;
  readonly reason: QuarantineReason;
  readonly detail: Bilingual;
  readonly sample?: string;
  /** Of a dead letter: all that it takes to deliver it again. */
  readonly letter?: KeptLetter;
  /** When a dead letter was taken in after all. */
  readonly redeliveredAt?: EpochMs;
}

/** A dead letter's whole message, as it came; never shown. */
export interface KeptLetter {
  readonly functionName: string;
  readonly messageId?: string;
  readonly receivedAt?: EpochMs;
  /** Base64. */
  readonly payload: string;
}

/** Others kept counting the same reason; the record is to be added again. */
export class ContendedCountError extends Error {
  readonly code = "contended-count";
  readonly reason: string;
  constructor(reason: string) {
    super(`the count of ${reason} was written by others ${maxTries} times in a row`);
    this.reason = reason;
  }
}

interface Waiting {
  readonly record: QuarantineRecord;
  readonly now: EpochMs;
  resolve(): void;
  reject(error: unknown): void;
}

/** What could not be taken in: bounded samples with their reason, and counts of all, for seven days. */
export class QuarantineStore {
  readonly #engine: TableEngine;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /**
   * Counts a refusal and keeps it while its reason has room today. A sample that is there already is not counted again;
   * a redelivery beyond the samples is. Calls that come together are written together.
   */
  async add(record: QuarantineRecord, now: EpochMs): Promise<void> {
    const counter = `${dayOf(now)}#${record.reason}`;
    await new Promise<void>((resolve, reject) => {
      const call = { record, now, resolve, reject };
      const waiting = this.#waiting.get(counter);
      if (waiting !== undefined) {
        waiting.push(call);
        return;
      }
      this.#waiting.set(counter, [call]);
      void this.#drain(counter);
    });
  }

  /** Counts refusals of which no sample is kept: those of a flood that is not written down one by one. */
  async count(reason: QuarantineReason, refused: number, now: EpochMs): Promise<void> {
    const counter = `${dayOf(now)}#${reason}`;
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      const before = await this.#engine.get(table, { day: countsPartition, id: counter });
      const outcome = await this.#engine.write([counting(counter, before, { reason, refused, kept: 0, now })]);
      if (outcome.kind === "written") return;
    }
    throw new ContendedCountError(reason);
  }

  /** Newest first. */
  async list(limit: number, now: EpochMs): Promise<readonly QuarantineRecord[]> {
    const records: QuarantineRecord[] = [];
    for (let daysAgo = 0; daysAgo <= keptForDays && records.length < limit; daysAgo += 1) {
      const query = { partition: dayOf(now - daysAgo * day), newestFirst: true, limit: limit - records.length };
      for (const item of await allPages(this.#engine, table, query)) records.push(readItem(table, item));
    }
    return records;
  }

  /** Dead letters that nobody has taken in since, the oldest first. */
  async deadLetters(now: EpochMs): Promise<readonly QuarantineRecord[]> {
    const records = await this.list(allRecords, now);
    return records
      .filter(({ reason, redeliveredAt }) => reason === "dead-letter" && redeliveredAt === undefined)
      .toReversed();
  }

  /** Notes that a dead letter was taken in; its message is kept no longer than that. */
  async replace({ letter: _taken, ...record }: QuarantineRecord, redeliveredAt: EpochMs): Promise<void> {
    const { item } = keeping({ ...record, redeliveredAt }, record.at);
    await this.#engine.write([{ kind: "put", table, item }]);
  }

  /** How often each reason occurred today and on the six days before (UTC), samples or not. */
  async counts(now: EpochMs): Promise<Record<QuarantineReason, number>> {
    const from = dayOf(now - (keptForDays - 1) * day);
    const query = { partition: countsPartition, sort: { from, to: `${dayOf(now)}~` } };
    const counts = Object.fromEntries(quarantineReasons.map((reason) => [reason, 0]));
    for (const item of await allPages(this.#engine, table, query)) {
      const reason = item.reason as string;
      counts[reason] = (counts[reason] ?? 0) + (item.count as number);
    }
    return counts as Record<QuarantineReason, number>;
  }

  async #drain(counter: string): Promise<void> {
    const waiting = this.#waiting.get(counter) ?? [];
    while (waiting.length > 0) {
      const calls = waiting.splice(0, recordsPerWrite);
      try {
        await this.#addTogether(counter, calls);
        for (const call of calls) call.resolve();
      } catch (error) {
        for (const call of calls) call.reject(error);
      }
    }
    this.#waiting.delete(counter);
  }

  async #addTogether(counter: string, calls: readonly Waiting[]): Promise<void> {
    const { now, record } = calls[0] as Waiting;
    let left = [...new Map(calls.map((call) => [sampleKey(call.record), call.record])).values()];
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      const before = await this.#engine.get(table, { day: countsPartition, id: counter });
      const kept = (before?.kept as number | undefined) ?? 0;
      const samples = left.slice(0, Math.max(0, samplesPerReasonAndDay - kept));
      const outcome = await this.#engine.write([
        counting(counter, before, { reason: record.reason, refused: left.length, kept: samples.length, now }),
        ...samples.map((sample) => keeping(sample, now)),
      ]);
      if (outcome.kind === "written") return;
      const known = new Set(outcome.failed.filter((position) => position > 0).map((position) => position - 1));
      left = left.filter((_, position) => !known.has(position));
      if (left.length === 0) return;
    }
    throw new ContendedCountError(record.reason);
  }
}

function counting(
  counter: string,
  before: Item | undefined,
  added: { readonly reason: QuarantineReason; readonly refused: number; readonly kept: number; readonly now: EpochMs },
): Write {
  const count = (before?.count as number | undefined) ?? 0;
  const kept = (before?.kept as number | undefined) ?? 0;
  const item: Item = {
    day: countsPartition,
    id: counter,
    schema: 1,
    reason: added.reason,
    count: count + added.refused,
    kept: kept + added.kept,
    expiresAt: expiryOf(added.now),
  };
  return {
    kind: "put",
    table,
    item,
    when: before === undefined ? { absent: true } : { attribute: "count", equals: count },
  };
}

function keeping(record: QuarantineRecord, now: EpochMs): Extract<Write, { kind: "put" }> {
  const item = storedItem({ day: dayOf(now), id: sampleKey(record), expiresAt: expiryOf(now) }, record);
  return { kind: "put", table, item, when: { absent: true } };
}

function sampleKey({ at, id }: QuarantineRecord): string {
  return `${new Date(at).toISOString()}#${id}`;
}

function expiryOf(now: EpochMs): number {
  return Math.ceil((now + (keptForDays + 1) * day) / 1000);
}

function dayOf(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
}
