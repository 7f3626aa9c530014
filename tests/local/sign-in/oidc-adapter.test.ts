import { expect, test } from "vitest";
import { SqliteTableEngine } from "../../../adapters/table/sqlite.ts";
import { oidcAdapter, sweepExpired } from "../../../local/sign-in/oidc-adapter.ts";
import { PendingSignIns } from "../../../local/sign-in/pending-sign-ins.ts";
import { signInTable } from "../../../local/sign-in/sign-in-table.ts";

const payload = { accountId: "p-li", grantId: "g1", jti: "secret-token" };

function engine(): SqliteTableEngine {
  return SqliteTableEngine.open(":memory:", { now: () => 0 });
}

test.each(["AuthorizationCode", "RefreshToken"])(
  "of two who use one %s at the same moment, one is refused",
  async (kind) => {
    const adapter = oidcAdapter(engine(), kind, new PendingSignIns());
    await adapter.upsert("secret-token", payload, 60);
    const outcomes = await Promise.allSettled([adapter.consume("secret-token"), adapter.consume("secret-token")]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await adapter.find("secret-token")).toMatchObject({ ...payload, consumed: expect.any(Number) });
  },
);

test.each(["Session", "AuthorizationCode", "RefreshToken"])("nothing in the tables opens a %s", async (kind) => {
  const tables = engine();
  await oidcAdapter(tables, kind, new PendingSignIns()).upsert("secret-token", payload, 60);
  const { items } = await tables.query(signInTable, { partition: kind });
  expect(items).toHaveLength(1);
  expect(JSON.stringify(items)).not.toContain("secret-token");
});

test("what has ended goes, in real time", async () => {
  const tables = engine();
  const adapter = oidcAdapter(tables, "Grant", new PendingSignIns());
  await adapter.upsert("g1", payload, 60);
  await adapter.upsert("g2", payload, 600);
  await sweepExpired(tables, Date.now() + 120_000);
  expect([await adapter.find("g1"), await adapter.find("g2")]).toEqual([undefined, expect.anything()]);
});

test("of sign-ins in which nobody has shown who they are the oldest gives way; whoever has shown a password goes on", async () => {
  const tables = engine();
  const adapter = oidcAdapter(tables, "Interaction", new PendingSignIns(3));
  const begun = { uid: "i", jti: "i" };
  for (const id of ["with-password", "a", "signed-in", "b"]) {
    await adapter.upsert(id, begun, 900);
    if (id === "with-password")
      await tables.write([{ kind: "put", table: signInTable, item: { kind: "step", id, ends: "all", endsAt: "9" } }]);
    if (id === "signed-in") await adapter.upsert(id, { ...begun, result: { login: { accountId: "p-li" } } }, 900);
  }
  for (const id of ["c", "d"]) await adapter.upsert(id, begun, 900);
  const { items } = await tables.query(signInTable, { partition: "Interaction" });
  expect(items.map(({ id }) => id)).toEqual(["b", "c", "d", "signed-in", "with-password"]);
});

test("what has ended gives way to nobody", () => {
  const pending = new PendingSignIns(2);
  expect(pending.begun("a", 10, 0)).toEqual([]);
  expect(pending.begun("b", 20, 0)).toEqual([]);
  expect(pending.begun("c", 30, 15)).toEqual([]);
  expect(pending.begun("d", 40, 15)).toEqual(["b"]);
});
