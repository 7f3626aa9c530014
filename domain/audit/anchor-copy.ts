import type { Anchor, KeptAnchor } from "./anchor.ts";
import type { ChainHead } from "./entry.ts";

/** An anchor as it lies in the archive, with every head of its day. */
export interface AnchorCopy extends KeptAnchor {
  readonly heads: readonly ChainHead[];
}

/** Under what name an anchor's copy lies. That of a running one is replaced by the next. */
export function copyName(kind: Anchor["kind"], day: string): string {
  return `audit/${day}/${kind}.json`;
}

/** The bytes of a copy; the same for the same. */
export function anchorCopyOf({ text, hash }: KeptAnchor, heads: readonly ChainHead[]): Uint8Array {
  const copy: AnchorCopy = { text, hash, heads };
  return new TextEncoder().encode(`${JSON.stringify(copy)}\n`);
}

/** Undefined for what is none. */
export function anchorCopyIn(bytes: Uint8Array): AnchorCopy | undefined {
  try {
    const { text, hash, heads } = JSON.parse(new TextDecoder().decode(bytes)) as AnchorCopy;
    const isCopy = typeof text === "string" && typeof hash === "string" && Array.isArray(heads);
    return isCopy ? { text, hash, heads } : undefined;
  } catch {
    return undefined;
  }
}
