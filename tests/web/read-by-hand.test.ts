import fc from "fast-check";
import { User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { describe, expect, test } from "vitest";
import { problem } from "../../contracts/http/problem.ts";
import { pageConfig, pageConfigPath } from "../../contracts/page-config.ts";
import { loadPageConfig } from "../../web/data/page-config.ts";
import { pageConfigIn } from "../../web/data/page-config-in.ts";
import { problemIn } from "../../web/data/problem-in.ts";
import { keptSession, sessionKey } from "../../web/sign-in/kept-session.ts";

/* What families' first light reads without schemas and without the sign-in library: held to both here. */

const text = fc.oneof(
  fc.constantFrom("", "https://a.example", "http://localhost:8", "http://evil", "wss://b"),
  fc.string(),
);
const something = fc.oneof(text, fc.constant(undefined), fc.integer(), fc.constant(null));
const bilingual = fc.record({ zh: something, en: something });

describe("a problem", () => {
  const any = fc.record({
    type: something,
    title: something,
    status: fc.oneof(fc.integer(), fc.double(), something),
    detail: something,
    code: something,
    messages: fc.oneof(bilingual, something),
    about: something,
    errors: fc.oneof(
      something,
      fc.array(fc.record({ pointer: something, expected: something, messages: fc.oneof(bilingual, something) })),
    ),
  });
  const whole = { type: "t", title: "t", status: 409, detail: "d", code: "c", messages: { zh: "中", en: "e" } };
  const partly = fc
    .record({ about: something, errors: fc.constant(undefined), status: fc.oneof(fc.integer(), fc.double()) })
    .map((more) => ({ ...whole, ...more }));

  test("is one where the schema says so, and says the same", () => {
    fc.assert(
      fc.property(fc.oneof(any, partly, fc.jsonValue()), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value ?? null));
        const parsed = problem.safeParse(json);
        const read = problemIn(json);
        expect(read !== undefined).toBe(parsed.success);
        if (parsed.success && read !== undefined) expect(parsed.data).toMatchObject(read);
      }),
    );
  });
});

describe("the configuration of the pages", () => {
  const any = fc.record({
    signIn: fc.oneof(something, fc.record({ issuer: something, clientId: something, audience: something })),
    live: fc.oneof(something, fc.record({ endpoint: something, authorizer: something })),
    api: something,
  });

  test("is one where the schema says so, and says the same", () => {
    fc.assert(
      fc.property(fc.oneof(any, fc.jsonValue()), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value ?? null));
        const parsed = pageConfig.safeParse(json);
        const read = pageConfigIn(json);
        expect(read !== undefined).toBe(parsed.success);
        if (parsed.success) expect(read).toEqual(JSON.parse(JSON.stringify(parsed.data)));
      }),
    );
  });

  test("is asked for where the contract says", async () => {
    const asked: string[] = [];
    const before = globalThis.fetch;
    globalThis.fetch = (async (path: string) => {
      asked.push(path);
      return Response.json({});
    }) as typeof fetch;
    try {
      await loadPageConfig(() => undefined);
    } finally {
      globalThis.fetch = before;
    }
    expect(asked).toEqual([pageConfigPath]);
  });
});

describe("a session on a phone", () => {
  const issuer = { issuer: "https://id.example.org/oidc", clientId: "anhu-pages" };

  test("is read as the library keeps it, from where the library keeps it", async () => {
    const kept = new Map<string, string>();
    const store = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
      key: (at: number) => [...kept.keys()][at] ?? null,
      clear: () => kept.clear(),
      get length() {
        return kept.size;
      },
    };
    const manager = new UserManager({
      authority: issuer.issuer,
      client_id: issuer.clientId,
      redirect_uri: "https://anhu.example.org/",
      userStore: new WebStorageStateStore({ store }),
      stateStore: new WebStorageStateStore({ store }),
    });
    const profile = { sub: "chen", iss: issuer.issuer, aud: issuer.clientId, exp: 1_900_000_000, iat: 0 };
    await manager.storeUser(
      new User({ access_token: "t", token_type: "Bearer", profile, expires_at: 1_900_000_000 } as never),
    );
    expect(keptSession(kept.get(sessionKey(issuer)) ?? null)).toEqual({
      person: "chen",
      token: "t",
      endsAt: 1_900_000_000_000,
    });
  });

  test.each([null, "", "{", "[]", '{"access_token":7}', '{"access_token":"t","expires_at":1}'])(
    "that is not whole is none: %s",
    (word) => {
      expect(keptSession(word)).toBeUndefined();
    },
  );
});
