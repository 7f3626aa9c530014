import { hour, day as oneDay } from "../model/time.ts";
import type { KeptAnchor } from "./anchor.ts";
import { anchorCopyIn, copyName } from "./anchor-copy.ts";
import { auditDayOf, beginningOf, type Hash } from "./chain.ts";
import type { ChainHead } from "./entry.ts";
import type { Finding } from "./findings.ts";
import { type KeptEntry, partsOf } from "./place.ts";
import { type AnchorChain, type Copies, judgeCopies, readAnchors } from "./verify-anchors.ts";
import { anchoredDay, DayVerifier } from "./verify-day.ts";

/** Where a trail lies: a box's data folder, its backup, or the table and bucket of a cell. */
export interface AuditSource {
  /** Entries of one part of a day in the order of their places, a page at a time. */
  pagesOf(part: string): AsyncIterable<readonly KeptEntry[]> | Iterable<readonly KeptEntry[]>;
  /** In their order. */
  listAnchors(of: { readonly running: string } | "sealed"): Promise<readonly KeptAnchor[]>;
  /** A file of the archive. */
  file(name: string): Promise<Uint8Array | undefined>;
  /** The days of which the archive has copies of anchors. */
  listCopiedDays(): Promise<readonly string[]>;
}

/** What a verification read, and what it found. */
export interface Verification {
  readonly from?: string;
  readonly to?: string;
  readonly findings: readonly Finding[];
  readonly days: number;
  readonly entries: number;
  readonly chains: number;
  readonly anchors: number;
  /** Days of which the entries are gone by the rule of how long they are kept. */
  readonly expiredDays: readonly string[];
  /** Entries since the last anchor: nobody would miss those at the end of their chains. */
  readonly notAnchored: number;
  /** Days that are over and not sealed, though there are entries. */
  readonly notSealedDays: readonly string[];
  /** Anchors that somebody kept elsewhere and that are not among those that are there. */
  readonly unknownAnchors: readonly string[];
}

export interface VerificationRequest {
  /** Days, both included. @default all that is known */
  readonly from?: string;
  readonly to?: string;
  readonly now: number;
  /** Hashes of anchors that somebody kept elsewhere, as the log has them. */
  readonly knownAnchors?: readonly string[];
  readonly onDay?: (day: string) => void;
}

interface VerifiedDay {
  readonly findings: readonly Finding[];
  readonly entries: number;
  readonly chains: number;
  readonly runningHashes: readonly string[];
  readonly notAnchored: number;
}

/** By then a day is sealed. */
const settledMs = oneDay + hour;
const lookedAtMs = 7 * oneDay;

/**
 * Verifies a trail, day by day, in memory for one day's heads. Finds entries that were altered, taken away, put in or moved,
 * chains that were cut or are gone, and anchors and copies of them that are not what they were. What nobody can find: an
 * entry that was added by whoever may add, and a cut at the end since the last anchor.
 */
export async function verifyAudit(source: AuditSource, asked: VerificationRequest, hash: Hash): Promise<Verification> {
  const sealed = readAnchors(await source.listAnchors("sealed"), "sealed", "", hash);
  const seals = new Map(sealed.anchors.map((anchor) => [anchor.day, anchor]));
  const days = daysOf([...seals.keys(), ...(await source.listCopiedDays()), auditDayOf(asked.now)], asked);
  const hashes = new Set(sealed.anchors.map((anchor) => anchor.hash));
  const findings: Finding[] = [...sealed.findings];
  const sums = { days: 0, entries: 0, chains: 0, anchors: sealed.anchors.length, notAnchored: 0 };
  const expiredDays: string[] = [];
  const notSealedDays: string[] = [];
  for (const day of days) {
    asked.onDay?.(day);
    const seal = seals.get(day);
    if (seal !== undefined && seal.expiresAt * 1000 <= asked.now) {
      expiredDays.push(day);
      continue;
    }
    const read = await verifyDay(source, day, seal, hash);
    findings.push(...read.findings);
    for (const one of read.runningHashes) hashes.add(one);
    if (seal === undefined && read.entries > 0 && asked.now > beginningOf(day) + settledMs) notSealedDays.push(day);
    sums.days += 1;
    sums.entries += read.entries;
    sums.chains += read.chains;
    sums.anchors += read.runningHashes.length;
    sums.notAnchored += read.notAnchored;
  }
  const unknownAnchors = (asked.knownAnchors ?? []).filter((known) => !hashes.has(known));
  const [from, to] = [days[0], days.at(-1)];
  return { ...(from && to && { from, to }), findings, ...sums, expiredDays, notSealedDays, unknownAnchors };
}

async function verifyDay(
  source: AuditSource,
  day: string,
  seal: AnchorChain["anchors"][number] | undefined,
  hash: Hash,
): Promise<VerifiedDay> {
  const running = readAnchors(await source.listAnchors({ running: day }), "running", day, hash);
  const copies: Copies = { sealed: await copyOf(source, "sealed", day), running: await copyOf(source, "running", day) };
  const { sealed: copy } = copies;
  // Heads that are too many for the table stand in the copy alone.
  const heads = seal?.heads ?? (copy === "unreadable" ? undefined : copy?.heads);
  const known = anchoredDay(day, running.anchors, seal && { ...seal, ...(heads && { heads }) });
  const verifier = new DayVerifier(known, hash);
  for (const part of partsOf(day))
    for await (const page of source.pagesOf(part)) for (const kept of page) verifier.take(kept);
  const { findings, entries, heads: standing } = verifier.end();
  return {
    findings: [...running.findings, ...findings, ...judgeCopies({ day, seal, running: running.anchors, copies }, hash)],
    entries,
    chains: standing.length,
    runningHashes: running.anchors.map((anchor) => anchor.hash),
    notAnchored: seal === undefined ? countBeyond(standing, known.heads) : 0,
  };
}

/** How many entries lie beyond what is anchored. */
function countBeyond(standing: readonly ChainHead[], anchored: readonly ChainHead[]): number {
  const told = new Map(anchored.map(({ writer, seq }) => [writer, seq]));
  return standing.reduce((sum, { writer, seq }) => sum + Math.max(0, seq - (told.get(writer) ?? -1)), 0);
}

async function copyOf(source: AuditSource, kind: "sealed" | "running", day: string): Promise<Copies["sealed"]> {
  const bytes = await source.file(copyName(kind, day));
  return bytes === undefined ? undefined : (anchorCopyIn(bytes) ?? "unreadable");
}

/** Every day from the first to the last that is known or asked for. */
function daysOf(known: readonly string[], { from, to, now }: VerificationRequest): readonly string[] {
  const sorted = [...known].sort();
  // Somebody who takes away anchors and copies as well leaves entries of which nothing is known: the last days are looked at.
  const first = from ?? ([auditDayOf(now - lookedAtMs), ...sorted].sort()[0] as string);
  const last = to ?? (sorted.at(-1) as string);
  const days: string[] = [];
  for (let at = beginningOf(first); at <= beginningOf(last); at += oneDay) days.push(auditDayOf(at));
  return days;
}
