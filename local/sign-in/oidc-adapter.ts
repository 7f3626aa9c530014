import { createHash } from "node:crypto";
import { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import type { Item, Json, Page, TableEngine } from "../../domain/ports.ts";
import type { PendingSignIns } from "./pending-sign-ins.ts";
import { signInTable as table } from "./sign-in-table.ts";

/** What is given for one grant, and goes with it. */
const grantable: ReadonlySet<string> = new Set(["AccessToken", "AuthorizationCode", "RefreshToken"]);
/** Everything that a person is given and an operator can take away. */
const personal = new Set(["Session", "Grant", "AuthorizationCode", "RefreshToken", "Interaction"]);

/** Whoever shows the id of one of these is somebody; kept under its digest, a copy of the tables lets nobody in. */
const bearing: ReadonlySet<string> = new Set(["Session", "AuthorizationCode", "RefreshToken"]);

/** The provider gives everything an end; should it not, it is kept no longer than anything else. */
const longestKeptSeconds = 14 * 86_400;
/** Only sorting and cleaning go by it: whether something still holds, the provider judges by its own `exp`. */
const sweepEveryMs = 10 * minute;

/**
 * Keeps one model of the provider (sessions, codes, tokens, grants) in the box's tables, so that nobody is signed out by
 * a restart. Of sign-ins in which nobody has shown who they are only as many stand as `pending` allows. Using a code or a refresh token is one conditional write: of two who present it at once, one is refused.
 */
export function oidcAdapter(engine: TableEngine, kind: string, pending: PendingSignIns): Adapter {
  const keyFor = (id: string): string => (bearing.has(kind) ? createHash("sha256").update(id).digest("base64url") : id);
  async function itemOf(id: string): Promise<Item | undefined> {
    return id === "" ? undefined : await engine.get(table, { kind, id: keyFor(id) });
  }
  async function remove(key: { readonly kind: string; readonly id: string }): Promise<void> {
    await engine.write([{ kind: "delete", table, key }]);
  }
  /** Whoever has shown a password by now has a step of their own, and goes on. */
  async function giveUp(id: string): Promise<void> {
    if ((await engine.get(table, { kind: "step", id })) === undefined) await remove({ kind, id });
  }
  return {
    async upsert(id, payload, expiresIn) {
      const endsAt = Date.now() + (expiresIn ?? longestKeptSeconds) * second;
      // Whoever has taken the last step of a sign-in is in, but for one redirect.
      const subject = payload.accountId ?? payload.result?.login?.accountId;
      const item: Item = {
        kind,
        id: keyFor(id),
        state: payload.consumed === undefined ? "fresh" : "consumed",
        ...(grantable.has(kind) && payload.grantId !== undefined && { grantId: payload.grantId }),
        ...(personal.has(kind) && subject !== undefined && { subject }),
        ...(kind === "Session" && payload.uid !== undefined && { uid: payload.uid }),
        ...endOf(endsAt),
        payload: JSON.parse(JSON.stringify(bearing.has(kind) ? { ...payload, jti: undefined } : payload)) as Json,
      };
      await engine.write([{ kind: "put", table, item }]);
      if (kind !== "Interaction") return;
      if (subject !== undefined) pending.over(id);
      else for (const oldest of pending.begun(id, endsAt, Date.now())) await giveUp(oldest);
    },
    async find(id) {
      const payload = payloadOf(await itemOf(id));
      return payload && (bearing.has(kind) ? { ...payload, jti: id } : payload);
    },
    async findByUid(uid) {
      const { items } = await engine.query(table, { index: "uid", partition: uid, limit: 1 });
      return payloadOf(items[0]);
    },
    /** Only of the device flow, which nobody may use. */
    findByUserCode: async () => undefined,
    async consume(id) {
      const item = await itemOf(id);
      if (item === undefined) throw new errors.InvalidGrant("already used");
      const consumed = Math.floor(Date.now() / second);
      const next: Item = { ...item, state: "consumed", payload: { ...(item.payload as object), consumed } as Json };
      const when = { attribute: "state", equals: "fresh" } as const;
      const outcome = await engine.write([{ kind: "put", table, item: next, when }]);
      if (outcome.kind === "refused") throw new errors.InvalidGrant("already used");
    },
    async destroy(id) {
      if (kind === "Interaction") pending.over(id);
      await remove({ kind, id: keyFor(id) });
    },
    async revokeByGrantId(grantId) {
      for await (const item of allOf(engine, "grant", grantId)) if (item.kind === kind) await remove(keyOf(item));
    },
  };
}

/** The attributes by which something is found when its end has come. */
export function endOf(endsAt: EpochMs): { readonly ends: string; readonly endsAt: string } {
  return { ends: "all", endsAt: new Date(endsAt).toISOString() };
}

/** Ends every session of a person and everything that it gave: no token of theirs is renewed any more. */
export async function endSessionsOf(engine: TableEngine, subject: string): Promise<void> {
  for await (const item of allOf(engine, "subject", subject))
    if (personal.has(String(item.kind))) await engine.write([{ kind: "delete", table, key: keyOf(item) }]);
}

/** Deletes whatever else the provider wrote down of somebody. */
export async function forgetSubject(engine: TableEngine, subject: string): Promise<void> {
  for await (const item of allOf(engine, "subject", subject))
    await engine.write([{ kind: "delete", table, key: keyOf(item) }]);
}

/** Whether a grant still stands; it goes with the sign-out, or when an operator ends the sessions. */
export async function grantStands(engine: TableEngine, grantId: string): Promise<boolean> {
  return (await engine.get(table, { kind: "Grant", id: grantId })) !== undefined;
}

/** Deletes what has ended, in real time. */
export async function sweepExpired(engine: TableEngine, now: EpochMs): Promise<void> {
  const sort = { to: new Date(now).toISOString() };
  for (;;) {
    const { items } = await engine.query(table, { index: "end", partition: "all", sort, limit: 100 });
    if (items.length === 0) return;
    await engine.write(items.map((item) => ({ kind: "delete", table, key: keyOf(item) })));
  }
}

/** Sweeps now and again until it is told to stop; a failure is told and tried again. */
export function sweepRegularly(engine: TableEngine, failed: (error: unknown) => void): () => void {
  const timer = setInterval(() => void sweepExpired(engine, Date.now()).catch(failed), sweepEveryMs).unref();
  return () => clearInterval(timer);
}

async function* allOf(engine: TableEngine, index: "grant" | "subject", partition: string): AsyncGenerator<Item> {
  let after: string | undefined;
  do {
    const page: Page = await engine.query(table, { index, partition, ...(after !== undefined && { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

function keyOf({ kind, id }: Item): { readonly kind: string; readonly id: string } {
  return { kind: String(kind), id: String(id) };
}

function payloadOf(item: Item | undefined): AdapterPayload | undefined {
  // The engine keeps what it answers; the provider writes on what it is given.
  return item && (structuredClone(item.payload) as AdapterPayload);
}
