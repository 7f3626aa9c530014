import { areAtOnce } from "../domain/duty/roster.ts";
import { longestShiftMs, type Shift } from "../domain/duty/shift.ts";
import type { DutySwap } from "../domain/duty/swap.ts";
import { day, type EpochMs } from "../domain/model/time.ts";
import type { Notification } from "../domain/notify/notification.ts";
import type { Item, TableEngine, Write } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { notifying } from "./notification-items.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.duties;

/** How long it can be said who was on duty when an alert was raised. */
const keptForDays = 400;

/** What changes at once in a roster; each duty in the version after the one that was read, or version 1 when it is new. */
export interface RosterCommit {
  readonly put: readonly Shift[];
  readonly removed?: readonly Shift[];
  /** The swap by which the duties change, in its next version. */
  readonly swap?: DutySwap;
  /**
   * The roster's version as it was before its duties were read: nobody else has changed it since. With it the persons'
   * times are written down too ({@link DutyStore.takenBy}), and those that were over before `now` forgotten.
   */
  readonly roster?: { readonly facilityId: string; readonly version: number; readonly now: EpochMs };
  /** Who is told of it: their notifications begin with the change, or not at all. */
  readonly notices?: readonly Notification[];
}

/** A time that was given to a person once, by which duty. */
interface Taken {
  readonly dutyId: string;
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** The duties of each facility, and proposals to swap them. */
export class DutyStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(facilityId: string, id: string): Promise<Shift | undefined> {
    const item = await this.#engine.get(table, { facilityId, id });
    return item && readItem<Shift>(table, item);
  }

