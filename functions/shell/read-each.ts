import type { Listing } from "../../stores/stored-item.ts";
import { forEachBounded } from "./bounded.ts";
import type { Log } from "./log.ts";

const atOnce = 16;

interface Readable<T> {
  find(id: string): Promise<T | undefined>;
  findMany(ids: readonly string[]): Promise<ReadonlyMap<string, T>>;
}

export interface ReadOut<T> {
  /** By id; what does not exist is absent. */
  readonly found: ReadonlyMap<string, T>;
  /** Ids whose item could not be read, with the error. */
  readonly unreadable: ReadonlyMap<string, unknown>;
}

/** Reads many at once; when that fails, one by one, so that a damaged item holds up nobody but itself. */
export async function readEach<T>(store: Readable<T>, ids: readonly string[]): Promise<ReadOut<T>> {
  try {
    return { found: await store.findMany(ids), unreadable: new Map() };
  } catch {
    const found = new Map<string, T>();
    const unreadable = new Map<string, unknown>();
    await forEachBounded(ids, atOnce, async (id) => {
      try {
        const item = await store.find(id);
        if (item !== undefined) found.set(id, item);
      } catch (error) {
        unreadable.set(id, error);
      }
    });
    return { found, unreadable };
  }
}

/** What of a list can be read. Each item that cannot is logged, so that it is missed by people and holds up no other. */
export function readableOf<T>({ items, unreadable }: Listing<T>, log: Log): readonly T[] {
  for (const error of unreadable) log.error("item cannot be read", { code: error.code, error });
  return items;
}

/** The ids of a list, those of unreadable items too: what belongs to them is there all the same. */
export function idsOf({ items, unreadable }: Listing<{ readonly id: string }>): readonly string[] {
  return [...items.map(({ id }) => id), ...unreadable.map(({ key }) => key)];
}
