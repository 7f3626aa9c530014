import { hash as digest } from "node:crypto";
import { type Anchor, anchorAfter, type KeptAnchor } from "../../domain/audit/anchor.ts";
import { anchorCopyOf, copyName } from "../../domain/audit/anchor-copy.ts";
import { auditDayOf, expiryOf, linkAfter } from "../../domain/audit/chain.ts";
import type { AuditDetails, ChainHead } from "../../domain/audit/entry.ts";
import { type KeptEntry, placeOf } from "../../domain/audit/place.ts";
import type { AuditSource } from "../../domain/audit/verify.ts";
import { day as oneDay } from "../../domain/model/time.ts";

export const sha256 = (text: string): string => digest("sha256", text);

const firstDay = Date.parse("2026-11-20T00:00:00Z");

/** How many entries each writer has on each day, and after how many of them (in percent) a running anchor was made. */
export interface TrailPlan {
  readonly days: readonly (readonly number[])[];
  readonly anchoredAtPercent: number;
  /** The last day goes on: it has running anchors alone. */
  readonly isLastOpen: boolean;
}

/** A trail as it lies in a table and an archive, open to be tampered with. */
export interface Trail extends AuditSource {
  readonly entries: KeptEntry[];
  sealed: KeptAnchor[];
  readonly running: Map<string, KeptAnchor[]>;
  readonly files: Map<string, Uint8Array>;
  readonly now: number;
}

/** An entry as the service would write it. */
export function keptEntry(
  before: ChainHead | undefined,
  details: AuditDetails,
  { day, writer }: { readonly day: string; readonly writer: string },
): KeptEntry {
  const { entry, text, hash } = linkAfter(before, details, {
    day,
    writer,
    expiresAt: expiryOf(day, 1096),
    hash: sha256,
  });
  return { ...placeOf(entry), text, hash };
}

export function detailsAt(at: number, number: number): AuditDetails {
  return {
    at,
    who: { id: `nurse-${number % 3}`, name: "护士王" },
    what: "show-resident",
    deed: number % 4 === 0 ? "change" : "read",
    dataClass: "record",
    of:
      number % 5 === 0
        ? { kind: "facility", facilityId: "home-1" }
        : { kind: "resident", residentId: `r${number % 7}` },
    why: { kind: "duty", role: "nurse", facilityId: "home-1" },
    from: { ip: "10.0.0.7" },
  };
}

export function keptTrail({ days, anchoredAtPercent, isLastOpen }: TrailPlan): Trail {
  const entries: KeptEntry[] = [];
  const running = new Map<string, KeptAnchor[]>();
  const files = new Map<string, Uint8Array>();
  const sealed: (KeptAnchor & { readonly anchor: Anchor })[] = [];
  for (const [dayNumber, counts] of days.entries()) {
    const from = firstDay + dayNumber * oneDay;
    const day = auditDayOf(from);
    const early: ChainHead[] = [];
    const heads: ChainHead[] = [];
    for (const [number, count] of counts.entries()) {
      const writer = `w${number}`;
      let head: ChainHead | undefined;
      for (let seq = 0; seq < count; seq += 1) {
        const kept = keptEntry(head, detailsAt(from + seq * 1000, number * 10 + seq), { day, writer });
        head = { writer, seq, hash: kept.hash };
        entries.push(kept);
        if (seq + 1 === Math.ceil((count * anchoredAtPercent) / 100)) early.push(head);
      }
      if (head !== undefined) heads.push(head);
    }
    const expiresAt = expiryOf(day, 1096);
    if (early.length > 0) {
      const told = { kind: "running", day, at: from + oneDay / 2, expiresAt, heads: early, listed: early } as const;
      const first = anchorAfter(undefined, told, sha256);
      const moved = heads.filter((head) => !early.includes(head));
      const rest = { ...told, at: from + oneDay - 1, heads, listed: moved };
      const all = moved.length === 0 ? [first] : [first, anchorAfter(first, rest, sha256)];
      running.set(day, all);
      files.set(copyName("running", day), anchorCopyOf(all.at(-1) as KeptAnchor, moved.length === 0 ? early : heads));
    }
    if (isLastOpen && dayNumber === days.length - 1) continue;
    const seal = anchorAfter(
      sealed.at(-1),
      { kind: "sealed", day, at: from + oneDay, expiresAt, heads, listed: heads },
      sha256,
    );
    sealed.push(seal);
    files.set(copyName("sealed", day), anchorCopyOf(seal, heads));
  }
  const lastDay = firstDay + (days.length - 1) * oneDay;
  const now = isLastOpen ? lastDay + oneDay - 1 : lastDay + oneDay + oneDay / 2;
  const trail: Trail = {
    entries,
    sealed,
    running,
    files,
    now,
    *pagesOf(part) {
      yield entries.filter((kept) => kept.part === part).sort((one, other) => (one.entry < other.entry ? -1 : 1));
    },
    listAnchors: async (of) => (of === "sealed" ? trail.sealed : (running.get(of.running) ?? [])),
    file: async (name) => files.get(name),
    listCopiedDays: async () => [...new Set([...files.keys()].map((name) => name.split("/")[1] as string))],
  };
  return trail;
}
