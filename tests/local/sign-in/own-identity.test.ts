import { statSync, writeFileSync } from "node:fs";
import { type JWTPayload, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { ownIdentity } from "../../../local/sign-in/own-identity.ts";
import { signInKeysOf } from "../../../local/sign-in/sign-in-keys.ts";
import { temporaryFolder } from "../box-under-test.ts";

// What every issuer's tokens have in common: tests/adapters/identity-contract.test.ts.

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
  return { identity, token, state };
}

describe("a token does not hold", () => {
  test.each([
    ["of another path of this box", { iss: "http://127.0.0.1:8080/other" }],
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
