import type { Item, TableDefinition } from "../domain/ports.ts";

/** Rises when stored items change so that older programs would misread them. */
const schema = 1;

/** An item that this version of the program cannot read: damaged, or written by a later version. */
export class UnreadableItemError extends Error {
  readonly code = "unreadable-item";
  readonly table: string;
  /** The id of what was stored. */
  readonly key: string;
  constructor(table: string, key: string, problem: string) {
    super(`table ${table} holds an item that cannot be read: ${key}, ${problem}`);
    this.table = table;
    this.key = key;
  }
}

/** What a list read of its items. One that is damaged costs only itself. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly unreadable: readonly UnreadableItemError[];
}

/** What was read from or written as an item, as long as an engine keeps the item: reading it again costs nothing. */
const known = new WeakMap<Item, unknown>();

/**
 * Makes an item of a domain object: the attributes by which it is found, and the whole of it as JSON.
 *
 * The object must not be changed afterwards. JSON keeps it storable whatever its numbers and names are.
 */
export function storedItem<T>(attributes: Item, value: T, toJson: (value: T) => string = JSON.stringify): Item {
  const item = { ...attributes, schema, json: toJson(value) };
  known.set(item, value);
  return item;
}

/** Reads back what {@link storedItem} made; an {@link UnreadableItemError} if it cannot. Readers share the object. */
export function readItem<T>(table: TableDefinition, item: Item, fromJson: (json: string) => T = parse): T {
  const before = known.get(item);
  if (before !== undefined) return before as T;
  const key = String(item[table.sort ?? table.partition]);
  if (item.schema !== schema) throw new UnreadableItemError(table.name, key, `schema ${item.schema}, not ${schema}`);
  if (typeof item.json !== "string") throw new UnreadableItemError(table.name, key, "no JSON");
  try {
    const value = fromJson(item.json);
    known.set(item, value);
    return value;
  } catch {
    // The cause would quote the JSON, and errors are logged: it holds what nobody but the staff may read.
    throw new UnreadableItemError(table.name, key, "broken JSON");
  }
}

/** One item of a list as it reads, under the id by which the list is ordered. */
export interface Entry<T> {
  readonly id: string;
  readonly read: T | UnreadableItemError;
}

/** Reads back every item that can be read, in their order. */
export function readItems<T>(
  table: TableDefinition,
  stored: readonly Item[],
  fromJson: (json: string) => T = parse,
): Listing<T> {
  const items: T[] = [];
  const unreadable: UnreadableItemError[] = [];
  for (const item of stored) {
    try {
      items.push(readItem<T>(table, item, fromJson));
    } catch (error) {
      if (!(error instanceof UnreadableItemError)) throw error;
      unreadable.push(error);
    }
  }
  return { items, unreadable };
}

function parse<T>(json: string): T {
  const value: unknown = JSON.parse(json);
  if (typeof value !== "object" || value === null) throw new TypeError("not an object");
  return value as T;
}
