import type { EpochMs } from "../domain/model/time.ts";
import type { Item, TableEngine, Write } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import type { DataPartName } from "./data-map.ts";
import { type Holding, keyOf } from "./holding.ts";
import { facilitiesNamedIn } from "./house-holdings.ts";
import { personHoldings } from "./person-holdings.ts";
import { residentHoldings, type SoughtResident } from "./resident-holdings.ts";
import { tables } from "./tables.ts";

const table = tables["kept-records"];
/** A transaction takes a hundred. */
const mostAlong = 90;

/** One item that law keeps of a resident whose data were erased. */
export interface KeptRecord {
  readonly residentId: string;
  readonly part: DataPartName;
  readonly table: string;
  readonly until: EpochMs;
  readonly item: Item;
}

/** Finds all that is stored of somebody, deletes it, or puts it away until law lets it go. */
export class KeptRecordStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  holdingsOfResident(sought: SoughtResident): AsyncGenerator<Holding> {
    return residentHoldings(this.#engine, sought);
  }

  holdingsOfPerson(sought: { readonly personId: string; readonly facilityIds: readonly string[] }) {
    return personHoldings(this.#engine, sought);
  }

  /** Which houses are named in items. */
  placesIn(items: readonly Item[]): Promise<readonly string[]> {
    return facilitiesNamedIn(this.#engine, items);
  }

  /**
   * Deletes an item with what goes along, or writes what stands instead; `conflict`: somebody wrote it meanwhile, find it
   * again. Deleted already is `dropped` too.
   */
  async drop(holding: Holding): Promise<"dropped" | "conflict"> {
    await this.#dropAlong(holding);
    const writes = holding.instead ?? [deleting(holding)];
    return (await this.#engine.write(writes)).kind === "written" ? "dropped" : "conflict";
  }

  /** Moves an item among what is kept until then, in one write. */
  async putAway(residentId: string, holding: Holding, until: EpochMs): Promise<void> {
    const { part, item } = holding;
    const kept: Item = {
      residentId,
      id: `${holding.table.name}#${Object.values(keyOf(holding.table, item)).join("#")}`,
      schema: 1,
      part,
      table: holding.table.name,
      until,
      expiresAt: Math.ceil(until / 1000),
      item,
    };
    await this.#dropAlong(holding);
    await this.#engine.write([{ kind: "put", table, item: kept }, deleting(holding)]);
  }

  /** Lets an item that goes by itself stay until then; one that was written meanwhile is left as it is. */
  async keepLonger({ table: of, item }: Holding, until: EpochMs): Promise<void> {
    if (of.expires === undefined) return;
    const when = { attribute: of.expires, equals: Number(item[of.expires]) };
    const longer: Item = { ...item, [of.expires]: Math.ceil(until / 1000) };
    await this.#engine.write([{ kind: "put", table: of, item: longer, when }]);
  }

  /** What is kept of somebody, for whoever has a legal reason to see it. */
  async list(residentId: string): Promise<readonly KeptRecord[]> {
    const items = await allPages(this.#engine, table, { partition: residentId });
    return items.map((kept) => ({
      residentId,
      part: kept.part as DataPartName,
      table: String(kept.table),
      until: Number(kept.until),
      item: kept.item as Item,
    }));
  }

  async #dropAlong({ along = [] }: Holding): Promise<void> {
    for (let index = 0; index < along.length; index += mostAlong)
      await this.#engine.write(
        along.slice(index, index + mostAlong).map(({ table: of, key }) => ({ kind: "delete", table: of, key })),
      );
  }
}

function deleting({ table: of, item }: Holding): Write {
  return { kind: "delete", table: of, key: keyOf(of, item) };
}
