import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import type { Item, TableDefinition } from "../../domain/ports.ts";
import type { CheckedQuery } from "./checked-query.ts";
import type { KeyPair } from "./item-rules.ts";

/** One row of a query's answer; `indexSort` is the item's place in the index that was asked. */
export interface Row {
  readonly key: KeyPair;
  readonly text: string;
  readonly indexSort?: string;
}

/** A column beside the item's JSON, filled from one of its attributes. */
interface Column {
  readonly name: string;
  readonly attribute: string;
  readonly type: "TEXT" | "INTEGER";
}

/**
 * One table of the port as one SQLite table: partition and sort key, the item as JSON, and a column for every attribute
 * that an index or the expiry needs. Text compares by its UTF-8 bytes, as in DynamoDB.
 */
export class SqliteTable {
  readonly definition: TableDefinition;
  readonly #db: DatabaseSync;
  readonly #name: string;
  readonly #columns: readonly Column[];
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, definition: TableDefinition) {
    this.#db = db;
    this.definition = definition;
    this.#name = `"t_${definition.name}"`;
    this.#columns = columnsOf(definition);
    this.#create();
  }

  read([partition, sort]: KeyPair): string | undefined {
    const row = this.#statement(`SELECT item FROM ${this.#name} WHERE pk = ? AND sk = ?`).get(partition, sort);
    return (row as unknown as [string] | undefined)?.[0];
  }

  put([partition, sort]: KeyPair, item: Item, text: string): void {
    const names = ["pk", "sk", "item", ...this.#columns.map((column) => column.name)];
    const updates = names.slice(2).map((name) => `${name} = excluded.${name}`);
    const sql = `INSERT INTO ${this.#name} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})
      ON CONFLICT (pk, sk) DO UPDATE SET ${updates.join(", ")}`;
    const columns = this.#columns.map(({ attribute }) => (item[attribute] ?? null) as SQLInputValue);
    this.#statement(sql).run(partition, sort, text, ...columns);
  }

  /** Writes an item whose indexed attributes are those of the row that is there. */
  replace([partition, sort]: KeyPair, text: string): void {
    this.#statement(`UPDATE ${this.#name} SET item = ? WHERE pk = ? AND sk = ?`).run(text, partition, sort);
  }

  /** Whether two versions of an item stand at the same places in every index. */
  isIndexedAlike(one: Item, other: Item): boolean {
    return this.#columns.every(({ attribute }) => one[attribute] === other[attribute]);
  }

  remove([partition, sort]: KeyPair): void {
    this.#statement(`DELETE FROM ${this.#name} WHERE pk = ? AND sk = ?`).run(partition, sort);
  }

  /** Yields rows in order, without end; the caller stops where its page ends. */
  *rows(query: CheckedQuery, nowSecond: number): Generator<Row> {
    const sortColumns = query.index === undefined ? ["sk"] : [`${query.index.name}_sk`, "pk", "sk"];
    const sort = sortColumns[0] as string;
    const conditions = [`${query.index === undefined ? "pk" : `${query.index.name}_pk`} = ?`];
    const values: SQLInputValue[] = [query.partition];
    const where = (condition: string, ...bound: SQLInputValue[]) => {
      conditions.push(condition);
      values.push(...bound);
    };
    if (query.from !== undefined) where(`${sort} >= ?`, query.from);
    if (query.to !== undefined) where(`${sort} <= ?`, query.to);
    if (query.beginsWith !== undefined) {
      where(`${sort} >= ?`, query.beginsWith);
      const end = prefixEnd(query.beginsWith);
      if (end !== undefined) where(`${sort} < ?`, end);
    }
    if (query.index !== undefined) where(`${sort} IS NOT NULL`);
    if (query.after !== undefined) {
      const place = [query.after.indexSort, query.after.partition, query.after.sort].slice(-sortColumns.length);
      const operator = query.newestFirst ? "<" : ">";
      where(`(${sortColumns.join(", ")}) ${operator} (${place.map(() => "?").join(", ")})`, ...(place as string[]));
    }
    if (this.definition.expires !== undefined) where("(expires IS NULL OR expires > ?)", nowSecond);
    const order = sortColumns.map((column) => `${column} ${query.newestFirst ? "DESC" : "ASC"}`).join(", ");
    const sql = `SELECT pk, sk, item, ${sort} FROM ${this.#name} WHERE ${conditions.join(" AND ")} ORDER BY ${order}`;
    for (const row of this.#statement(sql).iterate(...values)) {
      const [pk, sk, text, place] = row as unknown as [string, string, string, string];
      yield { key: [pk, sk], text, ...(query.index === undefined ? {} : { indexSort: place }) };
    }
  }

  /** Deletes at most `count` expired items and says which. */
  removeExpired(nowSecond: number, count: number): readonly KeyPair[] {
    if (this.definition.expires === undefined) return [];
    const sql = `DELETE FROM ${this.#name} WHERE (pk, sk) IN
      (SELECT pk, sk FROM ${this.#name} WHERE expires <= ? ORDER BY expires LIMIT ?) RETURNING pk, sk`;
    return this.#statement(sql).all(nowSecond, count) as unknown as readonly KeyPair[];
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #create(): void {
    const columns = this.#columns.map(({ name, type }) => `, ${name} ${type}`).join("");
    this.#db.exec(`CREATE TABLE IF NOT EXISTS ${this.#name}
      (pk TEXT NOT NULL, sk TEXT NOT NULL, item TEXT NOT NULL${columns}, PRIMARY KEY (pk, sk)) WITHOUT ROWID`);
    this.#addMissingColumns();
    for (const index of Object.keys(this.definition.indexes)) this.#createIndex(index, `${index}_pk, ${index}_sk`);
    if (this.definition.expires !== undefined) this.#createIndex("expires", "expires");
  }

  #createIndex(name: string, columns: string): void {
    const [first] = columns.split(", ") as [string];
    this.#db.exec(`CREATE INDEX IF NOT EXISTS "t_${this.definition.name}_${name}"
      ON ${this.#name} (${columns}) WHERE ${first} IS NOT NULL`);
  }

  /** A version of the program that brings a new index finds the file of the version before it. */
  #addMissingColumns(): void {
    const present = new Set(this.#db.prepare(`PRAGMA table_info(${this.#name})`).all().map(nameOfColumn));
    for (const { name, attribute, type } of this.#columns) {
      if (present.has(name)) continue;
      this.#db.exec(`ALTER TABLE ${this.#name} ADD COLUMN ${name} ${type}`);
      this.#db.prepare(`UPDATE ${this.#name} SET ${name} = item ->> ?`).run(`$."${attribute}"`);
    }
  }
}

function nameOfColumn(row: Record<string, SQLOutputValue>): string {
  return row.name as string;
}

function columnsOf(definition: TableDefinition): readonly Column[] {
  const columns: Column[] = Object.entries(definition.indexes).flatMap(([index, { partition, sort }]) => [
    { name: `${index}_pk`, attribute: partition, type: "TEXT" },
    { name: `${index}_sk`, attribute: sort, type: "TEXT" },
  ]);
  if (definition.expires !== undefined)
    columns.push({ name: "expires", attribute: definition.expires, type: "INTEGER" });
  return columns;
}

/** The first text after all that begin with `prefix`, in the order of code points; absent when there is none. */
function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) as number);
  while (points.length > 0) {
    const last = points.pop() as number;
    if (last === 0x10ffff) continue;
    return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
}
