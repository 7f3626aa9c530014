import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Item, Json, TableDefinition } from "../../domain/ports.ts";

/** Shorter JSON gains nothing. */
const worthwhileLength = 400;

/** As DynamoDB keeps it. */
export type Stored = Json | Uint8Array;

/**
 * An item as it is written to DynamoDB: its bulk is deflated, since a write is billed by the started kilobyte of its
 * item, and what the service remembers of a resident repeats itself.
 */
export function deflated({ bulk }: TableDefinition, item: Item): Record<string, Stored> {
  const value = bulk === undefined ? undefined : item[bulk];
  if (bulk === undefined || value === undefined) return item;
  const json = JSON.stringify(value);
  return json.length < worthwhileLength ? item : { ...item, [bulk]: deflateRawSync(json) };
}

/** The item that {@link deflated} was given; there is no other use of binary attributes. */
export function inflated(stored: Readonly<Record<string, Stored>>): Item {
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? (JSON.parse(inflateRawSync(value).toString("utf8")) as Json) : value,
    ]),
  );
}
