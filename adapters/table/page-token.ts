import type { TableDefinition } from "../../domain/ports.ts";
import { InvalidRequestError } from "./item-rules.ts";

/** Where a page ended: the last item's table key and, for a query on an index, its sort key there. */
export interface PageEnd {
  readonly partition: string;
  readonly sort: string;
  readonly indexSort?: string;
}

/** The same on both engines, so that a page begun on one box goes on after its data has moved. */
export function pageToken(end: PageEnd): string {
  const parts = end.indexSort === undefined ? [end.partition, end.sort] : [end.partition, end.sort, end.indexSort];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads a token back; one that does not belong to this kind of query is an {@link InvalidRequestError}. */
export function readPageToken(table: TableDefinition, token: string, isIndex: boolean): PageEnd {
  const parts = parse(token);
  const isWhole = parts.length === (isIndex ? 3 : 2) && parts.every((part) => typeof part === "string");
  if (!isWhole) throw new InvalidRequestError(table.name, "the page token does not belong to this query");
  const [partition, sort, indexSort] = parts as [string, string, string?];
  return indexSort === undefined ? { partition, sort } : { partition, sort, indexSort };
}

function parse(token: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
