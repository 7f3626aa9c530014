import type { HandOver } from "../domain/alerts/hand-over.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.handovers;

/** Who gave which alerts to whom at the change of a shift. They are added and never changed. */
export class HandoverStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** By its time and id; the same again is `already-exists`. */
  async add(handOver: HandOver): Promise<"added" | "already-exists"> {
    const { facilityId, at, id } = handOver;
    const attributes = { facilityId, at: `${timeOf(at)}#${id}` };
    const item = storedItem(attributes, handOver);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: { absent: true } }]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }

  /** Recorded from `from` to `until`, the newest first, at most `limit`. */
  async listBetween(facilityId: string, from: EpochMs, until: EpochMs, limit: number): Promise<Listing<HandOver>> {
    // "$" comes after "#": the last moment is part of the span.
    const sort = { from: timeOf(from), to: `${timeOf(until)}$` };
    const query = { partition: facilityId, sort, newestFirst: true, limit };
    return readItems<HandOver>(table, await allPages(this.#engine, table, query));
  }
}

function timeOf(at: EpochMs): string {
  return new Date(at).toISOString();
}
