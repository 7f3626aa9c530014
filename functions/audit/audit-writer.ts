import { auditDayOf, expiryOf, type Link, linkAfter } from "../../domain/audit/chain.ts";
import type { AuditDetails, ChainHead } from "../../domain/audit/entry.ts";
import { second } from "../../domain/model/time.ts";
import type { AuditStore } from "../../stores/audit-store.ts";
import { sha256 } from "./sha256.ts";

/** The entry could not be stored, so what was asked is not answered, or not done. */
export class AuditUnavailableError extends Error {
  readonly code = "audit-unavailable";
  constructor(options?: ErrorOptions) {
    super("no entry could be added to the audit", options);
  }
}

interface Waiting {
  readonly details: readonly AuditDetails[];
  resolve(): void;
  reject(error: unknown): void;
}

/** As many as one write of the table port takes. */
const entriesPerWrite = 100;
/** Reads that are remembered within their window; beyond, the oldest is written again. */
const mostRemembered = 20_000;

/**
 * Adds to the one chain of this process. Calls that come while a write is under way are written together by the next, so
 * that entries have one order whatever happens to a write. After one of which nobody knows what came of it a new chain
 * begins: the old one ends where it ends.
 */
export class AuditWriter {
  readonly #store: Pick<AuditStore, "append">;
  readonly #name: string;
  readonly #keptDays: number;
  readonly #waiting: Waiting[] = [];
  readonly #remembered = new Map<string, { readonly until: number; readonly stored: Promise<void> }>();
  #generation = 0;
  #chain: { readonly day: string; readonly writer: string; readonly head?: ChainHead } | undefined;
  #isWriting = false;

  /** `name` is no other writer's, ever. */
  constructor(
    store: Pick<AuditStore, "append">,
    { name, keptDays }: { readonly name: string; readonly keptDays: number },
  ) {
    this.#store = store;
    this.#name = name;
    this.#keptDays = keptDays;
  }

  /** Resolves when the entries are stored; an {@link AuditUnavailableError} when they cannot be. */
  async add(details: readonly AuditDetails[]): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ details, resolve, reject });
      if (!this.#isWriting) void this.#drain();
    });
  }

  /**
   * Adds what was read, unless the entry under `key` says so already because it is younger than its window; the caller is
   * then answered when that one is stored.
   */
  async addOnce(key: string, details: AuditDetails & { readonly windowSeconds: number }): Promise<void> {
    const known = this.#remembered.get(key);
    if (known !== undefined && details.at < known.until) return known.stored;
    const stored = this.add([details]);
    this.#remember(key, details.at + details.windowSeconds * second, stored);
    return stored;
  }

  #remember(key: string, until: number, stored: Promise<void>): void {
    this.#remembered.delete(key);
    this.#remembered.set(key, { until, stored });
    stored.catch(() => this.#remembered.delete(key));
    if (this.#remembered.size <= mostRemembered) return;
    const [oldest] = this.#remembered.keys();
    this.#remembered.delete(oldest as string);
  }

  async #drain(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const calls = this.#nextCalls();
      try {
        await this.#write(calls.flatMap(({ details }) => details));
        for (const call of calls) call.resolve();
      } catch (cause) {
        for (const call of calls) call.reject(new AuditUnavailableError({ cause }));
      }
    }
    this.#isWriting = false;
  }

  #nextCalls(): readonly Waiting[] {
    let entries = 0;
    let count = 0;
    for (const { details } of this.#waiting) {
      if (count > 0 && entries + details.length > entriesPerWrite) break;
      entries += details.length;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #write(details: readonly AuditDetails[]): Promise<void> {
    for (let from = 0; from < details.length; from += entriesPerWrite)
      await this.#append(details.slice(from, from + entriesPerWrite));
  }

  async #append(details: readonly AuditDetails[]): Promise<void> {
    const links = this.#linked(details);
    try {
      if ((await this.#store.append(links)) === "appended") return;
    } catch (error) {
      this.#beginAnew();
      throw error;
    }
    // Somebody else writes under this name, which cannot be: then this one takes another.
    this.#beginAnew();
    if ((await this.#store.append(this.#linked(details))) === "taken") throw new Error("two names were taken in a row");
  }

  #linked(details: readonly AuditDetails[]): readonly Link[] {
    const day = auditDayOf(Math.max(...details.map(({ at }) => at)));
    // A clock that was set back does not go back to a day that is over.
    if (this.#chain === undefined || this.#chain.day < day) this.#chain = { day, writer: this.#writer() };
    const { day: chainDay, writer } = this.#chain;
    const place = { day: chainDay, writer, expiresAt: expiryOf(chainDay, this.#keptDays), hash: sha256 };
    let head = this.#chain.head;
    const links = details.map((one) => {
      const link = linkAfter(head, one, place);
      head = { writer, seq: link.entry.seq, hash: link.hash };
      return link;
    });
    this.#chain = { day: chainDay, writer, ...(head && { head }) };
    return links;
  }

  #beginAnew(): void {
    this.#generation += 1;
    this.#chain = undefined;
  }

  #writer(): string {
    return this.#generation === 0 ? this.#name : `${this.#name}.${this.#generation}`;
  }
}
