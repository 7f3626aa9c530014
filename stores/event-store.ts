import type { DeviceEvent } from "../domain/model/reading.ts";
import type { TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.events;

/** The device events that were taken in. They are recorded by the commit of a watch (watch-store.ts). */
export class EventStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** Newest first, by the time at which they happened. */
  async listByResident(residentId: string, limit: number): Promise<Listing<DeviceEvent>> {
    const query = { index: "byResident", partition: residentId, newestFirst: true, limit };
    const items = await allPages(this.#engine, table, query);
    return readItems<DeviceEvent>(table, items);
  }
}
