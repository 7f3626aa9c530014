import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import { tables } from "./tables.ts";

const table = tables.leases;

/** Which facilities somebody watches now. A page renews its lease while it is open; without that it ends by itself. */
export class LeaseStore {
  readonly #engine: TableEngine;
  readonly #ends = new Map<string, EpochMs>();

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** Holds until `expiresAt`, or longer when another page said so before; answers until when. */
  async renew(facilityId: string, expiresAt: EpochMs): Promise<EpochMs> {
    const before = await this.#engine.get(table, { facilityId });
    const held = (before?.until as number | undefined) ?? 0;
    if (held >= expiresAt) return held;
    const item = { facilityId, until: expiresAt, expiresAt: Math.ceil(expiresAt / 1000) };
    await this.#engine.write([{ kind: "put", table, item }]);
    return expiresAt;
  }

  /**
   * Nobody takes a lease back, so the end that was read once is the truth until then and is not read again. That there
   * is none is read each time: whoever renews and then reads the API misses nothing in between.
   */
  async isHeld(facilityId: string, now: EpochMs): Promise<boolean> {
    if ((this.#ends.get(facilityId) ?? 0) > now) return true;
    const item = await this.#engine.get(table, { facilityId });
    const until = (item?.until as number | undefined) ?? 0;
    if (until > now) this.#ends.set(facilityId, until);
    else this.#ends.delete(facilityId);
    return until > now;
  }
}
