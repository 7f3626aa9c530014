import type { Channel, ChannelHealth } from "../domain/notify/channel.ts";
import type { Item, TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.channels;
/** No facility's id holds a `#`. */
const wholeService = "#service";
/** How a channel does is written often and by others than its settings. */
const ofHealth = "#health";

/** The channels that are set up, and how they do. */
export class ChannelStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Channel | undefined> {
    const item = await this.#engine.get(table, { id });
    return item && readItem<Channel>(table, item);
  }

  /** The facility's own or, without one named, those of the whole service; by id. */
  async listOf(facilityId: string | undefined): Promise<Listing<Channel>> {
    const query = { index: "byScope", partition: facilityId ?? wholeService };
    return readItems<Channel>(table, await allPages(this.#engine, table, query));
  }

  /** All that may serve a facility: its own and those of the whole service. */
  async listFor(facilityId: string): Promise<Listing<Channel>> {
    const lists = await Promise.all([this.listOf(facilityId), this.listOf(undefined)]);
    return {
      items: lists.flatMap(({ items }) => items),
      unreadable: lists.flatMap(({ unreadable }) => unreadable),
    };
  }

  async add(channel: Channel): Promise<"added" | "already-exists"> {
    const outcome = await this.#engine.write([{ kind: "put", table, item: itemOf(channel), when: { absent: true } }]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }

  /** Writes the next version; `conflict` when somebody else wrote or removed it since it was read. */
  async save(channel: Channel): Promise<"saved" | "conflict"> {
    const when = { attribute: "version", equals: channel.version - 1 };
    const outcome = await this.#engine.write([{ kind: "put", table, item: itemOf(channel), when }]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  /** With all that is known of how it did. */
  async remove(id: string): Promise<void> {
    await this.#engine.write([
      { kind: "delete", table, key: { id } },
      { kind: "delete", table, key: { id: id + ofHealth } },
    ]);
  }

  /** By channel id; a channel by which nothing was sent yet is absent. */
  async healthOf(ids: readonly string[]): Promise<ReadonlyMap<string, ChannelHealth>> {
    const items = await this.#engine.getMany(
      table,
      ids.map((id) => ({ id: id + ofHealth })),
    );
    const found = items.flatMap((item) => (item === undefined ? [] : [readItem<ChannelHealth>(table, item)]));
    return new Map(found.map((health) => [health.channelId, health]));
  }

  /** Writes the next version of how a channel does (version 1: the first); `conflict` as for {@link save}. */
  async saveHealth(health: ChannelHealth): Promise<"saved" | "conflict"> {
    const item = storedItem({ id: health.channelId + ofHealth, version: health.version }, health);
    const when =
      health.version === 1 ? ({ absent: true } as const) : { attribute: "version", equals: health.version - 1 };
    const outcome = await this.#engine.write([{ kind: "put", table, item, when }]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }
}

function itemOf(channel: Channel): Item {
  return storedItem({ id: channel.id, scope: channel.facilityId ?? wholeService, version: channel.version }, channel);
}
