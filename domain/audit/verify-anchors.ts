import { type Anchor, anchorBeginning, dayAfter, type KeptAnchor } from "./anchor.ts";
import type { AnchorCopy } from "./anchor-copy.ts";
import { type Hash, rootOf } from "./chain.ts";
import type { Finding } from "./findings.ts";

export interface AnchorChain {
  /** As far as they can be read, in their order. */
  readonly anchors: readonly (Anchor & { readonly hash: string })[];
  readonly findings: readonly Finding[];
}

/** Reads a chain of anchors: all sealed ones, or the running ones of `day`. Those that were cut off its end are told by copies. */
export function readAnchors(kept: readonly KeptAnchor[], kind: Anchor["kind"], day: string, hash: Hash): AnchorChain {
  const anchors: (Anchor & { readonly hash: string })[] = [];
  const findings: Finding[] = [];
  let prev = anchorBeginning(kind, day, hash);
  let due = { seq: 0, day: kind === "running" ? day : undefined };
  for (const { text, hash: told } of kept) {
    const anchor = anchorIn(text);
    if (anchor === undefined) {
      findings.push({ kind: "anchor-altered", day: due.day ?? day });
      continue;
    }
    const { seq, at } = anchor;
    if (hash(text) !== told || !hasItsRoot(anchor, hash))
      findings.push({ kind: "anchor-altered", day: anchor.day, at });
    else if (seq > due.seq) findings.push({ kind: "anchor-removed", day: due.day ?? anchor.day });
    // The one before is what its hash says, and still not what this one followed.
    else if (anchor.prev !== prev)
      findings.push({ kind: "anchor-altered", day: anchors.at(-1)?.day ?? anchor.day, at });
    anchors.push({ ...anchor, hash: told });
    prev = told;
    due = { seq: seq + 1, day: kind === "running" ? day : dayAfter(anchor.day) };
  }
  return { anchors, findings };
}

/** Of a day, what the archive has beside what the table has; `unreadable` for a file that is no copy. */
export interface Copies {
  readonly sealed: AnchorCopy | "unreadable" | undefined;
  readonly running: AnchorCopy | "unreadable" | undefined;
}

/**
 * Whether the copies of a day's anchors are those of the table's. `seal` and `running` are the table's; the copy of the
 * running ones is of the last, or, when a run ended in between, of one before.
 */
export function judgeCopies(
  {
    day,
    seal,
    running,
    copies,
  }: {
    readonly day: string;
    readonly seal: (Anchor & { readonly hash: string }) | undefined;
    readonly running: readonly { readonly hash: string }[];
    readonly copies: Copies;
  },
  hash: Hash,
): readonly Finding[] {
  const findings: Finding[] = [];
  const told = (kind: Finding["kind"]) => findings.push({ kind, day });
  if (seal === undefined && copies.sealed !== undefined) told("anchor-removed");
  else if (seal !== undefined && copies.sealed === undefined) told("anchor-copy-removed");
  else if (seal !== undefined && copies.sealed !== undefined && !isWhole(copies.sealed, hash))
    told("anchor-copy-altered");
  // Each is what its hash says, and they differ: one of them was made anew, and nobody can say which but by the log.
  else if (seal !== undefined && (copies.sealed as AnchorCopy).hash !== seal.hash) told("anchor-copy-altered");
  if (copies.running === undefined) {
    if (running.length > 0) told("anchor-copy-removed");
  } else if (!isWhole(copies.running, hash)) told("anchor-copy-altered");
  else if (!running.some((anchor) => anchor.hash === (copies.running as AnchorCopy).hash)) told("anchor-removed");
  return findings;
}

function isWhole(copy: AnchorCopy | "unreadable", hash: Hash): boolean {
  if (copy === "unreadable" || hash(copy.text) !== copy.hash) return false;
  const anchor = anchorIn(copy.text);
  return anchor !== undefined && anchor.chains === copy.heads.length && anchor.root === rootOf(copy.heads, hash);
}

/** A sealed anchor that lists its heads lists them all; a running one those that moved. */
function hasItsRoot({ kind, heads, root, chains }: Anchor, hash: Hash): boolean {
  return kind === "running" || heads === undefined || (heads.length === chains && rootOf(heads, hash) === root);
}

function anchorIn(text: string): Anchor | undefined {
  try {
    const anchor = JSON.parse(text) as Anchor;
    return /^\d{8}$/.test(anchor.day) && Number.isInteger(anchor.seq) ? anchor : undefined;
  } catch {
    return undefined;
  }
}
