import type { ConsentEntry } from "../domain/joining/consent-entry.ts";
import type { TableEngine, Write } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.consents;

/** Every yes and no between residents and their relatives. Entries are written with the person whose relation they leave. */
export class ConsentStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** Of a resident with each relative, in the order of the relatives' ids and then of their numbers. */
  async listOf(residentId: string): Promise<Listing<ConsentEntry>> {
    return readItems<ConsentEntry>(table, await allPages(this.#engine, table, { partition: residentId }));
  }

  /** What stands between a resident and one relative; undefined: nothing was ever written. */
  async newest(residentId: string, personId: string): Promise<ConsentEntry | undefined> {
    const sort = { beginsWith: `${personId}#` };
    const query = { partition: residentId, sort, newestFirst: true, limit: 1 };
    const { items } = await this.#engine.query(table, query);
    const [item] = items;
    return item && readItem<ConsentEntry>(table, item);
  }

  /** Of a person with every resident, the oldest first. The index may lag. */
  async listByPerson(personId: string): Promise<Listing<ConsentEntry>> {
    return readItems<ConsentEntry>(
      table,
      await allPages(this.#engine, table, { index: "byPerson", partition: personId }),
    );
  }
}

/** What puts entries beside the person whose relations they leave: refused where somebody wrote the same number before. */
export function entryWrites(entries: readonly ConsentEntry[]): readonly Write[] {
  return entries.map((entry): Write => {
    const { residentId, personId, number } = entry;
    const keys = { residentId, entry: entryKey(personId, number), personId, at: new Date(entry.at).toISOString() };
    return { kind: "put", table, item: storedItem(keys, entry), when: { absent: true } };
  });
}

/** No subject of an issuer holds a `#`. */
function entryKey(personId: string, number: number): string {
  return `${personId}#${String(number).padStart(9, "0")}`;
}
