import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine } from "../domain/ports.ts";
import type { Note } from "../domain/register/note.ts";
import { allPages } from "./all-pages.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.notes;

/** A page of notes; `next` is the `before` of the page that follows. */
export interface NotePage extends Listing<Note> {
  readonly next?: string;
}

/** Care notes. They are added and never changed. */
export class NoteStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** Of a resident, the newest first. */
  async list(
    residentId: string,
    { limit, before }: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<NotePage> {
    const found = await allPages(this.#engine, table, {
      partition: residentId,
      newestFirst: true,
      // One more tells whether there are older ones; a range includes its end.
      limit: limit + 2,
      sort: { to: before ?? afterTimes },
    });
    const items = found.filter(({ at }) => at !== before);
    const page = items.slice(0, limit);
    const last = page.at(-1);
    return {
      ...readItems<Note>(table, page),
      ...(items.length > limit && last !== undefined && { next: String(last.at) }),
    };
  }

  /** Of all residents of a facility, written from `from` inclusive until `until` exclusive, the oldest first. The index may lag. */
  async listByFacility(facilityId: string, from: EpochMs, until: EpochMs): Promise<Listing<Note>> {
    const sort = { from: timeOf(from), to: timeOf(until) };
    return readItems<Note>(
      table,
      await allPages(this.#engine, table, { index: "byFacility", partition: facilityId, sort }),
    );
  }

  async find(residentId: string, id: string): Promise<Note | undefined> {
    const reference = await this.#engine.get(table, { residentId, at: referenceOf(id) });
    if (typeof reference?.note !== "string") return undefined;
    const item = await this.#engine.get(table, { residentId, at: reference.note });
    return item && readItem<Note>(table, item);
  }

  /** Writes a note, and beside it under its id where it stands, so that an id is one note's. */
  async add(note: Note): Promise<"added" | "already-exists"> {
    const { residentId, facilityId, id } = note;
    const at = `${timeOf(note.at)}#${id}`;
    const outcome = await this.#engine.write([
      { kind: "put", table, item: storedItem({ residentId, at, facilityId }, note), when: { absent: true } },
      { kind: "put", table, item: { residentId, at: referenceOf(id), note: at }, when: { absent: true } },
    ]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }
}

/** References come after all times. */
const afterTimes = "A";

function referenceOf(id: string): string {
  return `id#${id}`;
}

function timeOf(at: EpochMs): string {
  return new Date(at).toISOString();
}
