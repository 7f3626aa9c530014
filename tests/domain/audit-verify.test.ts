import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Anchor } from "../../domain/audit/anchor.ts";
import { anchorCopyIn, anchorCopyOf, copyName } from "../../domain/audit/anchor-copy.ts";
import { auditDayOf } from "../../domain/audit/chain.ts";
import type { AuditEntry, ChainHead } from "../../domain/audit/entry.ts";
import { type KeptEntry, placeOf } from "../../domain/audit/place.ts";
import { type Verification, verifyAudit } from "../../domain/audit/verify.ts";
import { day } from "../../domain/model/time.ts";
import { detailsAt, keptEntry, keptTrail, sha256, type Trail, type TrailPlan } from "./kept-trail.ts";

const verify = (trail: Trail, more = {}): Promise<Verification> =>
  verifyAudit(trail, { now: trail.now, ...more }, sha256);
const kindsIn = ({ findings }: Verification): readonly string[] => [...new Set(findings.map(({ kind }) => kind))];

const plan: TrailPlan = { days: [[5, 3], [4], [6, 2, 3]], anchoredAtPercent: 50, isLastOpen: false };
const open: TrailPlan = { ...plan, isLastOpen: true };

function at(trail: Trail, dayNumber: number, writer: string, seq: number): number {
  const day = [...new Set(trail.entries.map(({ part }) => part.slice(0, 8)))].sort()[dayNumber];
  const place = `${writer}#${String(seq).padStart(10, "0")}`;
  return trail.entries.findIndex((kept) => kept.part.startsWith(`${day}#`) && kept.entry === place);
}

const entryOf = (kept: KeptEntry | undefined): AuditEntry => JSON.parse(kept?.text ?? "null") as AuditEntry;

/** The chain from an entry on, written anew by somebody who can reckon hashes, so that every link fits again. */
function rewrite(trail: Trail, from: number, change: (entry: AuditEntry) => AuditEntry): void {
  const first = entryOf(trail.entries[from]);
  let prev = first.prev;
  for (const [index, kept] of trail.entries.entries()) {
    const entry = entryOf(kept);
    if (entry.day !== first.day || entry.writer !== first.writer || entry.seq < first.seq) continue;
    const { prev: _, ...rest } = entry.seq === first.seq ? change(entry) : entry;
    const { day, writer, seq, expiresAt, ...details } = rest;
    const text = JSON.stringify({ day, writer, seq, prev, expiresAt, ...details });
    trail.entries[index] = { ...placeOf({ ...rest, prev }), text, hash: sha256(text) };
    prev = sha256(text);
  }
}

const otherName = (entry: AuditEntry): AuditEntry => ({ ...entry, who: { id: "nobody", name: "别人" } });

interface Tampering {
  readonly how: string;
  readonly of?: TrailPlan;
  tamper(trail: Trail): void;
  readonly finds: readonly object[];
}

