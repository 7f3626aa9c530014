import {
  type Item,
  ItemTooLargeError,
  type Json,
  type Key,
  type TableDefinition,
  type Write,
} from "../../domain/ports.ts";

/** DynamoDB's limits; both engines keep them, so that nothing works on one box that would fail in the cloud. */
export const limits = {
  itemBytes: 400 * 1024,
  partitionKeyBytes: 2048,
  sortKeyBytes: 1024,
  nesting: 32,
  writes: 100,
  transactionBytes: 4 * 1024 * 1024,
  pageBytes: 1024 * 1024,
  smallestNumber: 1e-130,
  largestNumber: 9.99e125,
} as const;

/** An item or a key that no engine could store: a fault of the program that made it. */
export class InvalidItemError extends Error {
  readonly code = "invalid-item";
  readonly table: string;
  readonly path: string;
  constructor(table: string, path: string, problem: string, options?: ErrorOptions) {
    super(`table ${table}: ${path} ${problem}`, options);
    this.table = table;
    this.path = path;
  }
}

/** A call that breaks the rules of the table port, e.g. an index that does not exist. */
export class InvalidRequestError extends Error {
  readonly code = "invalid-table-request";
  readonly table: string;
  constructor(table: string, problem: string, options?: ErrorOptions) {
    super(`table ${table}: ${problem}`, options);
    this.table = table;
  }
}

/** The partition and sort key of an item's key; the sort key is empty in a table without one. */
export type KeyPair = readonly [partition: string, sort: string];

/** Checks the key attributes of an item or key and takes them out. */
export function keyPairOf(table: TableDefinition, key: Item | Key): KeyPair {
  const partition = keyText(table, table.partition, key[table.partition], limits.partitionKeyBytes);
  if (table.sort === undefined) return [partition, ""];
  return [partition, keyText(table, table.sort, key[table.sort], limits.sortKeyBytes)];
}

/** One text per item: no two items of any tables share it. */
export function idOf(table: TableDefinition, [partition, sort]: KeyPair): string {
  return `${table.name}:${partition.length}:${partition}${sort}`;
}

/** Checks that a key has the table's key attributes and no others. */
export function checkKey(table: TableDefinition, key: Key): KeyPair {
  const pair = keyPairOf(table, key);
  const strays = Object.keys(key).filter((name) => name !== table.partition && name !== table.sort);
  if (strays.length > 0) throw new InvalidItemError(table.name, strays.join(", "), "is not part of the key");
  return pair;
}

/** Checks one key value; also used for the values that a query compares with. */
export function keyText(table: TableDefinition, name: string, value: unknown, maxBytes: number): string {
  if (typeof value !== "string") throw new InvalidItemError(table.name, name, "must be a string");
  if (value === "") throw new InvalidItemError(table.name, name, "must not be an empty string");
  if (!value.isWellFormed()) throw new InvalidItemError(table.name, name, "must be well-formed Unicode");
  if (value.length * 3 > maxBytes && Buffer.byteLength(value) > maxBytes)
    throw new InvalidItemError(table.name, name, `must not exceed ${maxBytes} bytes`);
  return value;
}

/**
 * Checks an item against what both engines can store and returns its size as DynamoDB counts it, give or take a few
 * bytes a number: UTF-8 bytes of attribute names and strings, half a byte a digit, three for each list or map.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 *
 * `isExact` is false when JSON would read back something else (a negative zero, a lone surrogate).
 */
export function checkItem(table: TableDefinition, item: Item): { readonly size: number; readonly isExact: boolean } {
  keyPairOf(table, item);
  for (const index of Object.values(table.indexes)) {
    for (const name of [index.partition, index.sort])
      if (Object.hasOwn(item, name)) keyText(table, name, item[name], limits.sortKeyBytes);
  }
  if (table.expires !== undefined && Object.hasOwn(item, table.expires) && !Number.isSafeInteger(item[table.expires]))
    throw new InvalidItemError(table.name, table.expires, "must be a whole number of seconds");
  const walk = { table: table.name, isExact: true };
  const size = sizeOfMap(item, walk, "", 0);
  if (size > limits.itemBytes) throw new ItemTooLargeError(table.name);
  return { size, isExact: walk.isExact };
}

