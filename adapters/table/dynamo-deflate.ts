import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Item, Json, TableDefinition } from "../../domain/ports.ts";

/** Shorter JSON gains nothing. */
const worthwhileLength = 400;

/** As DynamoDB keeps it. */
export type Stored = Json | Uint8Array;

/**
 * An item as it is written to DynamoDB: attributes that are long as JSON are deflated, since a write is billed by the
 * started kilobyte of its item, and what the service remembers of a resident repeats itself. Attributes that DynamoDB
 * itself looks at stay as they are.
 */
export function deflated(table: TableDefinition, item: Item): Record<string, Stored> {
  const looked = lookedAt(table);
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, looked.has(name) ? value : deflatedValue(value)]),
  );
}

/** One attribute of {@link deflated}, or what it is compared with: the same value makes the same bytes. */
export function deflatedValue(value: Json): Stored {
  if (typeof value === "number" || typeof value === "boolean") return value;
  const json = JSON.stringify(value);
  return json.length < worthwhileLength ? value : deflateRawSync(json);
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

function lookedAt(table: TableDefinition): ReadonlySet<string> {
  const names = [table.partition, table.sort, table.expires];
  for (const { partition, sort } of Object.values(table.indexes)) names.push(partition, sort);
  return new Set(names.filter((name) => name !== undefined));
}
