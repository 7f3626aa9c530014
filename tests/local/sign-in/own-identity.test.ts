import { generateKeyPairSync } from "node:crypto";
import { statSync, writeFileSync } from "node:fs";
import { type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { ownIdentity } from "../../../local/sign-in/own-identity.ts";
import { signInKeysOf } from "../../../local/sign-in/sign-in-keys.ts";
import { temporaryFolder } from "../box-under-test.ts";

/** What tests/adapters/identity.test.ts asks of other issuers' tokens, asked of the box's own; and what only a box knows. */
function desk() {
  const keys = signInKeysOf(temporaryFolder());
  const [jwk] = keys.jwks;
  if (jwk === undefined) throw new Error("no key");
  const state = { grants: new Set(["g1"]), open: new Set(["p-li"]) };
  const identity = ownIdentity({
    keys,
    isOwnOrigin: (origin) => origin === "http://127.0.0.1:8080",
    grantStands: async (id) => state.grants.has(id),
    isOpen: async (subject) => state.open.has(subject),
  });
  const seconds = Math.floor(Date.now() / 1000);
  const good: JWTPayload = {
    iss: "http://127.0.0.1:8080/oidc",
    sub: "p-li",
    aud: "anhu-api",
    iat: seconds,
    exp: seconds + 600,
    grant: "g1",
  };
  const claims = (changed: object) => JSON.parse(JSON.stringify({ ...good, ...changed })) as JWTPayload;
  const token = (changed: object = {}, header: object = {}) =>
    new SignJWT(claims(changed)).setProtectedHeader({ alg: "ES256", kid: jwk.kid, typ: "at+jwt", ...header }).sign(jwk);
  return { identity, token, state, jwk, seconds, claims };
}

test("a token of the box's own holds until it ends", async () => {
  const { identity, token, seconds } = desk();
  expect(await identity.verify(await token())).toEqual({ subject: "p-li", expiresAt: (seconds + 600) * 1000 });
});

describe("a token does not hold", () => {
  const past = Math.floor(Date.now() / 1000) - 5;
  test.each([
    ["for somebody else", { aud: "other" }],
    ["for nobody", { aud: undefined }],
    ["after its end", { exp: past }],
    ["without an end", { exp: undefined }],
    ["before its time", { nbf: past + 3600 }],
    ["without a subject", { sub: undefined }],
    ["of another issuer", { iss: "https://elsewhere.example/oidc" }],
    ["of another path of this box", { iss: "http://127.0.0.1:8080/other" }],
    ["without an issuer", { iss: undefined }],
    ["without a grant", { grant: undefined }],
    ["of a grant that is no more", { grant: "g2" }],
    ["of a grant that is no name", { grant: 1 }],
    ["of somebody who is locked out", { sub: "p-locked" }],
  ])("%s", async (_claim, changed) => {
    const { identity, token } = desk();
    expect(await identity.verify(await token(changed))).toBeUndefined();
  });

  test.each([
    ["that says who somebody is instead of what they may", { typ: "JWT" }],
    ["of a key that nobody knows", { kid: "other" }],
  ])("%s", async (_claim, header) => {
    const { identity, token } = desk();
    expect(await identity.verify(await token({}, header))).toBeUndefined();
  });

  test("without a signature, or signed by another's key under the name of ours", async () => {
    const { identity, jwk, claims } = desk();
    expect(await identity.verify(new UnsecuredJWT(claims({})).encode())).toBeUndefined();
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const header = { alg: "ES256", kid: jwk.kid, typ: "at+jwt" };
    expect(
      await identity.verify(await new SignJWT(claims({})).setProtectedHeader(header).sign(privateKey)),
    ).toBeUndefined();
  });

  test.each(["", "x", "a.b.c", "..", "{}", "\u0000"])("when it is none: %j", async (text) => {
    expect(await desk().identity.verify(text)).toBeUndefined();
  });
});

test("it ends with the grant and with the account, not only by its time", async () => {
  const { identity, token, state } = desk();
  const text = await token();
  state.open.clear();
  expect(await identity.verify(text)).toBeUndefined();
  state.open.add("p-li");
  state.grants.clear();
  expect(await identity.verify(text)).toBeUndefined();
});

test("the keys of a folder stay the same, and no one else may read them", () => {
  const folder = temporaryFolder();
  const first = signInKeysOf(folder);
  expect(signInKeysOf(folder)).toEqual(first);
  const file = `${folder}/sign-in-keys.json`;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, "{");
  expect(signInKeysOf(folder).jwks[0]?.kid).not.toBe(first.jwks[0]?.kid);
});
