import type { Agreement } from "../domain/consortium/agreement.ts";
import type { TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.agreements;
const listedUnder = "all";

/** The agreements between facilities; few enough to be listed whole. */
export class AgreementStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** Those that ended too, in the order of their ids. */
  async list(): Promise<Listing<Agreement>> {
    return readItems<Agreement>(table, await allPages(this.#engine, table, { partition: listedUnder }));
  }

  async find(id: string): Promise<Agreement | undefined> {
    const item = await this.#engine.get(table, { listedUnder, id });
    return item && readItem<Agreement>(table, item);
  }

  /** Writes the version after the one that was read, or the first; `conflict` when there is one already. */
  async save(agreement: Agreement): Promise<"saved" | "conflict"> {
    const { id, version } = agreement;
    const item = storedItem({ listedUnder, id, version }, agreement);
    const when = version === 1 ? ({ absent: true } as const) : { attribute: "version", equals: version - 1 };
    const outcome = await this.#engine.write([{ kind: "put", table, item, when }]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }
}
