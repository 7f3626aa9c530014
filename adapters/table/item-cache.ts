import type { Item } from "../../domain/ports.ts";

interface Entry {
  readonly item: Item;
  readonly bytes: number;
}

/**
 * A bounded memory of items in two generations: what is read or written moves to the young one, and when that holds
 * half of the limit the old one is dropped. Items in it are frozen; whoever gets one shares it.
 */
export class ItemCache {
  readonly #halfBytes: number;
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();
  #youngBytes = 0;

  constructor(maxBytes: number) {
    this.#halfBytes = maxBytes / 2;
  }

  get(id: string): Item | undefined {
    const young = this.#young.get(id);
    if (young !== undefined) return young.item;
    const old = this.#old.get(id);
    if (old === undefined) return undefined;
    this.#old.delete(id);
    this.#keep(id, old);
    return old.item;
  }

  set(id: string, item: Item, bytes: number): void {
    this.delete(id);
    if (bytes <= this.#halfBytes) this.#keep(id, { item, bytes });
  }

  delete(id: string): void {
    const young = this.#young.get(id);
    if (young !== undefined) {
      this.#young.delete(id);
      this.#youngBytes -= young.bytes;
    } else {
      this.#old.delete(id);
    }
  }

  #keep(id: string, entry: Entry): void {
    if (this.#youngBytes + entry.bytes > this.#halfBytes) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngBytes = 0;
    }
    this.#young.set(id, entry);
    this.#youngBytes += entry.bytes;
  }
}

/** Freezes an item with everything in it; parts that are frozen already are taken to be so throughout. */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) if (typeof part === "object") frozen(part);
  return value;
}
