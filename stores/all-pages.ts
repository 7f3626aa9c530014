import type { Item, Query, TableDefinition, TableEngine } from "../domain/ports.ts";
import { type Entry, readItem, UnreadableItemError } from "./stored-item.ts";

/** Follows a query's pages, to the end or until `limit` items are there. */
export async function allPages(engine: TableEngine, table: TableDefinition, query: Query): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const left = query.limit === undefined ? {} : { limit: query.limit - items.length };
    const page = await engine.query(table, { ...query, ...left, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined && items.length < (query.limit ?? Number.POSITIVE_INFINITY));
  return items;
}

/** Which entries of an ordered list: those after an id (which need not exist any more), and how many at most. */
export interface Slice {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A slice of an index that is ordered by `id`; only the slice is read. A damaged item is an entry as well. */
export async function sliceOf<T>(
  engine: TableEngine,
  table: TableDefinition,
  query: { readonly index: string; readonly partition: string },
  { after, limit }: Slice,
): Promise<readonly Entry<T>[]> {
  // Ranges include both ends.
  const range = after === undefined ? { limit } : { sort: { from: after }, limit: limit + 1 };
  const items = await allPages(engine, table, { ...query, ...range });
  return items
    .map((item) => ({ id: String(item.id), read: readOrError<T>(table, item) }))
    .filter(({ id }) => id !== after)
    .slice(0, limit);
}

function readOrError<T>(table: TableDefinition, item: Item): T | UnreadableItemError {
  try {
    return readItem<T>(table, item);
  } catch (error) {
    if (error instanceof UnreadableItemError) return error;
    throw error;
  }
}

/** Finds items by id, each once, as a map; ids without an item are absent. */
export async function itemsById(
  engine: TableEngine,
  table: TableDefinition,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Item>> {
  const distinct = [...new Set(ids)];
  const items = await engine.getMany(
    table,
    distinct.map((id) => ({ [table.partition]: id })),
  );
  const found = new Map<string, Item>();
  for (const [index, item] of items.entries()) if (item !== undefined) found.set(distinct[index] as string, item);
  return found;
}
