import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import type { Item, TableDefinition, TableEngine, TimerPort } from "../../domain/ports.ts";
import type { Due } from "./due-queue.ts";
import { Lane } from "./lane.ts";

/**
 * Where a box keeps its timers. Not one of stores/tables.ts: in the cloud queues and schedules do this, so no such table
 * is deployed there.
 */
export const timerTable = {
  name: "timers",
  partition: "box",
  sort: "timer",
  indexes: {},
} as const satisfies TableDefinition;

/** The time that timers run by, and what wakes them. */
export interface ClockPort {
  now(): EpochMs;
  /** Calls back once at that time, or as soon as possible when it has passed; returns how to call it off. */
  setTimer(callback: () => void | Promise<void>, at: EpochMs): () => void;
}

export interface DueTimer {
  readonly name: string;
  readonly dueAt: EpochMs;
}

export interface TimerOptions {
  readonly engine: TableEngine;
  readonly clock: ClockPort;
  /** Rejects when the timer was not dealt with; it is then delivered again. */
  readonly deliver: (queue: string, timer: DueTimer, receiveCount: number) => Promise<void>;
  /** How many of a queue are delivered at the same time. @default {@link deliveriesAtOnce} */
  readonly atOnce?: Readonly<Record<string, number>>;
  /** Called after the fifth failed delivery; when it rejects too, both are tried again later. */
  readonly onDeadLetter: (queue: string, timer: DueTimer, error: unknown) => Promise<void> | void;
}

/** The timers of a box. */
export interface Timers extends TimerPort {
  /** Delivers no more and waits for the deliveries under way; what is due stays in the table. */
  stop(): Promise<void>;
}

/** A failed delivery is repeated after these pauses; then the timer is a dead letter. */
const pausesMs = [second, 5 * second, 30 * second, 2 * minute] as const;
const receivesBeforeDeadLetter = pausesMs.length + 1;
const deliveriesAtOnce = 16;
const box = "all";

interface Armed {
  readonly id: string;
  readonly queue: string;
  readonly name: string;
  /** As it was last set. */
  dueAt: EpochMs;
  /** Its due time, or later after a failure. */
  wakeAt: EpochMs;
  /** Its place in the queue, never later than `wakeAt`; absent while it is being delivered. */
  placedAt?: EpochMs;
  /** The due time in its row, never later than `dueAt`; absent while there is none. */
  writtenAt?: EpochMs;
  writing?: Promise<void>;
  /** Deliveries since it was last set. */
  receives: number;
  /** How often it has been set: tells whether it moved during a delivery. */
  settings: number;
}

interface Place extends Due {
  readonly id: string;
}

/**
 * Wakes functions at due times kept in the table, within a second, at least once, and over restarts.
 *
 * A timer that is moved to a later time keeps its earlier row, since moving later is what most do: after a restart it
 * may then come early, and whoever is woken judges by the time that it is.
 */
export async function startTimers(options: TimerOptions): Promise<Timers> {
  const timers = new TableTimers(options);
  await timers.load();
  return timers;
}

class TableTimers implements Timers {
  readonly #options: TimerOptions;
  readonly #armed = new Map<string, Armed>();
  readonly #lanes = new Map<string, Lane<Place>>();

  constructor(options: TimerOptions) {
    this.#options = options;
  }

