import {
  type FamilyMessage,
  type FamilyThread,
  type SentPicture,
  threadAfter,
  threadRead,
} from "../domain/family-messages/thread.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Notification } from "../domain/notify/notification.ts";
import type { Key, TableEngine, Write, WriteCondition } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { notifying } from "./notification-items.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables["family-messages"];
const head = "head";
const maxTries = 12;

/** Whose thread: a resident's and one relative's of them. */
export type ThreadOf = Pick<FamilyThread, "residentId" | "personId">;

/** A page of a thread; `next` is the `before` of the page that follows. */
export interface MessagePage extends Listing<FamilyMessage> {
  readonly next?: string;
}

/** A picture with whom it was sent to; it is served to nobody but who may see pictures of that resident now. */
export interface StoredPicture extends SentPicture {
  readonly residentId: string;
  readonly facilityId: string;
  readonly sentAt: EpochMs;
}

/** Others kept writing the same thread. */
export class ContendedThreadError extends Error {
  readonly code = "contended-thread";
  constructor() {
    super(`a thread was written by others ${maxTries} times in a row`);
  }
}

/** What relatives and care teams write to each other. Messages are added and never changed. */
export class FamilyMessageStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async findThread(of: ThreadOf): Promise<FamilyThread | undefined> {
    const item = await this.#engine.get(table, { thread: threadId(of), id: head });
    return item && readItem<FamilyThread>(table, item);
  }

  /** The threads of a facility's residents, who wrote last first. */
  async listByFacility(facilityId: string, limit: number): Promise<Listing<FamilyThread>> {
    const query = { index: "byFacility", partition: facilityId, newestFirst: true, limit };
    return readItems<FamilyThread>(table, await allPages(this.#engine, table, query));
  }

  /** The newest first. */
  async list(
    of: ThreadOf,
    { limit, before }: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<MessagePage> {
    const items = await allPages(this.#engine, table, {
      partition: threadId(of),
      newestFirst: true,
      sort: { from: "m#", to: before ?? "m#~" },
      // One more tells whether there are older ones; a range includes its end.
      limit: limit + 2,
    });
    const others = items.filter(({ id }) => id !== before);
    const page = others.slice(0, limit);
    const last = page.at(-1);
    const more = others.length > limit && last !== undefined;
    return { ...readItems<FamilyMessage>(table, page), ...(more && { next: String(last.id) }) };
  }

  async find(of: ThreadOf, id: string): Promise<FamilyMessage | undefined> {
    const reference = await this.#engine.get(table, { thread: threadId(of), id: `id#${id}` });
    if (typeof reference?.message !== "string") return undefined;
    const item = await this.#engine.get(table, { thread: threadId(of), id: reference.message });
    return item && readItem<FamilyMessage>(table, item);
  }

  /** Writes a message, what its thread says of it, and whoever is to be told of it, all or nothing; an id is one message's. */
  async add(message: FamilyMessage, told: readonly Notification[] = []): Promise<"added" | "already-exists"> {
    const thread = threadId(message);
    const id = `m#${new Date(message.at).toISOString()}#${message.id}`;
    const { residentId } = message;
    for (let attempt = 1; attempt <= maxTries; attempt += 1) {
      const before = await this.findThread(message);
      const reference = { thread, id: `id#${message.id}`, residentId, message: id };
      const outcome = await this.#engine.write([
        { kind: "put", table, item: reference, when: { absent: true } },
        { kind: "put", table, item: storedItem({ thread, id, residentId }, message), when: { absent: true } },
        puttingHead(before, threadAfter(before, message)),
        ...told.map(notifying),
      ]);
      if (outcome.kind === "written") return "added";
      if (outcome.failed.includes(0)) return "already-exists";
    }
    throw new ContendedThreadError();
  }

  /** One side has read what stood there until then. */
  async annotate(of: ThreadOf, side: "relative" | "team", seenUntil: EpochMs): Promise<FamilyThread | undefined> {
    for (let attempt = 1; attempt <= maxTries; attempt += 1) {
      const before = await this.findThread(of);
      if (before === undefined) return undefined;
      const after = threadRead(before, side, seenUntil);
      if (after === before) return before;
      const outcome = await this.#engine.write([puttingHead(before, after)]);
      if (outcome.kind === "written") return after;
    }
    throw new ContendedThreadError();
  }

  async findPicture(id: string): Promise<StoredPicture | undefined> {
    const item = await this.#engine.get(table, pictureKey(id));
    return item && readItem<StoredPicture>(table, item);
  }

  /** `already-exists`: the same picture was sent before. Its bytes have to lie there already. */
  async savePicture(picture: StoredPicture): Promise<"saved" | "already-exists"> {
    const { id, residentId } = picture;
    const item = storedItem({ ...pictureKey(id), residentId }, picture);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: { absent: true } }]);
    return outcome.kind === "written" ? "saved" : "already-exists";
  }
}

/** Under which name a picture's bytes lie. */
export function pictureFile(id: string): string {
  return `pictures/${id}`;
}

function puttingHead(before: FamilyThread | undefined, after: FamilyThread): Write {
  const when: WriteCondition =
    before === undefined ? { absent: true } : { attribute: "version", equals: before.version };
  const { residentId, facilityId, version } = after;
  const lastAt = new Date(after.last.at).toISOString();
  const attributes = { thread: threadId(after), id: head, residentId, facilityId, lastAt, version };
  return { kind: "put", table, item: storedItem(attributes, after), when };
}

/** No id of a resident and no subject of an issuer holds a `#`. */
function threadId({ residentId, personId }: ThreadOf): string {
  return `${residentId}#${personId}`;
}

function pictureKey(id: string): Key {
  return { thread: `picture#${id}`, id: "picture" };
}
