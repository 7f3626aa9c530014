import type { Device } from "../domain/model/device.ts";
import type { TableEngine } from "../domain/ports.ts";
import { allPages, itemsById, type Slice, sliceOf } from "./all-pages.ts";
import { deviceItem, replacingDevice } from "./device-items.ts";
import { type Entry, type Listing, readItem, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";
import { savingWatch } from "./watch-items.ts";
import type { VersionedWatch } from "./watch-store.ts";

const table = tables.devices;

/** The devices that are enrolled or expected, revoked ones included. */
export class DeviceStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Device | undefined> {
    const item = await this.#engine.get(table, { id });
    return item && readItem<Device>(table, item);
  }

  /** By id; unknown ids are absent. */
  async findMany(ids: readonly string[]): Promise<ReadonlyMap<string, Device>> {
    const found = new Map<string, Device>();
    for (const [id, item] of await itemsById(this.#engine, table, ids)) found.set(id, readItem(table, item));
    return found;
  }

  /** In the order of their ids. */
  async listByFacility(facilityId: string): Promise<Listing<Device>> {
    const items = await allPages(this.#engine, table, { index: "byFacility", partition: facilityId });
    return readItems<Device>(table, items);
  }

  /** Those of a resident after an id, in the order of ids; reads no more than it answers. */
  async sliceOfResident(residentId: string, slice: Slice): Promise<readonly Entry<Device>[]> {
    return sliceOf(this.#engine, table, { index: "byResident", partition: residentId }, slice);
  }

  /** Those of a facility after an id, in the order of ids; reads no more than it answers. */
  async sliceOfFacility(facilityId: string, slice: Slice): Promise<readonly Entry<Device>[]> {
    return sliceOf(this.#engine, table, { index: "byFacility", partition: facilityId }, slice);
  }

  async add(device: Device): Promise<"added" | "already-exists"> {
    const item = deviceItem(device);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: { absent: true } }]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }

  /** Those of a resident; the index may lag. */
  async listByResident(residentId: string): Promise<Listing<Device>> {
    const items = await allPages(this.#engine, table, { index: "byResident", partition: residentId });
    return readItems<Device>(table, items);
  }

  /** Writes a device unless somebody else wrote it since `before` was read. */
  async replace(before: Device, after: Device): Promise<"replaced" | "conflict"> {
    return (await this.commit({ before, after, watches: [] })) === "committed" ? "replaced" : "conflict";
  }

  /** Writes a device together with the watches that it leaves and joins: all of it, or nothing when others were first. */
  async commit(change: {
    readonly before: Device;
    readonly after: Device;
    readonly watches: readonly VersionedWatch[];
  }): Promise<"committed" | "conflict"> {
    const { before, after, watches } = change;
    const outcome = await this.#engine.write([replacingDevice(before, after), ...watches.map(savingWatch)]);
    return outcome.kind === "written" ? "committed" : "conflict";
  }
}
