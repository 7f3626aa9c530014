import type { Query, TableDefinition } from "../../domain/ports.ts";
import { InvalidRequestError, keyText, limits } from "./item-rules.ts";
import { type PageEnd, readPageToken } from "./page-token.ts";

/** A query whose parts are known to fit the table. */
export interface CheckedQuery {
  readonly index?: { readonly name: string; readonly partition: string; readonly sort: string };
  readonly partition: string;
  /** Included. */
  readonly from?: string;
  /** Included. */
  readonly to?: string;
  readonly beginsWith?: string;
  readonly newestFirst: boolean;
  readonly limit?: number;
  readonly after?: PageEnd;
}

/** Refuses, equally on both engines, what DynamoDB would refuse: unknown index, empty key values, foreign tokens. */
export function checkQuery(table: TableDefinition, query: Query): CheckedQuery {
  const { sort = {}, limit } = query;
  const index = query.index === undefined ? undefined : indexOf(table, query.index);
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    throw new InvalidRequestError(table.name, `limit must be a whole number above zero, not ${limit}`);
  const text = (name: string, value: string) => keyText(table, name, value, limits.partitionKeyBytes);
  const bounds =
    "beginsWith" in sort
      ? { beginsWith: text("beginsWith", sort.beginsWith) }
      : {
          ...(sort.from === undefined ? {} : { from: text("from", sort.from) }),
          ...(sort.to === undefined ? {} : { to: text("to", sort.to) }),
        };
  if (Object.keys(bounds).length > 0 && index === undefined && table.sort === undefined)
    throw new InvalidRequestError(table.name, "has no sort key to query by");
  return {
    ...(index === undefined ? {} : { index }),
    partition: text("partition", query.partition),
    ...bounds,
    newestFirst: query.newestFirst ?? false,
    ...(limit === undefined ? {} : { limit }),
    ...(query.after === undefined ? {} : { after: readPageToken(table, query.after, index !== undefined) }),
  };
}

function indexOf(table: TableDefinition, name: string): NonNullable<CheckedQuery["index"]> {
  const index = Object.hasOwn(table.indexes, name) ? table.indexes[name] : undefined;
  if (index === undefined) {
    const known = Object.keys(table.indexes).join(", ") || "none";
    throw new InvalidRequestError(table.name, `has no index ${name}; it has: ${known}`);
  }
  return { name, ...index };
}
