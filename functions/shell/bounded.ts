/** Runs `work` on every item, at most `limit` at a time, in order of start. Rejects with the first failure. */
export async function forEachBounded<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  async function runner(): Promise<void> {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) await work(next.value);
  }
  await Promise.all(Array.from({ length: limit }, runner));
}
