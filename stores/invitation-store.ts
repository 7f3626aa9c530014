import type { Invitation } from "../domain/joining/invitation.ts";
import { day } from "../domain/model/time.ts";
import type { TableEngine, Write } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.invitations;
/** What came of an invitation that was used stands in the consents. */
const keptAfterEndMs = 30 * day;

/** Codes by which relatives come, under their hash. */
export class InvitationStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(codeHash: string): Promise<Invitation | undefined> {
    const item = await this.#engine.get(table, { codeHash });
    return item && readItem<Invitation>(table, item);
  }

  /** Those that are over too, the oldest first. The index may lag. */
  async listOf(residentId: string): Promise<Listing<Invitation>> {
    return readItems<Invitation>(
      table,
      await allPages(this.#engine, table, { index: "byResident", partition: residentId }),
    );
  }

  /** Writes the version after the one that was read, or the first; `conflict` when there is one already. */
  async save(invitation: Invitation): Promise<"saved" | "conflict"> {
    const outcome = await this.#engine.write([invitationWrite(invitation)]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }
}

/** What puts the next version of an invitation beside something else, e.g. the person who came by it. */
export function invitationWrite(invitation: Invitation): Write {
  const { codeHash, residentId, invitedAt, endsAt, version } = invitation;
  const keys = { codeHash, residentId, invitedAt: new Date(invitedAt).toISOString(), version };
  const item = storedItem({ ...keys, expiresAt: Math.ceil((endsAt + keptAfterEndMs) / 1000) }, invitation);
  const when = version === 1 ? ({ absent: true } as const) : { attribute: "version", equals: version - 1 };
  return { kind: "put", table, item, when };
}