/** The JSON that both engines read back as the same: lone surrogates become U+FFFD, negative zero becomes zero. */
export function wellFormedJson(item: Item): string {
  return JSON.stringify(item, (_name, value: unknown) => (typeof value === "string" ? value.toWellFormed() : value));
}

/** Checks what holds for a call of `write`: its conditions, how many, how large together, and no item named twice. */
export function checkTogether(
  writes: readonly Write[],
  parts: readonly { readonly id: string; readonly size: number }[],
): void {
  const name = writes[0]?.table.name ?? "";
  if (writes.length === 0) throw new InvalidRequestError(name, "a write needs at least one item");
  if (writes.length > limits.writes) throw new InvalidRequestError(name, `at most ${limits.writes} writes at once`);
  for (const { table, when } of writes)
    if (when !== undefined && "attribute" in when && when.attribute === table.bulk)
      throw new InvalidRequestError(table.name, `no condition may look at its bulk, ${table.bulk}`);
  if (writes.length === 1) return;
  if (new Set(parts.map((part) => part.id)).size !== parts.length)
    throw new InvalidRequestError(name, "one write call names the same item twice");
  if (parts.reduce((sum, part) => sum + part.size, 0) > limits.transactionBytes)
    throw new InvalidRequestError(name, "the writes of one call exceed 4 MB");
}

interface Walk {
  readonly table: string;
  isExact: boolean;
}

function sizeOf(value: Json, walk: Walk, path: string, depth: number): number {
  if (typeof value === "number") return sizeOfNumber(value, walk, path);
  if (typeof value === "string") {
    if (!value.isWellFormed()) walk.isExact = false;
    return Buffer.byteLength(value);
  }
  if (typeof value === "boolean" || value === null) return 1;
  // The type says so; what a caller forced past it may be undefined, a function or a symbol.
  if (typeof value !== "object") throw new InvalidItemError(walk.table, path, `is ${typeof value}, which is not JSON`);
  if (depth >= limits.nesting)
    throw new InvalidItemError(walk.table, path, `is nested deeper than ${limits.nesting} levels`);
  return 3 + (isList(value) ? sizeOfList(value, walk, path, depth) : sizeOfMap(value, walk, path, depth));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function sizeOfList(list: readonly Json[], walk: Walk, path: string, depth: number): number {
  let size = list.length;
  for (let index = 0; index < list.length; index++) {
    const value = list[index] as Json;
    // Long lists are of numbers: no path is made for those that are right.
    if (typeof value === "number" && value > 0 && value < 1e100) size += sizeOfNumber(value, walk, path);
    else size += sizeOf(value, walk, `${path}[${index}]`, depth + 1);
  }
  return size;
}

function sizeOfMap(map: { readonly [key: string]: Json }, walk: Walk, path: string, depth: number): number {
  const prototype = Object.getPrototypeOf(map);
  if (prototype !== Object.prototype && prototype !== null)
    throw new InvalidItemError(walk.table, path, "is an object that JSON does not know");
  let size = 0;
  for (const name of Object.keys(map)) {
    const here = depth === 0 ? name : `${path}.${name}`;
    if (name === "" || name === "__proto__" || !name.isWellFormed())
      throw new InvalidItemError(walk.table, here, "is not a name an attribute can have");
    size += Buffer.byteLength(name) + sizeOf(map[name] as Json, walk, here, depth + 1) + (depth === 0 ? 0 : 1);
  }
  return size;
}

function sizeOfNumber(value: number, walk: Walk, path: string): number {
  if (value === 0) {
    if (Object.is(value, -0)) walk.isExact = false;
    return 2;
  }
  const magnitude = Math.abs(value);
  if (!(magnitude >= limits.smallestNumber && magnitude <= limits.largestNumber))
    throw new InvalidItemError(walk.table, path, `is ${value}, a number that cannot be stored`);
  // Half a byte a digit; the point and the exponent are counted as digits, which errs on the safe side.
  const digits = magnitude < 1_000_000 && Number.isInteger(magnitude) ? 6 : String(magnitude).length;
  return Math.ceil(digits / 2) + (value < 0 ? 2 : 1);
}
