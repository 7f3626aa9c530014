import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import { tables } from "./tables.ts";

const table = tables.leases;

/** Which facilities somebody watches now. A page renews its lease while it is open; without that it ends by itself. */
export class LeaseStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** Of two pages that watch a facility the later end holds by itself, since both renew far more often than it lasts. */
  async renew(facilityId: string, expiresAt: EpochMs): Promise<void> {
    const item = { facilityId, until: expiresAt, expiresAt: Math.ceil(expiresAt / 1000) };
    await this.#engine.write([{ kind: "put", table, item }]);
  }

  async isHeld(facilityId: string, now: EpochMs): Promise<boolean> {
    const item = await this.#engine.get(table, { facilityId });
    return item !== undefined && (item.until as number) > now;
  }
}
