import type { Link } from "../domain/audit/chain.ts";
import type { AuditSubject, ChainHead } from "../domain/audit/entry.ts";
import type { Item, TableEngine } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { UnreadableItemError } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.audit;

/**
 * For how long entries are kept when nobody configured otherwise: three years. The law asks six months of security logs
 * (网络安全法 art. 21), and three years of impact assessments (个人信息保护法 art. 56), with which the trail is read.
 */
export const defaultAuditDays = 1096;
/** Less than this is refused, whatever is configured. */
export const leastAuditDays = 184;

const partsPerDay = 16;
const schema = 1;

/** An entry as it lies in the table, with the place at which it lies: what is verified. */
export interface KeptEntry {
  /** `<day>#<part>`. */
  readonly part: string;
  /** `<writer>#<seq>`. */
  readonly entry: string;
  readonly about?: string;
  readonly at?: string;
  readonly expiresAt?: number;
  readonly text: string;
  readonly hash: string;
}

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

  /** Texts of entries about somebody between two times, both included, the newest first. The index may lag. */
  async listAbout(
    of: AuditSubject,
    { from, before, limit }: { readonly from?: number; readonly before?: string | undefined; readonly limit: number },
  ): Promise<AuditPage> {
    const found = await allPages(this.#engine, table, {
      index: "byAbout",
      partition: aboutOf(of),
      newestFirst: true,
      // One more tells whether there are older ones; a range includes its end.
      limit: limit + 2,
      sort: {
        ...(from !== undefined && { from: new Date(from).toISOString() }),
        to: before ?? afterTimes,
      },
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

/** The parts in which a day's chains lie. */
export function partsOf(day: string): readonly string[] {
  return Array.from({ length: partsPerDay }, (_, number) => `${day}#${number.toString(16)}`);
}

/** At what place an entry belongs, and what finds it there, by its text alone. */
export function placeOf({ entry }: Pick<Link, "entry">): Omit<KeptEntry, "text" | "hash"> {
  const place = `${entry.writer}#${String(entry.seq).padStart(10, "0")}`;
  return {
    part: `${entry.day}#${partOf(entry.writer)}`,
    entry: place,
    about: aboutOf(entry.of),
    at: `${new Date(entry.at).toISOString()}#${place}`,
    expiresAt: entry.expiresAt,
  };
}

function itemOf(link: Link): Item {
  return { ...placeOf(link), schema, json: link.text, hash: link.hash } as Item;
}

function keptEntryOf(item: Item): KeptEntry {
  const { part, entry, about, at, expiresAt, json, hash } = item;
  if (typeof json !== "string" || typeof hash !== "string")
    throw new UnreadableItemError(table.name, String(entry), "no JSON or no hash");
  return { part, entry, about, at, expiresAt, text: json, hash } as KeptEntry;
}

function aboutOf(of: AuditSubject): string {
  return of.kind === "resident" ? `resident#${of.residentId}` : `facility#${of.facilityId}`;
}

/** Spread by the writer's name, always the same. */
function partOf(writer: string): string {
  let sum = 0;
  for (const character of writer) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_536;
  return (sum % partsPerDay).toString(16);
}

const afterTimes = "A";
