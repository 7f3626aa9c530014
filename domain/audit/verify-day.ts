import type { Anchor } from "./anchor.ts";
import { chainBeginning, type Hash } from "./chain.ts";
import type { AuditEntry, ChainHead } from "./entry.ts";
import type { Finding } from "./findings.ts";
import { type KeptEntry, placeOf } from "./place.ts";

/** What is known of a day from its anchors: where chains stood, at one time or several. */
export interface AnchoredDay {
  readonly day: string;
  /** Every head that an anchor names, in the order in which they were anchored. */
  readonly heads: readonly ChainHead[];
  /** The day is over and sealed: nothing may have come since. */
  readonly isSealed: boolean;
}

interface Chain {
  readonly writer: string;
  /** By the place at which entries lie. */
  seq: number;
  hash: string;
  /** Nothing so far contradicts its links; a chain is told of once, where it breaks. */
  isWhole: boolean;
  readonly anchored: Map<number, string>;
  /** Up to where it is as it was anchored. */
  agreedTo: number;
}

/**
 * Verifies the chains of one day, entry by entry in the order of their places, in memory for one chain and the anchored
 * heads. Within a chain: that each entry is what its hash says, lies where it says, and follows the one before. Against
 * the anchors: that each chain passed every head they name; and of a sealed day, that it ends there and is no new one.
 */
export class DayVerifier {
  readonly #day: AnchoredDay;
  readonly #hash: Hash;
  readonly #anchored = new Map<string, Map<number, string>>();
  readonly #findings: Finding[] = [];
  readonly #heads: ChainHead[] = [];
  #chain: Chain | undefined;
  #entries = 0;

  constructor(day: AnchoredDay, hash: Hash) {
    this.#day = day;
    this.#hash = hash;
    for (const { writer, seq, hash: head } of day.heads) {
      const known = this.#anchored.get(writer);
      if (known === undefined) this.#anchored.set(writer, new Map([[seq, head]]));
      else known.set(seq, head);
    }
  }

  /** The next entry, in the order of part and place. */
  take(kept: KeptEntry): void {
    this.#entries += 1;
    const [writer = "", number = ""] = kept.entry.split("#");
    if (this.#chain?.writer !== writer) {
      this.#endChain();
      this.#chain = this.#begin(writer);
    }
    const seq = /^\d{10}$/.test(number) ? Number(number) : undefined;
    if (seq === undefined) this.#tell({ kind: "inserted", writer });
    else this.#judge(this.#chain, seq, kept);
  }

  /** What was found, how much was read, and where the chains end as they lie. */
  end(): { readonly findings: readonly Finding[]; readonly entries: number; readonly heads: readonly ChainHead[] } {
    this.#endChain();
    this.#chain = undefined;
    for (const [writer, heads] of this.#anchored) {
      if (this.#heads.some((head) => head.writer === writer)) continue;
      this.#tell({ kind: "chain-removed", writer, seq: 0, toSeq: Math.max(...heads.keys()) });
    }
    return { findings: this.#findings, entries: this.#entries, heads: this.#heads };
  }

  #begin(writer: string): Chain {
    const anchored = this.#anchored.get(writer) ?? new Map<number, string>();
    const hash = chainBeginning(this.#day.day, writer, this.#hash);
    return { writer, seq: -1, hash, isWhole: true, anchored, agreedTo: -1 };
  }

  #judge(chain: Chain, seq: number, kept: KeptEntry): void {
    const { writer } = chain;
    const hash = this.#hash(kept.text);
    const entry = entryIn(kept.text);
    if (seq > chain.seq + 1) {
      this.#tell({ kind: "removed", writer, seq: chain.seq + 1, toSeq: seq - 1 });
      chain.isWhole = false;
    }
    const isAsWritten = hash === kept.hash && entry !== undefined;
    const isPlaced = entry !== undefined && isAt(entry, kept);
    if (!isAsWritten) this.#tell({ kind: "altered", writer, seq });
    else if (!isPlaced) this.#tell({ kind: isOfAnotherPlace(entry, kept) ? "moved" : "altered", writer, seq });
    else if (chain.isWhole && entry.prev !== chain.hash) {
      // Both are what their hashes say, so the one before is not that which this one followed.
      if (chain.seq < 0) this.#tell({ kind: "altered", writer, seq });
      else this.#tell({ kind: "rewritten", writer, seq: chain.agreedTo + 1, toSeq: chain.seq });
    }
    const isSound = isAsWritten && isPlaced;
    const head = chain.anchored.get(seq);
    if (isSound && head !== undefined && head !== kept.hash) {
      if (chain.isWhole && entry.prev === chain.hash)
        this.#tell({ kind: "rewritten", writer, seq: chain.agreedTo + 1, toSeq: seq });
    } else if (head === kept.hash) chain.agreedTo = seq;
    // Told once: what follows is judged by itself.
    chain.isWhole = isSound;
    chain.seq = seq;
    chain.hash = kept.hash;
  }

  #endChain(): void {
    const chain = this.#chain;
    if (chain === undefined) return;
    const { writer, seq, hash, anchored } = chain;
    if (seq >= 0) this.#heads.push({ writer, seq, hash });
    const last = anchored.size === 0 ? undefined : Math.max(...anchored.keys());
    if (last === undefined) {
      if (this.#day.isSealed) this.#tell({ kind: "chain-inserted", writer, seq: 0, toSeq: seq });
    } else if (seq < last) this.#tell({ kind: "tail-cut", writer, seq: seq + 1, toSeq: last });
    else if (seq > last && this.#day.isSealed) this.#tell({ kind: "inserted", writer, seq: last + 1, toSeq: seq });
  }

  #tell(finding: Omit<Finding, "day">): void {
    this.#findings.push({ day: this.#day.day, ...finding });
  }
}

/** All that the table says of an entry beside its text is what its text says. */
function isAt(entry: AuditEntry, kept: KeptEntry): boolean {
  const { part, entry: place, about, at, expiresAt } = placeOf(entry);
  return (
    kept.part === part && kept.entry === place && kept.about === about && kept.at === at && kept.expiresAt === expiresAt
  );
}

function isOfAnotherPlace(entry: AuditEntry, kept: KeptEntry): boolean {
  const { part, entry: place } = placeOf(entry);
  return kept.part !== part || kept.entry !== place;
}

function entryIn(text: string): AuditEntry | undefined {
  try {
    const entry = JSON.parse(text) as AuditEntry;
    return typeof entry.writer === "string" && typeof entry.at === "number" && entry.of !== undefined
      ? entry
      : undefined;
  } catch {
    return undefined;
  }
}

/** Every head that anchors of a day name, those of its end last. */
export function anchoredDay(day: string, running: readonly Anchor[], sealed: Anchor | undefined): AnchoredDay {
  const heads = [...running, ...(sealed === undefined ? [] : [sealed])].flatMap((anchor) => anchor.heads ?? []);
  return { day, heads, isSealed: sealed !== undefined };
}
