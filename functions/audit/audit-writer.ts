import { auditDayOf, expiryOf, type Link, linkAfter } from "../../domain/audit/chain.ts";
import type { AuditDetails, ChainHead } from "../../domain/audit/entry.ts";
import { type EpochMs, second } from "../../domain/model/time.ts";
import type { AuditStore } from "../../stores/audit-store.ts";
import { sha256 } from "./sha256.ts";

/** The entry could not be stored, so what was asked is not answered, or not done. */
export class AuditUnavailableError extends Error {
  readonly code = "audit-unavailable";
  constructor(options?: ErrorOptions) {
    super("no entry could be added to the audit", options);
  }
}

/** Reading or listening, which may be told once for a while. */
export type Repeatable = AuditDetails & { readonly windowSeconds: number };

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
  readonly #remembered = new Map<
    string,
    { readonly from: EpochMs; readonly until: EpochMs; readonly stored: Promise<void> }
  >();
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
   * Adds what was read, but for what an entry says already that is younger than its window. Resolves when all that says it
   * is stored, whoever wrote it.
   */
  async addEachOnce(details: readonly Repeatable[]): Promise<void> {
    const said: Promise<void>[] = [];
    const unsaid: (readonly [string, Repeatable])[] = [];
    for (const one of details) {
      const key = sameness(one);
      const known = this.#remembered.get(key);
      if (known !== undefined && known.from <= one.at && one.at < known.until) said.push(known.stored);
      else unsaid.push([key, one]);
    }
    if (unsaid.length > 0) {
      const stored = this.add(unsaid.map(([, one]) => one));
      for (const [key, one] of unsaid) this.#remember(key, one, stored);
      said.push(stored);
    }
    await Promise.all(said);
  }

  #remember(key: string, { at, windowSeconds }: Repeatable, stored: Promise<void>): void {
    this.#remembered.delete(key);
    this.#remembered.set(key, { from: at, until: at + windowSeconds * second, stored });
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

/** All but the time: the same person, thing, right and place. */
function sameness({ who, what, deed, dataClass, of, why, from }: AuditDetails): string {
  return JSON.stringify([who.id, what, deed, dataClass, of, why, from.ip, from.agent]);
}
