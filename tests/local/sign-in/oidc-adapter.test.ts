import { expect, test } from "vitest";
import { SqliteTableEngine } from "../../../adapters/table/sqlite.ts";
import { oidcAdapter, sweepExpired } from "../../../local/sign-in/oidc-adapter.ts";
import { signInTable } from "../../../local/sign-in/sign-in-table.ts";

const payload = { accountId: "p-li", grantId: "g1", jti: "secret-token" };

function engine(): SqliteTableEngine {
  return SqliteTableEngine.open(":memory:", { now: () => 0 });
}

test.each(["AuthorizationCode", "RefreshToken"])(
  "of two who use one %s at the same moment, one is refused",
  async (kind) => {
    const adapter = oidcAdapter(engine(), kind);
    await adapter.upsert("secret-token", payload, 60);
    const outcomes = await Promise.allSettled([adapter.consume("secret-token"), adapter.consume("secret-token")]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await adapter.find("secret-token")).toMatchObject({ ...payload, consumed: expect.any(Number) });
  },
);

test.each(["Session", "AuthorizationCode", "RefreshToken"])("nothing in the tables opens a %s", async (kind) => {
  const tables = engine();
  await oidcAdapter(tables, kind).upsert("secret-token", payload, 60);
  const { items } = await tables.query(signInTable, { partition: kind });
  expect(items).toHaveLength(1);
  expect(JSON.stringify(items)).not.toContain("secret-token");
});

test("what has ended goes, in real time", async () => {
  const tables = engine();
  const adapter = oidcAdapter(tables, "Grant");
  await adapter.upsert("g1", payload, 60);
  await adapter.upsert("g2", payload, 600);
  await sweepExpired(tables, Date.now() + 120_000);
  expect([await adapter.find("g1"), await adapter.find("g2")]).toEqual([undefined, expect.anything()]);
});
