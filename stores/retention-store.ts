import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine, Write } from "../domain/ports.ts";
import type { Erasure } from "../domain/retention/erasure.ts";
import { holdInForce, type LegalHold } from "../domain/retention/legal-hold.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.retention;
const register = "register";
const passes = { about: "passes", id: "residents" } as const;

/** How far one pass over all who left has come. */
export interface RetentionPass {
  readonly beganAt: EpochMs;
  /** The last of whom it is known what becomes of them; absent: it is through, or has not begun. */
  readonly after?: { readonly facilityId: string; readonly residentId: string };
  readonly doneAt?: EpochMs;
}

/** The register of erasures, and what keeps a resident's data from being deleted. */
export class RetentionStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** Writes an entry as it stands now; one that is done is never written again. */
  async register(erasure: Erasure): Promise<void> {
    const { id, doneAt } = erasure;
    const attributes = { about: register, id, ...(doneAt === undefined && { openOf: "erasures" }) };
    await this.#engine.write([{ kind: "put", table, item: storedItem(attributes, erasure) }]);
  }

  /** The newest first, at most so many; `before`: an id, of which and after which none are answered. */
  async listErasures({
    limit,
    before,
  }: {
    readonly limit: number;
    readonly before?: string | undefined;
  }): Promise<Listing<Erasure>> {
    const items = await allPages(this.#engine, table, {
      partition: register,
      newestFirst: true,
      limit: limit + 1,
      ...(before !== undefined && { sort: { to: before } }),
    });
    return readItems<Erasure>(table, items.filter(({ id }) => id !== before).slice(0, limit));
  }

  /** Those that were cut short, the oldest first. */
  async listUnfinished(): Promise<Listing<Erasure>> {
    return readItems<Erasure>(table, await allPages(this.#engine, table, { index: "open", partition: "erasures" }));
  }

  /** Every hold that there was on a resident's data, the oldest first. */
  async holdsOf(residentId: string): Promise<readonly LegalHold[]> {
    const items = await allPages(this.#engine, table, { partition: holdsOf(residentId) });
    // One that cannot be read may be in force: whoever asks fails, and deletes nothing.
    return items.map((item) => readItem<LegalHold>(table, item));
  }

  /** Who may not be deleted from now; the index may lag. */
  async listHeld(): Promise<Listing<LegalHold>> {
    return readItems<LegalHold>(table, await allPages(this.#engine, table, { index: "open", partition: "holds" }));
  }

  /** Sets a hold; `held`: one is in force already. */
  async setHold(hold: LegalHold): Promise<"set" | "held"> {
    if (holdInForce(await this.holdsOf(hold.residentId)) !== undefined) return "held";
    const outcome = await this.#engine.write([{ ...putting(hold), when: { absent: true } }]);
    return outcome.kind === "written" ? "set" : "held";
  }

  async liftHold(hold: LegalHold): Promise<void> {
    await this.#engine.write([putting(hold)]);
  }

  async pass(): Promise<RetentionPass | undefined> {
    const item = await this.#engine.get(table, passes);
    return item && readItem<RetentionPass>(table, item);
  }

  async savePass(pass: RetentionPass): Promise<void> {
    await this.#engine.write([{ kind: "put", table, item: storedItem({ ...passes }, pass) }]);
  }
}

function holdsOf(residentId: string): string {
  return `hold#${residentId}`;
}

function putting(hold: LegalHold): Extract<Write, { kind: "put" }> {
  const attributes = {
    about: holdsOf(hold.residentId),
    id: hold.id,
    ...(hold.lifted === undefined && { openOf: "holds" }),
  };
  return { kind: "put", table, item: storedItem(attributes, hold) };
}
