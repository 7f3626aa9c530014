import { lookAtOf } from "../domain/break-glass/advance.ts";
import type { OpeningAttempt } from "../domain/break-glass/attempts.ts";
import { isUnreviewed, type RecordOpening } from "../domain/break-glass/opening.ts";
import { type OpeningPolicy, usualOpeningPolicy } from "../domain/break-glass/policy.ts";
import { day, type EpochMs } from "../domain/model/time.ts";
import type { TableEngine, Write } from "../domain/ports.ts";
import { allPages, itemsById } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables["break-glass"];
/** As long as the trail of who looked at all. */
const attemptsKeptForDays = 1096;

/** Somebody's tries that still count, in the version that was read. */
export interface CountedAttempts {
  readonly times: readonly EpochMs[];
  readonly version: number;
}

/** Records that were opened in an emergency, what each house set for that, and who tried to find somebody. */
export class OpeningStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<RecordOpening | undefined> {
    const item = await this.#engine.get(table, openingKey(id));
    return item && readItem<RecordOpening>(table, item);
  }

  async findMany(ids: readonly string[]): Promise<Listing<RecordOpening>> {
    const keys = ids.map((id) => openingKey(id).key);
    const found = await itemsById(this.#engine, table, keys);
    return readItems<RecordOpening>(table, [...found.values()]);
  }

  /** Of a house's residents; the last opened first. */
  async listOfHouse(
    facilityId: string,
    which: "unreviewed" | "reviewed",
    limit: number,
  ): Promise<Listing<RecordOpening>> {
    const query = { index: "byPlace", partition: `${which}#${facilityId}`, newestFirst: true, limit };
    return readItems<RecordOpening>(table, await allPages(this.#engine, table, query));
  }

  /** Of a resident, the last opened first. */
  async listOfResident(residentId: string, limit: number): Promise<Listing<RecordOpening>> {
    const query = { index: "byResident", partition: residentId, newestFirst: true, limit };
    return readItems<RecordOpening>(table, await allPages(this.#engine, table, query));
  }

  /** Those that are open, and those for which something is due by then. */
  async listToSee(until: EpochMs): Promise<Listing<RecordOpening>> {
    const due = { index: "toSee", partition: "over", sort: { to: timeText(until) } };
    const [open, over] = await Promise.all([
      allPages(this.#engine, table, { index: "toSee", partition: "open" }),
      allPages(this.#engine, table, due),
    ]);
    return readItems<RecordOpening>(table, [...open, ...over]);
  }

  /** The next version; `conflict` when somebody wrote it meanwhile. What is about it goes with it. */
  async save(opening: RecordOpening, beside: readonly Write[] = []): Promise<"saved" | "conflict"> {
    const outcome = await this.#engine.write([writingOpening(opening), ...beside]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  /** What the house set, or what holds where nobody set anything. */
  async policy(facilityId: string): Promise<OpeningPolicy> {
    const item = await this.#engine.get(table, policyKey(facilityId));
    return item === undefined ? usualOpeningPolicy(facilityId) : readItem<OpeningPolicy>(table, item);
  }

  async savePolicy(policy: OpeningPolicy): Promise<"saved" | "conflict"> {
    const { facilityId, version } = policy;
    const item = storedItem({ ...policyKey(facilityId), version }, policy);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: following(version) }]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  async attemptsOf(personId: string): Promise<CountedAttempts> {
    const item = await this.#engine.get(table, triesKey(personId));
    return item === undefined ? { times: [], version: 0 } : readItem<CountedAttempts>(table, item);
  }

  /** The next version of what counts of somebody's tries; `conflict` when there was another one meanwhile. */
  async count(personId: string, counted: CountedAttempts): Promise<"saved" | "conflict"> {
    const { version } = counted;
    const item = storedItem({ ...triesKey(personId), version }, counted);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: following(version) }]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  /** Writes down a try and what came of it. */
  async annotate(attempt: OpeningAttempt): Promise<void> {
    const { id, at, facilityId } = attempt;
    const attributes = {
      key: `attempt#${id}`,
      placeAndState: `attempts#${facilityId}`,
      openedAt: `${timeText(at)}#${id}`,
      expiresAt: Math.ceil((at + attemptsKeptForDays * day) / 1000),
    };
    await this.#engine.write([{ kind: "put", table, item: storedItem(attributes, attempt), when: { absent: true } }]);
  }

  /** Tries in a house, the last first. */
  async listAttempts(facilityId: string, limit: number): Promise<Listing<OpeningAttempt>> {
    const query = { index: "byPlace", partition: `attempts#${facilityId}`, newestFirst: true, limit };
    return readItems<OpeningAttempt>(table, await allPages(this.#engine, table, query));
  }
}

/** The write of an opening's next version, for the transaction that makes it true. */
export function writingOpening(opening: RecordOpening): Write {
  const { id, facilityId, residentId, openedAt, version, state } = opening;
  const lookAt = lookAtOf(opening);
  const attributes = {
    ...openingKey(id),
    version,
    residentId,
    placeAndState: `${isUnreviewed(opening) ? "unreviewed" : "reviewed"}#${facilityId}`,
    openedAt: `${timeText(openedAt)}#${id}`,
    ...(lookAt !== undefined && { toSee: state === "open" ? "open" : "over", lookAt: timeText(lookAt) }),
  };
  return { kind: "put", table, item: storedItem(attributes, opening), when: following(version) };
}

function following(version: number) {
  return version === 1 ? ({ absent: true } as const) : ({ attribute: "version", equals: version - 1 } as const);
}

function openingKey(id: string): { readonly key: string } {
  return { key: `opening#${id}` };
}

function policyKey(facilityId: string): { readonly key: string } {
  return { key: `policy#${facilityId}` };
}

function triesKey(personId: string): { readonly key: string } {
  return { key: `tries#${personId}` };
}

function timeText(at: EpochMs): string {
  return new Date(at).toISOString();
}
