import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import { tables } from "./tables.ts";

const table = tables.leases;
const maxTries = 5;

/** Others kept writing the same lease; the page asks again. */
export class ContendedLeaseError extends Error {
  readonly code = "contended-row";
  constructor(facilityId: string) {
    super(`the lease of facility ${facilityId} was written by others ${maxTries} times in a row`);
  }
}

/** The name of the lease of a resident whom relatives watch; no facility has one like it. */
export function familyLease(residentId: string): string {
  return `family#${residentId}`;
}

/** Which facilities somebody watches now. A page renews its lease while it is open; without that it ends by itself. */
export class LeaseStore {
  readonly #engine: TableEngine;
  readonly #ends = new Map<string, EpochMs>();

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /**
   * Holds until `expiresAt`, or longer when another page said so, before or at the same time; answers until when. A
   * {@link ContendedLeaseError} when others kept writing it.
   */
  async renew(facilityId: string, expiresAt: EpochMs): Promise<EpochMs> {
    for (let attempt = 1; attempt <= maxTries; attempt += 1) {
      const before = await this.#engine.get(table, { facilityId });
      const held = before?.until as number | undefined;
      if (held !== undefined && held >= expiresAt) return held;
      const item = { facilityId, until: expiresAt, expiresAt: Math.ceil(expiresAt / 1000) };
      const when = held === undefined ? ({ absent: true } as const) : { attribute: "until", equals: held };
      const outcome = await this.#engine.write([{ kind: "put", table, item, when }]);
      if (outcome.kind === "written") return expiresAt;
    }
    throw new ContendedLeaseError(facilityId);
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
