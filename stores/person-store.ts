import type { Person } from "../domain/model/person.ts";
import type { Item, TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.people;
const listedUnder = "all";

/** Those who sign in, by the subject of their tokens. */
export class PersonStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Person | undefined> {
    const item = await this.#engine.get(table, { id });
    return item && readItem<Person>(table, item);
  }

  /** In the order of their ids. */
  async list(): Promise<Listing<Person>> {
    return readItems<Person>(table, await allPages(this.#engine, table, { index: "all", partition: listedUnder }));
  }

  async add(person: Person): Promise<"added" | "already-exists"> {
    const outcome = await this.#engine.write([{ kind: "put", table, item: itemOf(person), when: { absent: true } }]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }

  /**
   * Writes the next version of a person; `conflict` when somebody else wrote it since it was read, or wrote `standing`
   * since that one was read: whoever must be as they are for this to be right.
   */
  async save(person: Person, standing?: Person): Promise<"saved" | "conflict"> {
    const when = (version: number) => ({ attribute: "version", equals: version });
    const put = { kind: "put", table, item: itemOf(person), when: when(person.version - 1) } as const;
    const check =
      standing && ({ kind: "check", table, key: { id: standing.id }, when: when(standing.version) } as const);
    const outcome = await this.#engine.write(check === undefined ? [put] : [put, check]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }
}

function itemOf(person: Person): Item {
  return storedItem({ id: person.id, listedUnder, version: person.version }, person);
}
