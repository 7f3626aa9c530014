import type { Item, Query, TableDefinition, TableEngine } from "../domain/ports.ts";

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
