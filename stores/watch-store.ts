import type { Alert } from "../domain/alerts/alert.ts";
import type { DeviceEvent } from "../domain/model/reading.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Item, TableEngine, Write } from "../domain/ports.ts";
import type { Watch } from "../domain/watch/state.ts";
import { changing, raising, reopening } from "./alert-items.ts";
import { itemsById } from "./all-pages.ts";
import { recording } from "./event-items.ts";
import { readItem } from "./stored-item.ts";
import { tables } from "./tables.ts";
import { savingWatch, watchItem } from "./watch-items.ts";
import { watchFromJson } from "./watch-json.ts";

const table = tables.watches;

export interface VersionedWatch {
  readonly watch: Watch;
  /** Counts writes; a commit names the version that it judged. */
  readonly version: number;
}

/** Everything that one judgement changes. */
export interface WatchCommit {
  readonly watch: Watch;
  readonly expectedVersion: number;
  /** New alerts, version 1. */
  readonly raised: readonly Alert[];
  /** Alerts with the version after the one that was read. One that is closed makes room for the next of its kind. */
  readonly changed: readonly Alert[];
  /** Closed alerts that are opened again; none may be open of their kind. */
  readonly reopened?: readonly Alert[];
  readonly event?: {
    readonly event: DeviceEvent;
    readonly residentId: string;
    readonly facilityId: string;
    readonly expiresAt: EpochMs;
  };
}

/** What the monitors remember of each resident. */
export class WatchStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(residentId: string): Promise<VersionedWatch | undefined> {
    const item = await this.#engine.get(table, { residentId });
    return item && versionedWatchOf(item);
  }

  /** By resident id; residents without a watch are absent. */
  async findMany(residentIds: readonly string[]): Promise<ReadonlyMap<string, VersionedWatch>> {
    const found = new Map<string, VersionedWatch>();
    for (const [id, item] of await itemsById(this.#engine, table, residentIds)) found.set(id, versionedWatchOf(item));
    return found;
  }

  async create(watch: Watch): Promise<"created" | "already-exists"> {
    const outcome = await this.#engine.write([
      { kind: "put", table, item: watchItem(watch, 1), when: { absent: true } },
    ]);
    return outcome.kind === "written" ? "created" : "already-exists";
  }

  /**
   * Writes a judgement as one: all of it or nothing.
   *
   * `conflict`: somebody else wrote the watch, an alert or its guard first; read again and judge again.
   * `duplicate-event`: this event of this device has been recorded before, with all that followed from it.
   */
  async commit(change: WatchCommit): Promise<"committed" | "conflict" | "duplicate-event"> {
    const { watch, expectedVersion, raised, changed, reopened = [], event } = change;
    const writes: Write[] = [
      ...(event === undefined ? [] : [recording(event)]),
      savingWatch({ watch, version: expectedVersion }),
      ...raised.flatMap(raising),
      ...changed.flatMap(changing),
      ...reopened.flatMap(reopening),
    ];
    const outcome = await this.#engine.write(writes);
    if (outcome.kind === "written") return "committed";
    return event !== undefined && outcome.failed.includes(0) ? "duplicate-event" : "conflict";
  }
}

function versionedWatchOf(item: Item): VersionedWatch {
  return { watch: readItem(table, item, watchFromJson), version: item.version as number };
}
