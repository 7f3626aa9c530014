import type { EpochMs } from "../../domain/model/time.ts";

export interface Due {
  readonly dueAt: EpochMs;
}

/** Hands out what is due, the earliest first (a binary heap). */
export class DueQueue<T extends Due> {
  readonly #heap: T[] = [];

  get earliest(): T | undefined {
    return this.#heap[0];
  }

  add(entry: T): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as T;
      if (above.dueAt <= entry.dueAt) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  }

  /** Takes the earliest out if its time has come. */
  takeDue(now: EpochMs): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (first === undefined || first.dueAt > now) return undefined;
    const last = heap.pop() as T;
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(entry: T): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const isRight = right < heap.length && (heap[right] as T).dueAt < (heap[left] as T).dueAt;
      const child = isRight ? right : left;
      if ((heap[child] as T).dueAt >= entry.dueAt) break;
      heap[at] = heap[child] as T;
      at = child;
    }
    heap[at] = entry;
  }
}
