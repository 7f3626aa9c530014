import type { DatabaseSync } from "node:sqlite";
import type { EpochMs } from "../../domain/model/time.ts";
import type {
  Item,
  Key,
  Page,
  Query,
  TableDefinition,
  TableEngine,
  Write,
  WriteCondition,
  WriteOutcome,
} from "../../domain/ports.ts";
import { type CheckedQuery, checkQuery } from "./checked-query.ts";
import { expirySecond, holds, isExpired } from "./conditions.ts";
import { frozen, ItemCache } from "./item-cache.ts";
import {
  checkItem,
  checkKey,
  checkTogether,
  idOf,
  type KeyPair,
  keyPairOf,
  limits,
  wellFormedJson,
} from "./item-rules.ts";
import { pageToken } from "./page-token.ts";
import { ReadTurns } from "./read-turns.ts";
import { openDurably, scrubLog } from "./sqlite-file.ts";
import { ownFile } from "./sqlite-lock.ts";
import { type Row, SqliteTable } from "./sqlite-table.ts";

export interface SqliteOptions {
  /** Decides what has expired. @default the machine's clock */
  readonly now?: () => EpochMs;
  /** Memory for items that are read again and again. @default 64 MB */
  readonly cacheBytes?: number;
  /** How long a commit waits for more writers. @default 0: as long as one turn of the event loop */
  readonly groupMs?: number;
  /** Made when the file is opened, so that later a full disk stops nobody from reading. @default each at its first use */
  readonly tables?: readonly TableDefinition[];
  /** The file grows no further than this; writes beyond it fail. @default no limit but the disk */
  readonly maxFileBytes?: number;
}

/** What a write would leave under a key; no item when it deletes. */
interface Version {
  readonly item?: Item;
  readonly text?: string;
}

interface Step {
  readonly table: SqliteTable;
  readonly id: string;
  readonly key: KeyPair;
  readonly when?: WriteCondition;
  /** In bytes, as DynamoDB counts. */
  readonly size: number;
  /** Absent for a mere check. */
  readonly after?: Version;
}

type Change = Step & { readonly after: Version };

interface Call {
  readonly steps: readonly Step[];
  resolve(outcome: WriteOutcome): void;
  reject(error: unknown): void;
}

const expiredPerSlice = 500;

/**
 * The table port on one SQLite file that this process alone owns.
 *
 * Writes of concurrent callers are applied in the order of their calls and committed together; each resolves when the
 * commit is on the disk (WAL, synchronous FULL). If a commit fails, none of its writes happened and all of its callers
 * get the error. Items handed out may be frozen and shared.
 */
export class SqliteTableEngine implements TableEngine {
  readonly #db: DatabaseSync;
  readonly #release: () => void;
  readonly #now: () => EpochMs;
  readonly #groupMs: number;
  readonly #cache: ItemCache;
  readonly #reads = new ReadTurns();
  readonly #tables = new Map<string, SqliteTable>();
  #waiting: Call[] = [];
  #isScheduled = false;

  /** Opens or makes the file; a {@link StorageInUseError} when another process owns it. */
  static open(path: string, options: SqliteOptions = {}): SqliteTableEngine {
    const release = path === ":memory:" ? () => undefined : ownFile(path);
    let db: DatabaseSync | undefined;
    try {
      db = openDurably(path, options.maxFileBytes);
      const engine = new SqliteTableEngine(db, release, options);
      if (options.tables !== undefined) engine.#makeTables(options.tables);
      return engine;
    } catch (error) {
      db?.close();
      release();
      throw error;
    }
  }

  private constructor(db: DatabaseSync, release: () => void, options: SqliteOptions) {
    this.#db = db;
    this.#release = release;
    this.#now = options.now ?? Date.now;
    this.#groupMs = options.groupMs ?? 0;
    this.#cache = new ItemCache(options.cacheBytes ?? 64 * 1024 * 1024);
  }

  async get(table: TableDefinition, key: Key): Promise<Item | undefined> {
    return this.#find(this.#table(table), checkKey(table, key));
  }

