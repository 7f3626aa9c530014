import { type Anchor, anchorAfter, dayAfter, headsBy, type KeptAnchor } from "../../domain/audit/anchor.ts";
import { anchorCopyOf, copyName } from "../../domain/audit/anchor-copy.ts";
import { auditDayOf, beginningOf, expiryOf } from "../../domain/audit/chain.ts";
import type { ChainHead } from "../../domain/audit/entry.ts";
import { minute, day as oneDay } from "../../domain/model/time.ts";
import { sha256 } from "../audit/sha256.ts";
import type { Deps } from "../shell/deps.ts";
import type { Border } from "../shell/lambda.ts";

/** Every few minutes. What is due is judged by the clock and by what is anchored. */
export const anchorTick: Border<undefined, void> = {
  parse: () => undefined,
  answer: () => ({ kind: "done" }),
};

/** So long after a day's end nothing is under way any more that began in it. */
const settledAfterMs = 15 * minute;
/** More heads than that do not fit into an item of the table: then they are in the archive alone. */
const mostHeadsInTable = 2_000;

/** Chains of the audit are shorter than they were, or gone: somebody took entries away. */
export class AuditCutError extends Error {
  readonly code = "audit-cut";
  constructor(day: string, writers: readonly string[]) {
    super(
      `entries of the audit are missing on ${day}, of ${writers.length} chains: ${writers.slice(0, 10).join(", ")}`,
    );
  }
}

/**
 * Writes down where all chains of the audit stand: of today what moved since the last time, and of each day that is over
 * everything. One copy goes into the table, one into the archive, and the value that stands for all of it into the log, so
 * that who changes one has to change what lies elsewhere. Fails loudly when a chain is shorter than it was.
 */
export async function anchorAudit(_tick: undefined, deps: Deps<"anchor-audit">): Promise<void> {
  const now = deps.now();
  await sealDays(now, deps);
  await anchorToday(auditDayOf(now), now, deps);
}

async function sealDays(now: number, deps: Deps<"anchor-audit">): Promise<void> {
  let last = await deps.audit.lastSealed();
  let day = last === undefined ? auditDayOf(now - oneDay) : dayAfter(readAnchor(last).day);
  for (; now >= beginningOf(day) + oneDay + settledAfterMs; day = dayAfter(day)) {
    const heads = [...(await deps.audit.listHeads(day))];
    const sealed = anchorAfter(
      last && { anchor: readAnchor(last), hash: last.hash },
      {
        kind: "sealed",
        day,
        // The same whoever seals it, and when.
        at: beginningOf(day) + oneDay + settledAfterMs,
        expiresAt: expiryOf(day, deps.auditDays),
        heads,
        ...(heads.length <= mostHeadsInTable && { listed: heads }),
      },
      sha256,
    );
    // The copy first: a copy without its anchor tells that the anchor was taken away, and this run may end in between.
    await deps.archive.put(copyName("sealed", day), anchorCopyOf(sealed, heads));
    await deps.audit.addAnchor(sealed);
    tell(sealed, deps);
    last = sealed;
  }
}

async function anchorToday(day: string, now: number, deps: Deps<"anchor-audit">): Promise<void> {
  const [kept, heads] = await Promise.all([deps.audit.listAnchors({ running: day }), deps.audit.listHeads(day)]);
  const anchors = kept.map(readAnchor);
  const known = headsBy(anchors);
  const moved = heads.filter(({ writer, seq }) => seq > (known.get(writer)?.seq ?? -1));
  if (moved.length > 0) await addRunning({ day, now, heads, moved }, { kept, anchors }, deps);
  const standing = new Map(heads.map(({ writer, seq }) => [writer, seq]));
  const cut = [...known.values()].filter(({ writer, seq }) => (standing.get(writer) ?? -1) < seq);
  if (cut.length === 0) return;
  throw new AuditCutError(
    day,
    cut.map(({ writer }) => writer),
  );
}

async function addRunning(
  {
    day,
    now,
    heads,
    moved,
  }: {
    readonly day: string;
    readonly now: number;
    readonly heads: readonly ChainHead[];
    readonly moved: readonly ChainHead[];
  },
  { kept, anchors }: { readonly kept: readonly KeptAnchor[]; readonly anchors: readonly Anchor[] },
  deps: Deps<"anchor-audit">,
): Promise<void> {
  const [last, anchor] = [kept.at(-1), anchors.at(-1)];
  // Those left out of one anchor are told by the next, since they have still moved.
  const listed = moved.slice(0, mostHeadsInTable);
  const running = anchorAfter(
    last && anchor && { anchor, hash: last.hash },
    { kind: "running", day, at: now, expiresAt: expiryOf(day, deps.auditDays), heads, listed },
    sha256,
  );
  // Taken: another run told of the same.
  if ((await deps.audit.addAnchor(running)) === "taken") return;
  await deps.archive.put(copyName("running", day), anchorCopyOf(running, heads));
  tell(running, deps);
}

function readAnchor({ text }: KeptAnchor): Anchor {
  return JSON.parse(text) as Anchor;
}

/** The hash stands for the anchor, by it for all anchors before, and for every entry of their days. */
function tell({ anchor, hash }: KeptAnchor & { readonly anchor: Anchor }, { log }: Deps<"anchor-audit">): void {
  const { kind, day, entries } = anchor;
  log.info(`audit anchored: ${kind} ${day}`, { anchor: hash, count: entries });
}
