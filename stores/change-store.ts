import type { TableEngine } from "../domain/ports.ts";
import type { ResidentChangeRecord } from "../domain/register/history.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.changes;

/** Every change of a resident's record. It is written with the record itself (resident-store.ts) and nowhere else. */
export class ChangeStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** The newest first; `before` is a version, of which and after which none are answered. */
  async list(
    residentId: string,
    { limit, before }: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<Listing<ResidentChangeRecord>> {
    const to = before === undefined ? undefined : String(before - 1).padStart(8, "0");
    const items = await allPages(this.#engine, table, {
      partition: residentId,
      newestFirst: true,
      limit,
      ...(to === undefined ? {} : { sort: { to } }),
    });
    return readItems<ResidentChangeRecord>(table, items);
  }
}
