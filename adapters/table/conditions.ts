import type { EpochMs } from "../../domain/model/time.ts";
import type { Item, TableDefinition, WriteCondition } from "../../domain/ports.ts";

/** The second that expiry times are compared with: an item is gone from its second on. */
export function expirySecond(now: EpochMs): number {
  return Math.floor(now / 1000);
}

/** An expired item counts as absent everywhere, also while it still takes up space. */
export function isExpired(table: TableDefinition, item: Item, nowSecond: number): boolean {
  if (table.expires === undefined) return false;
  const expires = item[table.expires];
  return typeof expires === "number" && expires <= nowSecond;
}

/** Whether a condition holds for the item as it is now; absent and expired are the same. */
export function holds(condition: WriteCondition, current: Item | undefined): boolean {
  if ("absent" in condition) return current === undefined;
  return current !== undefined && current[condition.attribute] === condition.equals;
}
