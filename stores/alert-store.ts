import type { Alert } from "../domain/alerts/alert.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Notification } from "../domain/notify/notification.ts";
import type { Query, TableEngine } from "../domain/ports.ts";
import {
  alertKey,
  annotating,
  changing,
  type FamilyDue,
  facilityAndState,
  familyDueKey,
  raising,
} from "./alert-items.ts";
import { alertFromJson } from "./alert-json.ts";
import { allPages } from "./all-pages.ts";
import { notifying } from "./notification-items.ts";
import { type Listing, readItem, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.alerts;

/** Alerts, open and closed. Most are raised by the write of what they are about: a watch, a referral, a visit. */
export class AlertStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Alert | undefined> {
    const item = await this.#engine.get(table, alertKey(id));
    return item && readItem<Alert>(table, item, alertFromJson);
  }

  /** Oldest first. */
  async listOpen(facilityId: string): Promise<Listing<Alert>> {
    return this.#list({ index: "byState", partition: facilityAndState(facilityId, "open") });
  }

  /** The last raised first. */
  async listClosed(facilityId: string, limit: number): Promise<Listing<Alert>> {
    const partition = facilityAndState(facilityId, "closed");
    return this.#list({ index: "byState", partition, newestFirst: true, limit });
  }

  /** Open and closed, the last raised first. */
  async listByResident(residentId: string, limit: number): Promise<Listing<Alert>> {
    return this.#list({ index: "byResident", partition: residentId, newestFirst: true, limit });
  }

  /** Raised from `from` inclusive until `until` exclusive, open and closed, the last raised first. The index may lag. */
  async listRaised(residentId: string, from: EpochMs, until: EpochMs): Promise<Listing<Alert>> {
    const sort = { from: new Date(from).toISOString(), to: new Date(until - 1).toISOString() };
    return this.#list({ index: "byResident", partition: residentId, newestFirst: true, sort });
  }

  /** Writes the next version of an alert; `conflict` when somebody else wrote it since it was read. */
  async save(alert: Alert): Promise<"saved" | "conflict"> {
    const outcome = await this.#engine.write(changing(alert));
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  /** Opens an alert; `already-there`: it was raised before, or its like is open. */
  async raise(alert: Alert): Promise<"raised" | "already-there"> {
    const outcome = await this.#engine.write(raising(alert));
    return outcome.kind === "written" ? "raised" : "already-there";
  }

  /**
   * Writes the next version of an alert with the calls that it makes, all or nothing. A call that exists already was made
   * before and is left as it is.
   */
  async call(alert: Alert, calls: readonly Notification[]): Promise<"saved" | "conflict"> {
    const own = changing(alert);
    let left = calls;
    for (;;) {
      const outcome = await this.#engine.write([...own, ...left.map(notifying)]);
      if (outcome.kind === "written") return "saved";
      const existing = new Set(outcome.failed.map((index) => left[index - own.length]).filter(isThere));
      if (existing.size === 0 || outcome.failed.some((index) => index < own.length)) return "conflict";
      left = left.filter((call) => !existing.has(call));
    }
  }

  /** Writes the next version of an alert that was closed before and has words added: its guard is another's by now. */
  async annotate(alert: Alert): Promise<"saved" | "conflict"> {
    const outcome = await this.#engine.write(annotating(alert));
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  /** What families of a facility have to be told by then, the longest overdue first. */
  async listFamilyDue(facilityId: string, by: EpochMs, limit: number): Promise<Listing<FamilyDue>> {
    const partition = facilityAndState(facilityId, "family");
    const query = { index: "byState", partition, sort: { to: new Date(by).toISOString() }, limit };
    const { items } = await this.#engine.query(table, query);
    return readItems<FamilyDue>(table, items);
  }

  async findFamilyDue(name: string): Promise<FamilyDue | undefined> {
    const item = await this.#engine.get(table, familyDueKey(name));
    return item && readItem<FamilyDue>(table, item);
  }

  /** Families were told, or nobody has to be. */
  async settleFamilyDue({ name }: Pick<FamilyDue, "name">): Promise<void> {
    await this.#engine.write([{ kind: "delete", table, key: familyDueKey(name) }]);
  }

  /** Deletes a closed alert. For alerts that concern nobody: what happened to a person is kept. */
  async remove(alert: Alert): Promise<void> {
    await this.#engine.write([{ kind: "delete", table, key: alertKey(alert.id) }]);
  }

  async #list(query: Query): Promise<Listing<Alert>> {
    const items = await allPages(this.#engine, table, query);
    return readItems<Alert>(table, items, alertFromJson);
  }
}

function isThere(call: Notification | undefined): call is Notification {
  return call !== undefined;
}