const [first, second] = ["20261120", "20261121"];
const tamperings: readonly Tampering[] = [
  {
    how: "another name in an entry",
    tamper(trail) {
      const index = at(trail, 0, "w0", 2);
      const kept = trail.entries[index] as KeptEntry;
      trail.entries[index] = { ...kept, text: kept.text.replace("护士王", "护士李") };
    },
    finds: [{ kind: "altered", day: first, writer: "w0", seq: 2 }],
  },
  {
    how: "an entry and its own hash",
    tamper(trail) {
      const index = at(trail, 0, "w0", 3);
      const kept = trail.entries[index] as KeptEntry;
      const text = kept.text.replace("护士王", "护士李");
      trail.entries[index] = { ...kept, text, hash: sha256(text) };
    },
    // The anchor half-way agreed with entry 2.
    finds: [{ kind: "rewritten", day: first, writer: "w0", seq: 3, toSeq: 3 }],
  },
  {
    how: "an entry, and all hashes of its chain after it",
    tamper: (trail) => rewrite(trail, at(trail, 0, "w0", 3), otherName),
    finds: [{ kind: "rewritten", day: first, writer: "w0", seq: 3, toSeq: 4 }],
  },
  {
    how: "the last entry of a chain with its hash",
    tamper: (trail) => rewrite(trail, at(trail, 1, "w0", 3), otherName),
    finds: [{ kind: "rewritten", day: second, writer: "w0", seq: 2, toSeq: 3 }],
  },
  {
    how: "the first entry of a chain with its hash",
    tamper: (trail) => rewrite(trail, at(trail, 1, "w0", 0), otherName),
    // Neither anchor agrees.
    finds: [
      { kind: "rewritten", day: second, writer: "w0", seq: 0, toSeq: 1 },
      { kind: "rewritten", day: second, writer: "w0", seq: 0, toSeq: 3 },
    ],
  },
  {
    how: "when an entry is to expire, beside its text",
    tamper(trail) {
      const index = at(trail, 0, "w1", 1);
      trail.entries[index] = { ...(trail.entries[index] as KeptEntry), expiresAt: 1 };
    },
    finds: [{ kind: "altered", day: first, writer: "w1", seq: 1 }],
  },
  {
    how: "of whom an entry is found to be, beside its text",
    tamper(trail) {
      const index = at(trail, 0, "w1", 1);
      trail.entries[index] = { ...(trail.entries[index] as KeptEntry), about: "resident#other" };
    },
    finds: [{ kind: "altered", day: first, writer: "w1", seq: 1 }],
  },
  {
    how: "an entry taken away",
    tamper: (trail) => void trail.entries.splice(at(trail, 0, "w0", 2), 1),
    finds: [{ kind: "removed", day: first, writer: "w0", seq: 2, toSeq: 2 }],
  },
  {
    how: "the first entries of a chain taken away",
    tamper(trail) {
      trail.entries.splice(at(trail, 0, "w0", 0), 1);
      trail.entries.splice(at(trail, 0, "w0", 1), 1);
    },
    finds: [{ kind: "removed", day: first, writer: "w0", seq: 0, toSeq: 1 }],
  },
  {
    how: "an entry taken away and the gap closed by numbering and hashing anew",
    tamper(trail) {
      const gone = at(trail, 0, "w0", 3);
      const after = at(trail, 0, "w0", 4);
      const moved = entryOf(trail.entries[after]);
      const before = entryOf(trail.entries[at(trail, 0, "w0", 2)]);
      const head: ChainHead = {
        writer: "w0",
        seq: before.seq,
        hash: (trail.entries[at(trail, 0, "w0", 2)] as KeptEntry).hash,
      };
      trail.entries[gone] = keptEntry(head, moved, { day: moved.day, writer: "w0" });
      trail.entries.splice(after, 1);
    },
    finds: [{ kind: "tail-cut", day: first, writer: "w0", seq: 4, toSeq: 4 }],
  },
  {
    how: "the end of a chain cut off",
    tamper: (trail) => void trail.entries.splice(at(trail, 0, "w0", 4), 1),
    finds: [{ kind: "tail-cut", day: first, writer: "w0", seq: 4, toSeq: 4 }],
  },
  {
    how: "the end of a chain of today cut off, back before the last anchor",
    of: open,
    tamper: (trail) => void trail.entries.splice(at(trail, 2, "w0", 5), 1),
    finds: [{ kind: "tail-cut", day: "20261122", writer: "w0", seq: 5, toSeq: 5 }],
  },
  {
    how: "a whole chain taken away",
    tamper(trail) {
      for (const seq of [0, 1, 2]) trail.entries.splice(at(trail, 0, "w1", seq), 1);
    },
    finds: [{ kind: "chain-removed", day: first, writer: "w1", seq: 0, toSeq: 2 }],
  },
  {
    how: "all chains of a day taken away",
    tamper(trail) {
      for (const seq of [0, 1, 2, 3]) trail.entries.splice(at(trail, 1, "w0", seq), 1);
    },
    finds: [{ kind: "chain-removed", day: second, writer: "w0", seq: 0, toSeq: 3 }],
  },
  {
    how: "two entries put in each other's place",
    tamper(trail) {
      const [one, other] = [at(trail, 0, "w0", 1), at(trail, 0, "w0", 3)];
      const [a, b] = [trail.entries[one] as KeptEntry, trail.entries[other] as KeptEntry];
      trail.entries[one] = { ...b, part: a.part, entry: a.entry };
      trail.entries[other] = { ...a, part: b.part, entry: b.entry };
    },
    finds: [
      { kind: "moved", day: first, writer: "w0", seq: 1 },
      { kind: "moved", day: first, writer: "w0", seq: 3 },
    ],
  },
  {
    how: "an entry put in between, under a name of its own",
    tamper(trail) {
      const kept = trail.entries[at(trail, 0, "w0", 2)] as KeptEntry;
      trail.entries.push({ ...kept, entry: `${kept.entry}x` });
    },
    finds: [{ kind: "inserted", day: first, writer: "w0" }],
  },
  {
    how: "an entry put in by numbering and hashing anew what follows",
    tamper(trail) {
      const last = trail.entries[at(trail, 0, "w0", 4)] as KeptEntry;
      const head = { writer: "w0", seq: 4, hash: last.hash };
      trail.entries.push(keptEntry(head, detailsAt(trail.now, 1), { day: first, writer: "w0" }));
    },
    finds: [{ kind: "inserted", day: first, writer: "w0", seq: 5, toSeq: 5 }],
  },
  {
    how: "a new chain put into a day that is over",
    tamper: (trail) => void trail.entries.push(keptEntry(undefined, detailsAt(0, 1), { day: first, writer: "w9" })),
    finds: [{ kind: "chain-inserted", day: first, writer: "w9", seq: 0, toSeq: 0 }],
  },
  {
    how: "a sealed anchor's root",
    tamper(trail) {
      const [one, ...rest] = trail.sealed as [{ text: string; hash: string }, ...never[]];
      trail.sealed = [{ ...one, text: one.text.replace(/"root":"./, '"root":"x') }, ...rest];
    },
    finds: [{ kind: "anchor-altered", day: first }],
  },
  {
    how: "a sealed anchor, with a head that fits a chain which was cut, root and hash",
    tamper(trail) {
      trail.entries.splice(at(trail, 2, "w0", 5), 1);
      const standing = trail.entries[at(trail, 2, "w0", 4)] as KeptEntry;
      reseal(trail, 2, (heads) =>
        heads.map((head) => (head.writer === "w0" ? { ...head, seq: 4, hash: standing.hash } : head)),
      );
    },
    finds: [
      { kind: "tail-cut", day: "20261122", writer: "w0", seq: 5, toSeq: 5 },
      { kind: "anchor-copy-altered", day: "20261122" },
    ],
  },
  {
    how: "a sealed anchor taken away",
    tamper(trail) {
      trail.sealed = trail.sealed.toSpliced(1, 1);
    },
    finds: [
      { kind: "anchor-removed", day: second },
      { kind: "anchor-removed", day: second },
    ],
  },
  {
    how: "the last sealed anchor taken away",
    tamper(trail) {
      trail.sealed = trail.sealed.slice(0, -1);
    },
    finds: [{ kind: "anchor-removed", day: "20261122" }],
  },
  {
    how: "the last running anchor taken away",
    of: open,
    tamper: (trail) => void trail.running.get("20261122")?.pop(),
    finds: [{ kind: "anchor-removed", day: "20261122" }],
  },
  {
    how: "the first running anchor taken away",
    tamper: (trail) => void trail.running.get(first)?.shift(),
    finds: [{ kind: "anchor-removed", day: first }],
  },
  {
    how: "a running anchor's time",
    tamper(trail) {
      const [one, other] = trail.running.get(first) as [{ text: string; hash: string }, { text: string; hash: string }];
      trail.running.set(first, [{ ...one, text: one.text.replace('"at":1', '"at":2') }, other]);
    },
    finds: [{ kind: "anchor-altered", day: first }],
  },
  {
    how: "the copy of an anchor",
    tamper(trail) {
      const name = copyName("sealed", first);
      const { text, hash, heads } = anchorCopyIn(trail.files.get(name) as Uint8Array) as never;
      trail.files.set(name, anchorCopyOf({ text, hash }, (heads as ChainHead[]).slice(1)));
    },
    finds: [{ kind: "anchor-copy-altered", day: first }],
  },
  {
    how: "a copy overwritten with nonsense",
    tamper: (trail) => void trail.files.set(copyName("running", first), new TextEncoder().encode("{")),
    finds: [{ kind: "anchor-copy-altered", day: first }],
  },
  {
    how: "the copy of an anchor taken away",
    tamper: (trail) => void trail.files.delete(copyName("sealed", first)),
    finds: [{ kind: "anchor-copy-removed", day: first }],
  },
];

/** The sealed anchor of a day made anew over other heads, so that it is what its hash says. */
function reseal(trail: Trail, dayNumber: number, change: (heads: readonly ChainHead[]) => readonly ChainHead[]): void {
  const anchor = JSON.parse((trail.sealed[dayNumber] as { text: string }).text) as Anchor;
  const heads = change(anchor.heads ?? []);
  const lines = [...heads]
    .sort((a, b) => (a.writer < b.writer ? -1 : 1))
    .map((one) => `${one.writer} ${one.seq} ${one.hash}\n`);
  const text = JSON.stringify({ ...anchor, heads, root: sha256(lines.join("")) });
  trail.sealed = trail.sealed.with(dayNumber, { text, hash: sha256(text) });
}

describe("verifying the audit", () => {
  test.each(tamperings)("finds and names $how", async ({ of = plan, tamper, finds }) => {
    const trail = keptTrail(of);
    expect((await verify(trail)).findings).toEqual([]);
    tamper(trail);
    const { findings } = await verify(trail);
    expect(findings).toEqual(finds.map((found) => expect.objectContaining(found)));
  });

  test("reads everything there is, and says what nobody would miss yet", async () => {
    const whole = await verify(keptTrail(plan));
    expect(whole).toMatchObject({ entries: 23, chains: 6, notAnchored: 0, notSealedDays: [], expiredDays: [] });
    const late = keptTrail({ ...open, days: [[2], [3]] });
    const { hash } = late.entries.at(-1) as KeptEntry;
    late.entries.push(keptEntry({ writer: "w0", seq: 2, hash }, detailsAt(late.now, 1), { day: second, writer: "w0" }));
    expect(await verify(late)).toMatchObject({ findings: [], notAnchored: 1 });
  });

  test("days whose time is over are told as such, and are no tampering", async () => {
    const trail = keptTrail(plan);
    trail.entries.length = 0;
    const now = trail.now + 1097 * day;
    const told = await verify(trail, { now, to: "20261122" });
    expect(told.findings).toEqual([]);
    expect(told.expiredDays).toEqual([first, second, "20261122"]);
  });

  test("a day that is over with entries and no seal is told, even when all anchors and copies are gone", async () => {
    const trail = keptTrail(plan);
    trail.sealed = [];
    trail.running.clear();
    trail.files.clear();
    expect((await verify(trail)).notSealedDays).toEqual([first, second, "20261122"]);
  });

  test("an anchor that was kept elsewhere is missed when trail, anchors and copies were all made anew", async () => {
    const trail = keptTrail(plan);
    const outside = trail.sealed[2] as { hash: string };
    expect((await verify(trail, { knownAnchors: [outside.hash] })).unknownAnchors).toEqual([]);
    const forged = keptTrail({ ...plan, days: [[5, 3], [4], [6, 2, 2]] });
    expect(await verify(forged, { knownAnchors: [outside.hash] })).toMatchObject({
      findings: [],
      unknownAnchors: [outside.hash],
    });
  });

  const plans = fc.record({
    days: fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    anchoredAtPercent: fc.integer({ min: 0, max: 100 }),
    isLastOpen: fc.boolean(),
  });

  test("whatever was written by the service is found whole", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (some) => {
        const told = await verify(keptTrail(some));
        expect(told.findings).toEqual([]);
        expect(told.entries).toBe(some.days.flat().reduce((sum, count) => sum + count, 0));
      }),
    );
  });

  test("whichever anchored entry is altered, taken away, made anew or put in again is found", async () => {
    const how = fc.constantFrom("alter", "remove", "rewrite", "repeat");
    await fc.assert(
      fc.asyncProperty(plans, how, fc.nat(), async (some, what, which) => {
        const trail = keptTrail({ ...some, isLastOpen: false });
        fc.pre(trail.entries.length > 0);
        const index = which % trail.entries.length;
        const kept = trail.entries[index] as KeptEntry;
        if (what === "alter") trail.entries[index] = { ...kept, text: kept.text.replace("10.0.0.7", "10.0.0.8") };
        if (what === "remove") trail.entries.splice(index, 1);
        if (what === "rewrite") rewrite(trail, index, otherName);
        if (what === "repeat") trail.entries.push({ ...kept, entry: kept.entry.replace("w", "z") });
        const { day } = entryOf(kept);
        const { findings } = await verify(trail);
        expect(findings.map((found) => found.day)).toContain(day);
        expect(kindsIn({ findings } as unknown as Verification).length).toBeGreaterThan(0);
      }),
    );
  });

  test("a day begins at midnight UTC", () => {
    expect(auditDayOf(Date.parse("2026-11-22T07:59:59+08:00"))).toBe(second);
    expect(auditDayOf(Date.parse("2026-11-22T08:00:00+08:00"))).toBe("20261122");
  });
});
