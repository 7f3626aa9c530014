import type { Resident } from "../domain/model/resident.ts";
import type { Item, TableEngine } from "../domain/ports.ts";
import { allPages, itemsById, type Slice, sliceOf } from "./all-pages.ts";
import { type Entry, type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.residents;

/** The people in Anhu's care. */
export class ResidentStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Resident | undefined> {
    const item = await this.#engine.get(table, { id });
    return item && readItem<Resident>(table, item);
  }

  /** By id; unknown ids are absent. */
  async findMany(ids: readonly string[]): Promise<ReadonlyMap<string, Resident>> {
    const found = new Map<string, Resident>();
    for (const [id, item] of await itemsById(this.#engine, table, ids)) found.set(id, readItem(table, item));
    return found;
  }

  /** In the order of their ids. */
  async listByFacility(facilityId: string): Promise<Listing<Resident>> {
    const items = await allPages(this.#engine, table, { index: "byFacility", partition: facilityId });
    return readItems<Resident>(table, items);
  }

  /** Those of a facility after an id, in the order of ids; reads no more than it answers. */
  async sliceOfFacility(facilityId: string, slice: Slice): Promise<readonly Entry<Resident>[]> {
    return sliceOf(this.#engine, table, { index: "byFacility", partition: facilityId }, slice);
  }

  async add(resident: Resident): Promise<"added" | "already-exists"> {
    const item = itemOf(resident);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: { absent: true } }]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }

  /** Writes a resident unless somebody else wrote it since `before` was read. */
  async replace(before: Resident, after: Resident): Promise<"replaced" | "conflict"> {
    const when = { attribute: "json", equals: JSON.stringify(before) };
    const outcome = await this.#engine.write([{ kind: "put", table, item: itemOf(after), when }]);
    return outcome.kind === "written" ? "replaced" : "conflict";
  }
}

function itemOf(resident: Resident): Item {
  return storedItem({ id: resident.id, facilityId: resident.facilityId }, resident);
}
