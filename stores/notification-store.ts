import type { EpochMs } from "../domain/model/time.ts";
import { alertIdOf, type Notification } from "../domain/notify/notification.ts";
import type { Query, TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { changingNotification, familyPending, heldKey, notifying } from "./notification-items.ts";
import { type Listing, readItem, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.notifications;

/** One page of a facility's deliveries. */
export interface Deliveries extends Listing<Notification> {
  /** The `after` of the page that follows; opaque. */
  readonly next?: string;
}

/** Who was called for which alert, by what, and what came of it. They begin in the transaction of an escalation's step. */
export class NotificationStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Notification | undefined> {
    const item = await this.#engine.get(table, { alertId: alertIdOf(id), id });
    return item && readItem<Notification>(table, item);
  }

  /** All of an alert, by round, step and recipient as their ids sort. */
  async listByAlert(alertId: string): Promise<Listing<Notification>> {
    return this.#list({ partition: alertId });
  }

  /** The newest first. */
  async listByFacility(
    facilityId: string,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Deliveries> {
    const query = { index: "byFacility", partition: facilityId, newestFirst: true, limit };
    const { items, next } = await this.#engine.query(table, { ...query, ...(after !== undefined && { after }) });
    return { ...readItems<Notification>(table, items), ...(next !== undefined && { next }) };
  }

  /** Those that should have been sent by then, or whose sender should have reported; the longest overdue first. */
  async listOverdue(facilityId: string, by: EpochMs, limit: number): Promise<Listing<Notification>> {
    const sort = { to: new Date(by).toISOString() };
    return this.#list({ index: "pending", partition: facilityId, sort, limit });
  }

  /** The same of what relatives are to be told, which stands apart. */
  async listFamilyOverdue(facilityId: string, by: EpochMs, limit: number): Promise<Listing<Notification>> {
    return this.listOverdue(familyPending(facilityId), by, limit);
  }

  /** Those that wait to be told to the same recipient by the same channel as this one. */
  async listHeldWith(
    notification: Pick<Notification, "facilityId" | "to" | "channel" | "family">,
    limit: number,
  ): Promise<Listing<Notification>> {
    return this.#list({ index: "held", partition: heldKey(notification), limit });
  }

  /** Asks for one that no other write carries; `already-exists`: it was asked for before. */
  async add(notification: Notification): Promise<"added" | "already-exists"> {
    const outcome = await this.#engine.write([notifying(notification)]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }

  /** Writes the next version; `conflict` when somebody else wrote it since it was read. */
  async save(notification: Notification): Promise<"saved" | "conflict"> {
    const outcome = await this.#engine.write([changingNotification(notification)]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  /** Forgets all calls of an alert. For alerts that concern nobody: whom people were called for is kept. */
  async remove(alertId: string): Promise<void> {
    const { items } = await this.listByAlert(alertId);
    for (const { id } of items) await this.#engine.write([{ kind: "delete", table, key: { alertId, id } }]);
  }

  async #list(query: Query): Promise<Listing<Notification>> {
    return readItems<Notification>(table, await allPages(this.#engine, table, query));
  }
}