  /** Those that have a moment in common with `from` to `until`, by their beginning. */
  async listBetween(facilityId: string, from: EpochMs, until: EpochMs): Promise<Listing<Shift>> {
    const sort = { from: startText(from - longestShiftMs), to: startText(until) };
    const items = await allPages(this.#engine, table, { index: "byStart", partition: facilityId, sort });
    const listing = readItems<Shift>(table, items);
    return { ...listing, items: listing.items.filter((shift) => shift.from < until && shift.until > from) };
  }

  /** Counts the changes that were committed with a roster's version; 0 before the first. */
  async versionOf(facilityId: string): Promise<number> {
    const item = await this.#engine.get(table, { facilityId, id: rosterKey });
    return item === undefined ? 0 : readItem<{ readonly version: number }>(table, item).version;
  }

  /**
   * The duties of a person in a role that have a moment in common with `from` to `until`, as they stand now: none that was
   * committed with a roster's version and is not over is overlooked, as an index does that lags.
   */
  async takenBy(
    who: Pick<Shift, "facilityId" | "role" | "personId">,
    from: EpochMs,
    until: EpochMs,
  ): Promise<readonly Shift[]> {
    const { facilityId, role, personId } = who;
    const near = (await this.#timesOf(facilityId, timesKey(who))).filter((taken) => areAtOnce(taken, { from, until }));
    const keys = near.map(({ dutyId: id }) => ({ facilityId, id }));
    const items = (await this.#engine.getMany(table, keys)).filter((item) => item !== undefined);
    return readItems<Shift>(table, items).items.filter(
      (shift) => shift.personId === personId && shift.role === role && areAtOnce(shift, { from, until }),
    );
  }

  /** Given once; whether they still are, the duties say. */
  async #timesOf(facilityId: string, key: string): Promise<readonly Taken[]> {
    const item = await this.#engine.get(table, { facilityId, id: key });
    return item === undefined ? [] : readItem<readonly Taken[]>(table, item);
  }

  /** Whoever reads the times between a roster's version and its commit has read all of them, or the commit is a conflict. */
  async #takingTimes(put: readonly Shift[], now: EpochMs): Promise<readonly Write[]> {
    return Promise.all(
      [...Map.groupBy(put, timesKey)].map(async ([key, [first, ...others]]): Promise<Write> => {
        const { facilityId } = first as Shift;
        const added = [first as Shift, ...others].map(({ id, from, until }): Taken => ({ dutyId: id, from, until }));
        const kept = (await this.#timesOf(facilityId, key)).filter(
          ({ dutyId, until }) => until > now && !added.some((taken) => taken.dutyId === dutyId),
        );
        const times = [...kept, ...added];
        const expiresAt = expiryAfter(Math.max(...times.map(({ until }) => until)));
        return { kind: "put", table, item: storedItem({ facilityId, id: key, expiresAt }, times) };
      }),
    );
  }

  /**
   * All or nothing; `conflict` when one of them was written or removed since it was read, or the roster changed. At most
   * a hundred writes ({@link writesOf}).
   */
  async commit({ put, removed = [], swap, roster, notices = [] }: RosterCommit): Promise<"committed" | "conflict"> {
    const writes: Write[] = [
      ...(roster === undefined ? [] : await this.#takingTimes(put, roster.now)),
      ...put.map(writing),
      ...removed.map(({ facilityId, id, version }): Write => {
        const when = { attribute: "version", equals: version } as const;
        return { kind: "delete", table, key: { facilityId, id }, when };
      }),
      ...(swap === undefined ? [] : [writingSwap(swap)]),
      ...(roster === undefined ? [] : [writingRoster(roster)]),
      ...notices.map(notifying),
    ];
    const outcome = await this.#engine.write(writes);
    return outcome.kind === "written" ? "committed" : "conflict";
  }

  async findSwap(facilityId: string, id: string): Promise<DutySwap | undefined> {
    const item = await this.#engine.get(table, { facilityId, id: swapKey(id) });
    return item && readItem<DutySwap>(table, item);
  }

  /** Swaps that wait for an answer. */
  async listOpenSwaps(facilityId: string): Promise<Listing<DutySwap>> {
    const items = await allPages(this.#engine, table, { index: "openSwaps", partition: facilityId });
    return readItems<DutySwap>(table, items);
  }

  /** With the notifications of who is told of it. */
  async saveSwap(swap: DutySwap, notices: readonly Notification[] = []): Promise<"saved" | "conflict"> {
    const outcome = await this.#engine.write([writingSwap(swap), ...notices.map(notifying)]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }
}

/** How many writes a change of a roster takes; a transaction takes a hundred. */
export function writesOf({ put, removed = [], swap, notices = [] }: Omit<RosterCommit, "roster">): number {
  const persons = new Set(put.map(timesKey)).size;
  return put.length + persons + removed.length + notices.length + (swap === undefined ? 0 : 1) + 1;
}

function writing(shift: Shift): Write {
  const { facilityId, id, version, from, until } = shift;
  const attributes = { facilityId, id, version, startsAt: startText(from), expiresAt: expiryAfter(until) };
  return put(storedItem(attributes, shift), version);
}

function writingSwap(swap: DutySwap): Write {
  const { facilityId, version, state, proposedAt } = swap;
  const attributes = {
    facilityId,
    id: swapKey(swap.id),
    version,
    expiresAt: expiryAfter(proposedAt),
    ...(state === "proposed" && { openSwapsOf: facilityId }),
  };
  return put(storedItem(attributes, swap), version);
}

function writingRoster({ facilityId, version }: NonNullable<RosterCommit["roster"]>): Write {
  const next = version + 1;
  return put(storedItem({ facilityId, id: rosterKey, version: next }, { version: next }), next);
}

function put(item: Item, version: number): Write {
  const when = version === 1 ? ({ absent: true } as const) : { attribute: "version", equals: version - 1 };
  return { kind: "put", table, item, when };
}

/** Under this the version of the whole roster is kept; no id of a duty holds a dot. */
const rosterKey = "roster.version";

/** Under this the times are kept that were given to a person in a role; no id of a duty holds a dot. */
function timesKey({ role, personId }: Pick<Shift, "role" | "personId">): string {
  return `times.${role}.${personId}`;
}

/** No id of a duty holds a dot. */
function swapKey(id: string): string {
  return `swap.${id}`;
}

function startText(at: EpochMs): string {
  return new Date(at).toISOString();
}

function expiryAfter(at: EpochMs): number {
  return Math.ceil((at + keptForDays * day) / 1000);
}
