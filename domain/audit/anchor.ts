import { type EpochMs, day as oneDay } from "../model/time.ts";
import { auditDayOf, beginningOf, type Hash, rootOf } from "./chain.ts";
import type { ChainHead } from "./entry.ts";

/**
 * Where all chains of a day stood at a time. `running`: while the day goes on, with the heads that moved since the one
 * before; they make a chain for each day. `sealed`: once the day is over, with all heads; the chain goes from day to day.
 */
export interface Anchor {
  readonly kind: "running" | "sealed";
  readonly day: string;
  /** In its chain, from 0. */
  readonly seq: number;
  /** Hash of the anchor before it; of the first, of the chain's name. */
  readonly prev: string;
  readonly at: EpochMs;
  /** Over all heads of the day, those that did not move too. */
  readonly root: string;
  readonly chains: number;
  readonly entries: number;
  /** Until when the day's entries are kept, in seconds since 1970: the latest of them. */
  readonly expiresAt: number;
  /** Absent where they are too many for the table: then in the archive alone. */
  readonly heads?: readonly ChainHead[];
}

/** An anchor as it is kept; `text` is what is hashed. */
export interface KeptAnchor {
  readonly text: string;
  readonly hash: string;
}

/** What the first anchor of a chain follows. */
export function anchorBeginning(kind: Anchor["kind"], day: string, hash: Hash): string {
  return hash(kind === "sealed" ? "anhu audit anchors" : `anhu audit anchors ${day}`);
}

/** The next anchor of a chain over these heads, all of the day. */
export function anchorAfter(
  before: { readonly anchor: Pick<Anchor, "seq">; readonly hash: string } | undefined,
  told: Pick<Anchor, "kind" | "day" | "at" | "expiresAt"> & {
    readonly heads: readonly ChainHead[];
    /** Those to write down in it. */
    readonly listed?: readonly ChainHead[];
  },
  hash: Hash,
): KeptAnchor & { readonly anchor: Anchor } {
  const { kind, day, at, expiresAt, heads, listed } = told;
  const anchor: Anchor = {
    kind,
    day,
    seq: before === undefined ? 0 : before.anchor.seq + 1,
    prev: before === undefined ? anchorBeginning(kind, day, hash) : before.hash,
    at,
    root: rootOf(heads, hash),
    chains: heads.length,
    entries: heads.reduce((sum, { seq }) => sum + seq + 1, 0),
    expiresAt,
    ...(listed && { heads: listed }),
  };
  const text = JSON.stringify(anchor);
  return { anchor, text, hash: hash(text) };
}

/** The latest head of each chain, by anchors in their order. */
export function headsBy(anchors: readonly Pick<Anchor, "heads">[]): ReadonlyMap<string, ChainHead> {
  const heads = new Map<string, ChainHead>();
  for (const { heads: moved = [] } of anchors) for (const head of moved) heads.set(head.writer, head);
  return heads;
}

/** The day after. */
export function dayAfter(day: string): string {
  return auditDayOf(beginningOf(day) + oneDay);
}