  async load(): Promise<void> {
    let after: string | undefined;
    do {
      const query = { partition: box, ...(after === undefined ? {} : { after }) };
      const page = await this.#options.engine.query(timerTable, query);
      for (const { queue, name, dueAt } of page.items)
        this.#arm(queue as string, name as string, dueAt as number).writtenAt = dueAt as number;
      after = page.next;
    } while (after !== undefined);
    for (const lane of this.#lanes.values()) lane.schedule();
  }

  async set({ queue, name, dueAt }: { queue: string; name: string; dueAt: EpochMs }): Promise<void> {
    const armed = this.#arm(queue, name, dueAt);
    this.#laneOf(queue).schedule();
    if (armed.writtenAt === undefined || armed.writtenAt > dueAt) armed.writing = this.#write(armed);
    await armed.writing;
  }

  async cancel({ queue, name }: { queue: string; name: string }): Promise<void> {
    const armed = this.#armed.get(idOf(queue, name));
    if (armed === undefined) return;
    this.#armed.delete(armed.id);
    if (armed.writtenAt === undefined) return;
    await this.#options.engine.write([{ kind: "delete", table: timerTable, key: { box, timer: armed.id } }]);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.stop()));
  }

  #arm(queue: string, name: string, dueAt: EpochMs): Armed {
    const id = idOf(queue, name);
    const before = this.#armed.get(id);
    if (before === undefined) {
      const armed: Armed = { id, queue, name, dueAt, wakeAt: dueAt, receives: 0, settings: 0 };
      this.#armed.set(id, armed);
      this.#place(armed);
      return armed;
    }
    Object.assign(before, { dueAt, wakeAt: dueAt, receives: 0, settings: before.settings + 1 });
    // A later time needs no place of its own: when the earlier one comes, it is moved on.
    if (before.placedAt !== undefined && dueAt < before.placedAt) this.#place(before);
    return before;
  }

  #place(armed: Armed): void {
    armed.placedAt = armed.wakeAt;
    this.#laneOf(armed.queue).add({ id: armed.id, dueAt: armed.wakeAt });
  }

  #laneOf(queue: string): Lane<Place> {
    const known = this.#lanes.get(queue);
    if (known !== undefined) return known;
    const { clock, atOnce } = this.#options;
    const lane = new Lane<Place>({
      clock,
      atOnce: atOnce?.[queue] ?? deliveriesAtOnce,
      take: (place) => this.#take(place),
    });
    this.#lanes.set(queue, lane);
    return lane;
  }

  async #write(armed: Armed): Promise<void> {
    const { id, queue, name, dueAt } = armed;
    const item: Item = { box, timer: id, queue, name, dueAt };
    armed.writtenAt = dueAt;
    try {
      await this.#options.engine.write([{ kind: "put", table: timerTable, item }]);
    } catch (error) {
      if (armed.writtenAt === dueAt) delete armed.writtenAt;
      throw error;
    }
  }

  /** Passes over a place that is no longer anybody's, and moves on what has been set to a later time. */
  #take(place: Place): (() => Promise<void>) | undefined {
    const armed = this.#armed.get(place.id);
    if (armed === undefined || armed.placedAt !== place.dueAt) return undefined;
    if (armed.wakeAt > this.#options.clock.now()) {
      this.#place(armed);
      return undefined;
    }
    delete armed.placedAt;
    return () => this.#deliver(armed);
  }

  async #deliver(armed: Armed): Promise<void> {
    const { queue, name, dueAt, settings } = armed;
    const outcome = await this.#tryOnce(queue, { name, dueAt }, armed);
    if (this.#armed.get(armed.id) !== armed) return;
    if (armed.settings === settings && outcome === "done") {
      await this.#forget(armed);
      return;
    }
    if (armed.settings === settings && outcome !== "done") armed.wakeAt = this.#options.clock.now() + outcome.pauseMs;
    this.#place(armed);
  }

  async #tryOnce(queue: string, timer: DueTimer, armed: Armed): Promise<"done" | { readonly pauseMs: number }> {
    const pauseMs = pausesMs[armed.receives] ?? pausesMs[pausesMs.length - 1] ?? minute;
    const isLast = armed.receives >= pausesMs.length;
    armed.receives += 1;
    try {
      await this.#options.deliver(queue, timer, Math.min(armed.receives, receivesBeforeDeadLetter));
      return "done";
    } catch (error) {
      if (!isLast) return { pauseMs };
      try {
        await this.#options.onDeadLetter(queue, timer, error);
        return "done";
      } catch {
        return { pauseMs };
      }
    }
  }

  async #forget(armed: Armed): Promise<void> {
    this.#armed.delete(armed.id);
    if (armed.writtenAt === undefined) return;
    const when = { attribute: "dueAt", equals: armed.writtenAt } as const;
    try {
      const key = { box, timer: armed.id };
      await this.#options.engine.write([{ kind: "delete", table: timerTable, key, when }]);
    } catch {
      // The row stays, so the timer comes once more after a restart: at least once.
    }
  }
}

function idOf(queue: string, name: string): string {
  return `${queue}#${name}`;
}
