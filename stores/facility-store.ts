import type { Facility } from "../domain/model/facility.ts";
import type { TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.facilities;
const listedUnder = "all";

/** The facilities of the consortium; few enough to be listed whole. */
export class FacilityStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** In the order of their ids. */
  async list(): Promise<Listing<Facility>> {
    const items = await allPages(this.#engine, table, { partition: listedUnder });
    return readItems<Facility>(table, items);
  }

  async find(id: string): Promise<Facility | undefined> {
    const item = await this.#engine.get(table, { listedUnder, id });
    return item && readItem<Facility>(table, item);
  }

  async add(facility: Facility): Promise<"added" | "already-exists"> {
    const item = storedItem({ listedUnder, id: facility.id }, facility);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: { absent: true } }]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }
}
