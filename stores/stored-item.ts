import type { Item, TableDefinition } from "../domain/ports.ts";

/** Rises when stored items change so that older programs would misread them. */
const schema = 1;

/** An item that this version of the program cannot read: damaged, or written by a later version. */
export class UnreadableItemError extends Error {
  readonly code = "unreadable-item";
  readonly table: string;
  constructor(table: string, problem: string, options?: ErrorOptions) {
    super(`table ${table} holds an item that cannot be read: ${problem}`, options);
    this.table = table;
  }
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
  if (item.schema !== schema) throw new UnreadableItemError(table.name, `schema ${item.schema} instead of ${schema}`);
  if (typeof item.json !== "string") throw new UnreadableItemError(table.name, "no JSON");
  try {
    const value = fromJson(item.json);
    known.set(item, value);
    return value;
  } catch (cause) {
    throw new UnreadableItemError(table.name, "broken JSON", { cause });
  }
}

function parse<T>(json: string): T {
  return JSON.parse(json) as T;
}
