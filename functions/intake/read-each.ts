import { forEachBounded } from "../shell/bounded.ts";

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
