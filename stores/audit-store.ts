import type { Anchor, KeptAnchor } from "../domain/audit/anchor.ts";
import type { Link } from "../domain/audit/chain.ts";
import type { AuditSubject, ChainHead } from "../domain/audit/entry.ts";
import { aboutOf, type KeptEntry, partsOf, placeOf } from "../domain/audit/place.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Item, TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { tables } from "./tables.ts";

const table = tables.audit;

/**
 * For how long entries are kept when nobody configured otherwise: three years. The law asks six months of security logs
 * (网络安全法 art. 21), and three years of impact assessments (个人信息保护法 art. 56), with which the trail is read.
 */
export const defaultAuditDays = 1096;
/** Whoever configures less gets this. */
export const leastAuditDays = 184;

const schema = 1;

/** A page of entries about somebody; `next` is the `before` of the page that follows. */
export interface AuditPage {
  readonly texts: readonly string[];
  readonly next?: string;
}

/** Who read or changed what. It is added to, and never changed. */
export class AuditStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** All or none, durable when it resolves. `taken`: there is an entry at one of these places already; nothing was written. */
  async append(links: readonly Link[]): Promise<"appended" | "taken"> {
    const outcome = await this.#engine.write(
      links.map((link) => ({ kind: "put", table, item: itemOf(link), when: { absent: true } })),
    );
    return outcome.kind === "written" ? "appended" : "taken";
  }

  /**
   * Texts of entries about somebody between two times, both included, the newest first. `next`: there are older ones; ask
   * with it as `before`. The index may lag.
   */
  async listAbout(
    of: AuditSubject,
    range: {
      readonly from?: EpochMs;
      readonly until?: EpochMs;
      readonly before?: string;
      readonly limit: number;
    },
  ): Promise<AuditPage> {
    const { from, until, before, limit } = range;
    // `~` comes after whatever stands behind a time.
    const to = before ?? (until === undefined ? afterTimes : `${new Date(until).toISOString()}~`);
    const found = await allPages(this.#engine, table, {
      index: "byAbout",
      partition: aboutOf(of),
      newestFirst: true,
      // One more tells whether there are older ones; a range includes its end.
      limit: limit + 2,
      sort: { ...(from !== undefined && { from: new Date(from).toISOString() }), to },
    });
    const items = found.filter(({ at }) => at !== before);
    const page = items.slice(0, limit);
    return {
      texts: page.map((item) => keptEntryOf(item).text),
      ...(items.length > limit && { next: String(page.at(-1)?.at) }),
    };
  }

  /** Where every chain of a day ends now. */
  async listHeads(day: string): Promise<readonly ChainHead[]> {
    const parts = await Promise.all(partsOf(day).map((part) => this.#headsOf(part)));
    return parts.flat();
  }

  /** Every entry of one of a day's {@link partsOf}, chain by chain, each in its order, a page at a time. */
  async *pagesOf(part: string): AsyncGenerator<readonly KeptEntry[]> {
    let after: string | undefined;
    do {
      const page = await this.#engine.query(table, { partition: part, ...(after !== undefined && { after }) });
      yield page.items.map(keptEntryOf);
      after = page.next;
    } while (after !== undefined);
  }

  /** Durable when it resolves. `taken`: somebody else made the anchor of this place; nothing was written. */
  async addAnchor({ anchor, text, hash }: KeptAnchor & { readonly anchor: Anchor }): Promise<"added" | "taken"> {
    const { kind, day, seq, expiresAt } = anchor;
    const place = {
      part: partOfAnchors(kind === "sealed" ? kind : { running: day }),
      entry: String(seq).padStart(10, "0"),
    };
    const item: Item = { ...place, schema, json: text, hash, ...(kind === "running" && { expiresAt }) };
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: { absent: true } }]);
    return outcome.kind === "written" ? "added" : "taken";
  }

  /** Of a day that goes on, or of all days that are over; in their order. */
  async listAnchors(of: { readonly running: string } | "sealed"): Promise<readonly KeptAnchor[]> {
    return (await allPages(this.#engine, table, { partition: partOfAnchors(of) })).map(keptAnchorOf);
  }

  /** Of the last day that is over and sealed. */
  async lastSealed(): Promise<KeptAnchor | undefined> {
    const query = { partition: partOfAnchors("sealed"), newestFirst: true, limit: 1 };
    const [item] = (await this.#engine.query(table, query)).items;
    return item && keptAnchorOf(item);
  }

  /** The last of each writer, found from the last of all backwards: one read for each chain. */
  async #headsOf(part: string): Promise<readonly ChainHead[]> {
    const heads: ChainHead[] = [];
    let to: string | undefined;
    for (;;) {
      const query = { partition: part, newestFirst: true, limit: 1, ...(to !== undefined && { sort: { to } }) };
      const [item] = (await this.#engine.query(table, query)).items;
      if (item === undefined) return heads;
      const { entry, hash } = keptEntryOf(item);
      const [writer, seq] = entry.split("#") as [string, string];
      heads.push({ writer, seq: Number(seq), hash });
      to = writer;
    }
  }
}

/** Under what anchors lie: all of days that are over, or those of one that goes on. */
export function partOfAnchors(of: { readonly running: string } | "sealed"): string {
  return of === "sealed" ? "anchors" : `anchors#${of.running}`;
}

/** Reads back an anchor as it lies in the table. */
export function keptAnchorOf(item: Item): KeptAnchor {
  const { text, hash } = keptEntryOf(item);
  return { text, hash };
}

function itemOf(link: Link): Item {
  return { ...placeOf(link.entry), schema, json: link.text, hash: link.hash } as Item;
}

/** Reads back an entry with all that the table says of it. */
export function keptEntryOf(item: Item): KeptEntry {
  const { part, entry, about, at, expiresAt, json, hash } = item;
  // What is none has a text that no hash fits: verifying tells of it.
  return { part, entry, about, at, expiresAt, text: String(json), hash: String(hash) } as KeptEntry;
}

const afterTimes = "A";
