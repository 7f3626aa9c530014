import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { tables } from "./tables.ts";

const table = tables.connections;
const maxTries = 5;

/** A page that was let in to hear live changes. */
export interface LiveConnection {
  readonly personId: string;
  /** The page's MQTT client id. */
  readonly clientId: string;
  readonly letInAt: EpochMs;
  /** When it ends by itself. */
  readonly until: EpochMs;
}

/** Who listens to live changes now, so that their connections can be ended; a few at a time per person. */
export class ConnectionStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** The same page again takes the place of what stood there. */
  async add({ personId, clientId, letInAt, until }: LiveConnection): Promise<void> {
    const item = { personId, clientId, letInAt, until, expiresAt: Math.ceil(until / 1000) };
    await this.#engine.write([{ kind: "put", table, item }]);
  }

  /** Those of a person that have not ended by themselves; some may have ended all the same. */
  async listOf(personId: string, now: EpochMs): Promise<readonly LiveConnection[]> {
    const items = await allPages(this.#engine, table, { partition: personId });
    return items
      .map((item) => ({
        personId,
        clientId: String(item.clientId),
        letInAt: Number(item.letInAt),
        until: Number(item.until),
      }))
      .filter(({ until }) => until > now);
  }

  /**
   * Makes a page's name a person's own until then, at least: under it nobody else connects or enters a call. `taken`: it is
   * another person's.
   */
  async claim(
    { personId, clientId, until }: Omit<LiveConnection, "letInAt">,
    now: EpochMs,
  ): Promise<"claimed" | "taken"> {
    const key = { personId: `name#${clientId}`, clientId };
    for (let attempt = 1; attempt <= maxTries; attempt += 1) {
      const there = await this.#engine.get(table, key);
      const isFree = there === undefined || Number(there.until) <= now;
      if (!isFree && there.owner !== personId) return "taken";
      if (!isFree && Number(there.until) >= until) return "claimed";
      const when =
        there === undefined
          ? ({ absent: true } as const)
          : ({ attribute: "claimId", equals: String(there.claimId) } as const);
      const item = {
        ...key,
        owner: personId,
        until,
        claimId: `${until}#${personId}`,
        expiresAt: Math.ceil(until / 1000),
      };
      if ((await this.#engine.write([{ kind: "put", table, item, when }])).kind === "written") return "claimed";
    }
    return "taken";
  }

  async remove(personId: string, clientId: string): Promise<void> {
    await this.#engine.write([{ kind: "delete", table, key: { personId, clientId } }]);
  }
}
