import type { Alert } from "../domain/alerts/alert.ts";
import type { Device } from "../domain/model/device.ts";
import type { Resident } from "../domain/model/resident.ts";
import type { Key, TableEngine, Write } from "../domain/ports.ts";
import type { ResidentChangeRecord } from "../domain/register/history.ts";
import { changing } from "./alert-items.ts";
import { allPages, itemsById, type Slice, sliceOf } from "./all-pages.ts";
import { replacingDevice } from "./device-items.ts";
import {
  bedKey,
  formerOf,
  guardedKey,
  leavingBed,
  recordingChange,
  residentItem,
  takingBed,
} from "./resident-items.ts";
import { type Entry, type Listing, readItem, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";
import { savingWatch } from "./watch-items.ts";
import type { VersionedWatch } from "./watch-store.ts";

const table = tables.residents;

/** Everything that one change of a resident's record changes with it. */
export interface ResidentCommit {
  readonly before: Resident;
  readonly after: Resident;
  readonly record?: ResidentChangeRecord;
  /** The watch as it is to be, with the version that was read. */
  readonly watch?: VersionedWatch;
  readonly devices?: readonly { readonly before: Device; readonly after: Device }[];
  /** Alerts with the version after the one that was read. */
  readonly alerts?: readonly Alert[];
}

/** `bed-taken`: somebody else lies there, or the bed was given up. */
type Taking = "bed-taken";

/** The people in Anhu's care, and who has which bed. */
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

  /** Those in care, in the order of their ids. */
  async listByFacility(facilityId: string): Promise<Listing<Resident>> {
    return this.#list(facilityId);
  }

  /** Those whose care ended there, in the order of their ids. */
  async listFormer(facilityId: string): Promise<Listing<Resident>> {
    return this.#list(formerOf(facilityId));
  }

  /** Those in care of a facility after an id, in the order of ids; reads no more than it answers. */
  async sliceOfFacility(facilityId: string, slice: Slice): Promise<readonly Entry<Resident>[]> {
    return sliceOf(this.#engine, table, { index: "byFacility", partition: facilityId }, slice);
  }

  /** The same of those whose care ended there. */
  async sliceOfFormer(facilityId: string, slice: Slice): Promise<readonly Entry<Resident>[]> {
    return sliceOf(this.#engine, table, { index: "byFacility", partition: formerOf(facilityId) }, slice);
  }

  /** Who has a bed, of these beds of a facility; free beds are absent. */
  async occupants(facilityId: string, bedIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const items = await this.#engine.getMany(
      table,
      bedIds.map((bedId) => bedKey(facilityId, bedId)),
    );
    const found = new Map<string, string>();
    for (const [index, item] of items.entries())
      if (typeof item?.residentId === "string" && item.residentId !== "")
        found.set(bedIds[index] as string, item.residentId);
    return found;
  }

  /** Takes a resident in, and their bed with them. */
  async add(resident: Resident): Promise<"added" | "already-exists" | Taking> {
    const put: Write = { kind: "put", table, item: residentItem(resident), when: { absent: true } };
    const { facilityId, bedId, id } = resident;
    if (bedId === undefined) {
      const outcome = await this.#engine.write([put]);
      return outcome.kind === "written" ? "added" : "already-exists";
    }
    await this.guardBeds(facilityId);
    const outcome = await this.#engine.write([put, takingBed(facilityId, bedId, id)]);
    if (outcome.kind === "written") return "added";
    return outcome.failed.includes(0) ? "already-exists" : "bed-taken";
  }

  /** Writes a resident unless somebody else wrote it since `before` was read. */
  async replace(before: Resident, after: Resident): Promise<"replaced" | "conflict" | Taking> {
    const outcome = await this.commit({ before, after });
    return outcome === "committed" ? "replaced" : outcome;
  }

  /**
   * Writes a change as one: all of it or nothing. `conflict`: somebody else wrote one of the records since it was read;
   * read again and decide again.
   */
  async commit({
    before,
    after,
    record,
    watch,
    devices = [],
    alerts = [],
  }: ResidentCommit): Promise<"committed" | "conflict" | Taking> {
    const when = { attribute: "json", equals: JSON.stringify(before) };
    const beds = await this.#bedWrites(before, after);
    const writes: readonly Write[] = [
      { kind: "put", table, item: residentItem(after), when },
      ...beds,
      ...(record === undefined ? [] : [recordingChange(record)]),
      ...(watch === undefined ? [] : [savingWatch(watch)]),
      ...devices.map(({ before: was, after: is }) => replacingDevice(was, is)),
      ...alerts.flatMap(changing),
    ];
    const outcome = await this.#engine.write(writes);
    if (outcome.kind === "written") return "committed";
    const taking = beds.findIndex(({ kind }) => kind === "put") + 1;
    return outcome.failed.length === 1 && outcome.failed[0] === taking && taking > 0 ? "bed-taken" : "conflict";
  }

  /** Gives everybody who has a bed there its guard, once: for what was stored before there were guards. */
  async guardBeds(facilityId: string): Promise<void> {
    const key = guardedKey(facilityId);
    if ((await this.#engine.get(table, key)) !== undefined) return;
    const { items } = await this.listByFacility(facilityId);
    const taken = new Set<string>();
    for (const { id, bedId } of items) {
      // Where two were put into one bed before that was impossible, the first keeps it.
      if (bedId === undefined || taken.has(bedId)) continue;
      taken.add(bedId);
      await this.#engine.write([takingBed(facilityId, bedId, id)]);
    }
    await this.#engine.write([{ kind: "put", table, item: { ...key } }]);
  }

  async #bedWrites(before: Resident, after: Resident): Promise<readonly Write[]> {
    const { id, facilityId, bedId } = after;
    if (before.facilityId === facilityId && before.bedId === bedId) return [];
    const writes: Write[] = [];
    if (bedId !== undefined) {
      await this.guardBeds(facilityId);
      writes.push(takingBed(facilityId, bedId, id));
    }
    if (before.bedId === undefined) return writes;
    await this.guardBeds(before.facilityId);
    const holder = await this.#holderOf(bedKey(before.facilityId, before.bedId));
    if (holder === id) writes.push(leavingBed(before.facilityId, before.bedId, id));
    return writes;
  }

  async #holderOf(key: Key): Promise<string | undefined> {
    const item = await this.#engine.get(table, key);
    return typeof item?.residentId === "string" ? item.residentId : undefined;
  }

  async #list(partition: string): Promise<Listing<Resident>> {
    return readItems<Resident>(table, await allPages(this.#engine, table, { index: "byFacility", partition }));
  }
}
