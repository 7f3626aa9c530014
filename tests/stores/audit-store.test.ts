import { beforeAll, describe, expect, test } from "vitest";
import { anchorAfter } from "../../domain/audit/anchor.ts";
import { expiryOf, type Link, linkAfter } from "../../domain/audit/chain.ts";
import type { AuditDetails, AuditSubject, ChainHead } from "../../domain/audit/entry.ts";
import { partsOf } from "../../domain/audit/place.ts";
import { minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { sha256 } from "../../functions/audit/sha256.ts";
import { AuditStore, defaultAuditDays, leastAuditDays } from "../../stores/audit-store.ts";
import { enginesUnderTest } from "../engines.ts";

const noon = Date.parse("2026-11-22T12:00:00Z");
const day = "20261122";
const resident: AuditSubject = { kind: "resident", residentId: "r1" };
const house: AuditSubject = { kind: "facility", facilityId: "home-1" };

function details(at: number, of: AuditSubject = resident): AuditDetails {
  const who = { id: "nurse", name: "护士王" };
  const why = { kind: "duty", role: "nurse", facilityId: "home-1" } as const;
  return { at, who, what: "show-resident", deed: "read", dataClass: "record", of, why, from: {} };
}

function chain(writer: string, count: number, of?: AuditSubject, after?: ChainHead): readonly Link[] {
  const links: Link[] = [];
  let head = after;
  for (let index = 0; index < count; index += 1) {
    const place = { day, writer, expiresAt: expiryOf(day, defaultAuditDays), hash: sha256 };
    const link = linkAfter(head, details(noon + index * minute, of), place);
    head = { writer, seq: link.entry.seq, hash: link.hash };
    links.push(link);
  }
  return links;
}

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let store: AuditStore;
  let engine: TableEngine;
  beforeAll(async () => {
    engine = await open({ now: () => noon });
    store = new AuditStore(engine);
  });

  test("entries are added all or none, and an entry that is there is never replaced", async () => {
    const links = chain("added", 3);
    expect(await store.append(links.slice(0, 2))).toBe("appended");
    const other = chain("added", 1, house);
    expect(await store.append([...chain("none", 1), ...other])).toBe("taken");
    const heads = await store.listHeads(day);
    expect(heads).toContainEqual({ writer: "added", seq: 1, hash: links[1]?.hash });
    expect(heads.map(({ writer }) => writer)).not.toContain("none");
  });

  test("finds where every chain ends, whatever their names begin with", async () => {
    for (const writer of ["w", "w.1", "w.2", "W", "w-", "longer-name"])
      await store.append(chain(writer, 12, { kind: "resident", residentId: "r9" }));
    const heads = await store.listHeads(day);
    const ends = heads.filter(({ writer }) => /^w|^W|^long/.test(writer)).map(({ writer, seq }) => `${writer} ${seq}`);
    expect(ends.sort()).toEqual(["W 11", "longer-name 11", "w 11", "w- 11", "w.1 11", "w.2 11"]);
    expect(await store.listHeads("20261121")).toEqual([]);
  });

  test("pages of a day's parts hold every entry once, each chain in its order, as it was written", async () => {
    const links = chain("pages", 30, house);
    await store.append(links);
    const kept = [];
    for (const part of partsOf(day)) for await (const page of store.pagesOf(part)) kept.push(...page);
    const ours = kept.filter(({ entry }) => entry.startsWith("pages#"));
    expect(ours.map(({ text }) => text)).toEqual(links.map(({ text }) => text));
    expect(ours.every(({ text, hash }) => sha256(text) === hash)).toBe(true);
  });

  test("what is about somebody comes newest first, between two times, page by page", async () => {
    const of: AuditSubject = { kind: "resident", residentId: "r2" };
    const links = chain("about", 9, of);
    await store.append(links);
    const newest = links.map(({ text }) => text).reverse();
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await store.listAbout(of, { limit: 4, ...(before !== undefined && { before }) });
      seen.push(...page.texts);
      before = page.next;
    } while (before !== undefined);
    expect(seen).toEqual(newest);
    const range = { from: noon + 2 * minute, until: noon + 4 * minute, limit: 100 };
    expect((await store.listAbout(of, range)).texts).toEqual(newest.slice(4, 7));
    expect((await store.listAbout({ kind: "resident", residentId: "r" }, { limit: 9 })).texts).toEqual([]);
  });

  test("anchors have a place each, and the last sealed one is found", async () => {
    expect(await store.lastSealed()).toBeUndefined();
    const told = { kind: "sealed", day, at: noon, expiresAt: 2_000_000_000, heads: [], listed: [] } as const;
    const first = anchorAfter(undefined, told, sha256);
    const second = anchorAfter(first, { ...told, day: "20261123" }, sha256);
    expect([await store.addAnchor(first), await store.addAnchor(first)]).toEqual(["added", "taken"]);
    await store.addAnchor(second);
    const running = anchorAfter(undefined, { ...told, kind: "running" }, sha256);
    await store.addAnchor(running);
    expect((await store.lastSealed())?.hash).toBe(second.hash);
    expect((await store.listAnchors("sealed")).map(({ hash }) => hash)).toEqual([first.hash, second.hash]);
    expect((await store.listAnchors({ running: day })).map(({ text }) => text)).toEqual([running.text]);
  });
});

test("entries of a day expire together, and by default as long after it as the longest that law asks for", () => {
  expect(expiryOf(day, 1) * 1000).toBe(Date.parse("2026-11-24T00:00:00Z"));
  expect(defaultAuditDays).toBeGreaterThanOrEqual(3 * 365);
  expect(leastAuditDays).toBeGreaterThanOrEqual(183);
});
