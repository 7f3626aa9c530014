import type { Person } from "../domain/model/person.ts";
import { day, type EpochMs } from "../domain/model/time.ts";
import type { Item, TableEngine, Write } from "../domain/ports.ts";
import { allPages, itemsById } from "./all-pages.ts";
import { addingRow, browserPlace, movingRows, placesOf, relationPlace, wholeService } from "./person-places.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.people;
const listedUnder = "all";
/** Under this it stands since when everybody is found where they are; no subject of an issuer holds a `#`. */
const settledKey = { id: "at#" } as const;
/** How people are found; the first program that found them anywhere did not find them by their relations. */
const placing = 2;
/** An older program writes people without their places; what it left is found again within a day. */
const settledForMs = day;
/** Of one transaction; what is left out at its end are places, see {@link movingRows}. */
const mostWrites = 100;

/** Those who sign in, by the subject of their tokens, and where they are found. */
export class PersonStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Person | undefined> {
    const item = await this.#engine.get(table, { id });
    return item && readItem<Person>(table, item);
  }

  /** In the order of their ids; ids that name nobody are passed over. */
  async findMany(ids: readonly string[]): Promise<Listing<Person>> {
    const found = await itemsById(this.#engine, table, ids);
    return readItems<Person>(table, [...found.values()].toSorted(byId));
  }

  /** In the order of their ids. */
  async list(): Promise<Listing<Person>> {
    return readItems<Person>(table, await this.#listedItems());
  }

  /** All who hold a role at a facility or for the whole service, and perhaps others; in the order of their ids. */
  async listAt(facilityId: string): Promise<Listing<Person>> {
    return this.#listIn([facilityId, wholeService]);
  }

  /** All who hold a role for the whole service, and perhaps others; in the order of their ids. */
  async listOfService(): Promise<Listing<Person>> {
    return this.#listIn([wholeService]);
  }

  /** All who are a resident's relatives, and perhaps others. */
  async listByRelation(residentId: string): Promise<Listing<Person>> {
    return this.#listIn([relationPlace(residentId)]);
  }

  /** All who are woken by a browser, and perhaps others. */
  async listByBrowser(endpoint: string): Promise<Listing<Person>> {
    return this.#listIn([browserPlace(endpoint)]);
  }

  /** With what belongs beside it, in one write: `already-exists` too when a condition of that does not hold. */
  async add(person: Person, beside: readonly Write[] = []): Promise<"added" | "already-exists"> {
    const put: Write = { kind: "put", table, item: itemOf(person), when: { absent: true } };
    const outcome = await this.#engine.write([put, ...beside, ...movingRows(undefined, person)].slice(0, mostWrites));
    return outcome.kind === "written" ? "added" : "already-exists";
  }

  /**
   * Writes the next version of a person; `conflict` when somebody else wrote it since it was read, or wrote `standing`
   * since that one was read: whoever must be as they are for this to be right. `beside` is written in the same write.
   */
  async save(person: Person, standing?: Person, beside: readonly Write[] = []): Promise<"saved" | "conflict"> {
    const when = (version: number) => ({ attribute: "version", equals: version });
    const stored = await this.#engine.get(table, { id: person.id });
    if (stored?.version !== person.version - 1) return "conflict";
    const put: Write = { kind: "put", table, item: itemOf(person), when: when(person.version - 1) };
    const check =
      standing && ({ kind: "check", table, key: { id: standing.id }, when: when(standing.version) } as const);
    const rows = movingRows(placedAs(stored), person);
    const writes = [put, ...(check === undefined ? [] : [check]), ...beside, ...rows];
    const outcome = await this.#engine.write(writes.slice(0, mostWrites));
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  /**
   * Sees to it that everybody is found where they are, whom a program before this one stored too; until it was done once,
   * lists of a place read everybody. Costs one read, and once a day that of everybody.
   */
  async settlePlaces(now: EpochMs): Promise<void> {
    const settledAt = await this.#settledAt();
    if (settledAt !== undefined && Math.abs(now - settledAt) < settledForMs) return;
    for (const item of await this.#listedItems()) if (item.isPlaced !== placing) await this.#place(item);
    await this.#engine.write([{ kind: "put", table, item: { ...settledKey, settledAt: now, placing } }]);
  }

  /** One that was written meanwhile was placed with that; one that cannot be read is found nowhere. */
  async #place(item: Item): Promise<void> {
    const { items } = readItems<Person>(table, [item]);
    for (const person of items) {
      const when = { attribute: "version", equals: person.version };
      const rows = placesOf(person).map((place) => addingRow(place, person.id));
      await this.#engine.write([{ kind: "put", table, item: itemOf(person), when }, ...rows]);
    }
  }

  async #listIn(places: readonly string[]): Promise<Listing<Person>> {
    if ((await this.#settledAt()) === undefined) return this.list();
    const lists = await Promise.all(
      places.map((partition) => allPages(this.#engine, table, { index: "byPlace", partition })),
    );
    return this.findMany(lists.flat().map(({ personId }) => String(personId)));
  }

  async #settledAt(): Promise<EpochMs | undefined> {
    const item = await this.#engine.get(table, settledKey);
    return item === undefined || item.placing !== placing ? undefined : Number(item.settledAt);
  }

  async #listedItems(): Promise<readonly Item[]> {
    return allPages(this.#engine, table, { index: "all", partition: listedUnder });
  }
}

function byId(one: Item, other: Item): number {
  return String(one.id) < String(other.id) ? -1 : 1;
}

/** Whom an item is found as before it is written again; undefined: nowhere. */
function placedAs(stored: Item): Person | undefined {
  if (stored.isPlaced === placing) return readItem<Person>(table, stored);
  return stored.isPlaced === 1 ? { ...readItem<Person>(table, stored), relations: [] } : undefined;
}

function itemOf(person: Person): Item {
  return storedItem({ id: person.id, listedUnder, version: person.version, isPlaced: placing }, person);
}

/** The writes of somebody's next version, who must be as they were read. */
export function rewriting(stored: Item, after: Person): readonly Write[] {
  const when = { attribute: "version", equals: after.version - 1 };
  return [{ kind: "put", table, item: itemOf(after), when }, ...movingRows(placedAs(stored), after)];
}
