import type { Item, Key, TableDefinition, Write } from "../domain/ports.ts";
import type { DataPartName } from "./data-map.ts";

/** One item that holds something of somebody, found to be deleted, put away or freed of them. */
export interface Holding {
  readonly part: DataPartName;
  readonly table: TableDefinition;
  readonly item: Item;
  /** By which it is free of them, where the rest of it is somebody else's; absent: all of it is theirs. */
  readonly instead?: readonly Write[];
  /** Entries and guards that go with it and are nothing without it. */
  readonly along?: readonly { readonly table: TableDefinition; readonly key: Key }[];
  /** Files that go before it: without it nobody would find them. */
  readonly files?: readonly string[];
}

export function keyOf(table: TableDefinition, item: Item): Key {
  const { partition, sort } = table;
  return {
    [partition]: String(item[partition]),
    ...(sort !== undefined && { [sort]: String(item[sort]) }),
  };
}

/** What was stored as JSON (stored-item.ts), as far as it can be read. */
export function bodyOf(item: Item): Readonly<Record<string, unknown>> {
  if (typeof item.json !== "string") return {};
  try {
    const body: unknown = JSON.parse(item.json);
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Whether the item names one of them; ids are whole, never part of another. */
export function names(item: Item, ids: readonly string[], words: readonly string[] = []): boolean {
  const text = JSON.stringify(item);
  return words.some((word) => text.includes(word)) || ids.some((id) => isNamedIn(text, id));
}

/** Letters and digits of an id (`[A-Za-z0-9_-]`) beside it make it another one. */
function isNamedIn(text: string, id: string): boolean {
  const part = /[A-Za-z0-9_-]/;
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    const [before = "", next = ""] = [text[at - 1], text[at + id.length]];
    if (!part.test(before) && !part.test(next)) return true;
  }
  return false;
}