  async getMany(table: TableDefinition, keys: readonly Key[]): Promise<readonly (Item | undefined)[]> {
    const sqlite = this.#table(table);
    return keys.map((key) => this.#find(sqlite, checkKey(table, key)));
  }

  async query(table: TableDefinition, query: Query): Promise<Page> {
    const sound = checkQuery(table, query);
    return this.#reads.run(() => this.#page(this.#table(table), sound));
  }

  async write(writes: readonly Write[]): Promise<WriteOutcome> {
    const steps = writes.map((write) => this.#step(write));
    checkTogether(writes, steps);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ steps, resolve, reject });
      this.#schedule();
    });
  }

  /** Deletes what has expired in the tables used since the start, in slices between which others have their turn. */
  async deleteExpired(now: EpochMs): Promise<number> {
    let deleted = 0;
    for (const table of [...this.#tables.values()]) {
      for (;;) {
        const gone = table.removeExpired(expirySecond(now), expiredPerSlice);
        for (const key of gone) this.#cache.delete(idOf(table.definition, key));
        deleted += gone.length;
        if (gone.length < expiredPerSlice) break;
        await new Promise(setImmediate);
      }
    }
    return deleted;
  }

  /** Empties the log, in which what was deleted or overwritten still stands. A reader from outside puts it off. */
  scrub(): void {
    scrubLog(this.#db);
  }

  /** Commits what is waiting and gives the file free. */
  close(): void {
    if (!this.#db.isOpen) return;
    this.#flush();
    this.#db.close();
    this.#release();
  }

  #makeTables(definitions: readonly TableDefinition[]): void {
    this.#db.exec("BEGIN IMMEDIATE");
    for (const definition of definitions) this.#table(definition);
    this.#db.exec("COMMIT");
  }

  #table(definition: TableDefinition): SqliteTable {
    let table = this.#tables.get(definition.name);
    if (table === undefined) {
      table = new SqliteTable(this.#db, definition);
      this.#tables.set(definition.name, table);
    }
    return table;
  }

  #find(table: SqliteTable, key: KeyPair): Item | undefined {
    const item = this.#load(table, idOf(table.definition, key), key);
    return item === undefined || isExpired(table.definition, item, expirySecond(this.#now())) ? undefined : item;
  }

  #load(table: SqliteTable, id: string, key: KeyPair): Item | undefined {
    const known = this.#cache.get(id);
    if (known !== undefined) return known;
    const text = table.read(key);
    if (text === undefined) return undefined;
    const item = frozen(JSON.parse(text) as Item);
    this.#cache.set(id, item, text.length);
    return item;
  }

  #page(table: SqliteTable, query: CheckedQuery): Page {
    const items: Item[] = [];
    let last: Row | undefined;
    let bytes = 0;
    for (const row of table.rows(query, expirySecond(this.#now()))) {
      if (last !== undefined && (items.length === query.limit || bytes > limits.pageBytes))
        return { items, next: nextToken(last) };
      items.push(this.#cache.get(idOf(table.definition, row.key)) ?? (JSON.parse(row.text) as Item));
      last = row;
      bytes += row.text.length;
    }
    return { items };
  }

  #step(write: Write): Step {
    const table = this.#table(write.table);
    const key = write.kind === "put" ? keyPairOf(write.table, write.item) : checkKey(write.table, write.key);
    const when = write.when === undefined ? {} : { when: write.when };
    const base = { table, key, id: idOf(write.table, key), size: 0, ...when };
    if (write.kind === "check") return base;
    if (write.kind === "delete") return { ...base, after: {} };
    const { size, isExact } = checkItem(write.table, write.item);
    return { ...base, size, after: isExact ? asIs(write.item) : asJsonHasIt(write.item) };
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    if (this.#groupMs > 0) setTimeout(() => this.#flush(), this.#groupMs);
    else setImmediate(() => this.#flush());
  }

  /** Judges all waiting calls in order, each on what those before it leave, and commits the result once. */
  #flush(): void {
    const calls = this.#waiting;
    this.#waiting = [];
    this.#isScheduled = false;
    if (calls.length === 0) return;
    const changes = new Map<string, Change>();
    let outcomes: readonly WriteOutcome[];
    try {
      outcomes = calls.map((call) => this.#judge(call, changes));
      if (changes.size > 0) this.#commit(changes.values());
    } catch (error) {
      for (const call of calls) call.reject(error);
      return;
    }
    for (const [index, call] of calls.entries()) call.resolve(outcomes[index] as WriteOutcome);
  }

  #judge(call: Call, changes: Map<string, Change>): WriteOutcome {
    const nowSecond = expirySecond(this.#now());
    const failed = call.steps.flatMap(({ table, id, key, when }, position) => {
      if (when === undefined) return [];
      const pending = changes.get(id);
      const current = pending === undefined ? this.#load(table, id, key) : pending.after.item;
      const living = current !== undefined && !isExpired(table.definition, current, nowSecond) ? current : undefined;
      return holds(when, living) ? [] : [position];
    });
    if (failed.length > 0) return { kind: "refused", failed };
    for (const step of call.steps) if (step.after !== undefined) changes.set(step.id, step as Change);
    return { kind: "written" };
  }

  #commit(changes: Iterable<Change>): void {
    const done = [...changes];
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      for (const { table, id, key, after } of done) {
        if (after.item === undefined || after.text === undefined) {
          table.remove(key);
          continue;
        }
        const before = this.#cache.get(id);
        if (before !== undefined && table.isIndexedAlike(before, after.item)) table.replace(key, after.text);
        else table.put(key, after.item, after.text);
      }
      this.#db.exec("COMMIT");
    } catch (error) {
      // SQLite may have rolled back by itself, e.g. when the disk is full.
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw error;
    }
    for (const { id, after } of done) {
      if (after.item === undefined) this.#cache.delete(id);
      else this.#cache.set(id, after.item, after.text?.length ?? 0);
    }
  }
}

/** The caller's own item is kept, frozen with everything in it. */
function asIs(item: Item): Version {
  return { item: frozen(item), text: JSON.stringify(item) };
}

function asJsonHasIt(item: Item): Version {
  const text = wellFormedJson(item);
  return { item: frozen(JSON.parse(text) as Item), text };
}

function nextToken({ key, indexSort }: Row): string {
  return pageToken({ partition: key[0], sort: key[1], ...(indexSort === undefined ? {} : { indexSort }) });
}
