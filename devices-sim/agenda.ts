import type { EpochMs } from "../domain/model/time.ts";

interface Entry {
  readonly at: EpochMs;
  readonly order: number;
  readonly run: (at: EpochMs) => void;
}

/** What will happen when: earliest first, and in the order of asking where times are equal. A binary heap. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #asked = 0;

  add(at: EpochMs, run: (at: EpochMs) => void): void {
    this.#heap.push({ at, order: this.#asked++, run });
    let child = this.#heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#isBefore(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Does everything that is due up to and including `to`. */
  runUntil(to: EpochMs): void {
    for (let next = this.#heap[0]; next !== undefined && next.at <= to; next = this.#heap[0]) {
      this.#removeFirst();
      next.run(next.at);
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= this.#heap.length) return;
      const child = left + 1 < this.#heap.length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const a = this.#heap[one] as Entry;
    const b = this.#heap[other] as Entry;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const entry = this.#heap[one] as Entry;
    this.#heap[one] = this.#heap[other] as Entry;
    this.#heap[other] = entry;
  }
}
