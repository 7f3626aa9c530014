import type { HandOver } from "../domain/alerts/hand-over.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Notification } from "../domain/notify/notification.ts";
import type { Item, TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { notifying } from "./notification-items.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.handovers;

/** Who gave which alerts to whom at the change of a shift. Of one that was added only the taker's confirmation is added. */
export class HandoverStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** By its time and id, with the notifications of who is told of it; the same again is `already-exists`. */
  async add(handOver: HandOver, notices: readonly Notification[] = []): Promise<"added" | "already-exists"> {
    const put = { kind: "put", table, item: itemOf(handOver), when: { absent: true } } as const;
    const outcome = await this.#engine.write([put, ...notices.map(notifying)]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }

  async find(facilityId: string, at: EpochMs, id: string): Promise<HandOver | undefined> {
    const item = await this.#engine.get(table, { facilityId, at: keyOf(at, id) });
    return item && readItem<HandOver>(table, item);
  }

  /** Adds the taker's confirmation; `gone` when no such hand-over is there. Of two the later one stands. */
  async confirm(handOver: HandOver): Promise<"confirmed" | "gone"> {
    const when = { attribute: "facilityId", equals: handOver.facilityId } as const;
    const put = { kind: "put", table, item: itemOf(handOver), when } as const;
    const outcome = await this.#engine.write([put]);
    return outcome.kind === "written" ? "confirmed" : "gone";
  }

  /** Recorded from `from` to `until`, the newest first, at most `limit`. */
  async listBetween(facilityId: string, from: EpochMs, until: EpochMs, limit: number): Promise<Listing<HandOver>> {
    // "$" comes after "#": the last moment is part of the span.
    const sort = { from: timeOf(from), to: `${timeOf(until)}$` };
    const query = { partition: facilityId, sort, newestFirst: true, limit };
    return readItems<HandOver>(table, await allPages(this.#engine, table, query));
  }
}

function itemOf(handOver: HandOver): Item {
  const { facilityId, at, id } = handOver;
  return storedItem({ facilityId, at: keyOf(at, id) }, handOver);
}

function keyOf(at: EpochMs, id: string): string {
  return `${timeOf(at)}#${id}`;
}

function timeOf(at: EpochMs): string {
  return new Date(at).toISOString();
}
