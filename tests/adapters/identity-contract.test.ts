import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, onTestFinished, test } from "vitest";
import { jwksIdentity } from "../../adapters/identity/jwks.ts";
import type { IdentityPort } from "../../domain/ports.ts";
import { ownIdentity } from "../../local/sign-in/own-identity.ts";
import { signInKeysOf } from "../../local/sign-in/sign-in-keys.ts";
import { temporaryFolder } from "../local/box-under-test.ts";

// What is particular to one of them: identity.test.ts here, and tests/local/sign-in/own-identity.test.ts.

type Key = Parameters<SignJWT["sign"]>[0];

/** One way to know who somebody is, and tokens as its issuer makes them. */
interface Issuer {
  readonly identity: IdentityPort;
  readonly key: Key;
  readonly header: { readonly alg: string; readonly kid: string; readonly typ: string };
  readonly claims: JWTPayload;
  /** The claim in which it names for whom a token is. */
  readonly audience: "aud" | "client_id";
}

const seconds = Math.floor(Date.now() / 1000);
const common = { sub: "p-li", iat: seconds - 60, exp: seconds + 600 };

async function ofBox(): Promise<Issuer> {
  const keys = signInKeysOf(temporaryFolder());
  const [key] = keys.jwks;
  if (key === undefined) throw new Error("no key");
  const identity = ownIdentity({
    keys,
    isOwnOrigin: (origin) => origin === "http://127.0.0.1:8080",
    grantStands: async () => true,
    isOpen: async () => true,
  });
  const claims = { ...common, iss: "http://127.0.0.1:8080/oidc", aud: "anhu-api", grant: "g1" };
  return { identity, key, header: { alg: "ES256", kid: key.kid, typ: "at+jwt" }, claims, audience: "aud" };
}

async function ofCognito(): Promise<Issuer> {
  const { privateKey: key, publicKey } = await generateKeyPair("RS256");
  const published = { ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const server = createServer((request, response) => {
    const isDiscovery = request.url?.endsWith("openid-configuration") === true;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(isDiscovery ? { issuer: iss, jwks_uri: `${iss}/jwks.json` } : { keys: [published] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.close().closeAllConnections());
  const iss = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pool`;
  const identity = jwksIdentity({ issuer: iss, audience: "anhu-pages", now: Date.now });
  const claims = { ...common, iss, client_id: "anhu-pages", token_use: "access" };
  return { identity, key, header: { alg: "RS256", kid: "k1", typ: "JWT" }, claims, audience: "client_id" };
}

/** `undefined` leaves a claim out. */
function payloadOf(issuer: Issuer, changed: Readonly<Record<string, unknown>>): JWTPayload {
  const { audience, ...others } = changed;
  const asked = "audience" in changed ? { ...others, [issuer.audience]: audience } : others;
  return JSON.parse(JSON.stringify({ ...issuer.claims, ...asked })) as JWTPayload;
}

async function tokenOf(
  issuer: Issuer,
  changed: Readonly<Record<string, unknown>> = {},
  { key = issuer.key, header = {} }: { readonly key?: Key; readonly header?: object } = {},
): Promise<string> {
  return new SignJWT(payloadOf(issuer, changed)).setProtectedHeader({ ...issuer.header, ...header }).sign(key);
}

describe.each([
  ["a box's own sign-in", ofBox],
  ["a cell's user pool", ofCognito],
] as const)("a token of %s", (_name, open) => {
  test("holds until it ends, and says who it is of", async () => {
    const issuer = await open();
    const verified = await issuer.identity.verify(await tokenOf(issuer));
    expect(verified).toEqual({ subject: "p-li", expiresAt: (seconds + 600) * 1000 });
  });

  test.each([
    ["for somebody else", { audience: "other" }],
    ["for nobody named", { audience: undefined }],
    ["after its end", { exp: seconds - 5 }],
    ["without an end", { exp: undefined }],
    ["before its time", { nbf: seconds + 300 }],
    ["without a subject", { sub: undefined }],
    ["of another issuer", { iss: "https://elsewhere.example/oidc" }],
    ["without an issuer", { iss: undefined }],
  ])("does not hold %s", async (_claim, changed) => {
    const issuer = await open();
    expect(await issuer.identity.verify(await tokenOf(issuer, changed))).toBeUndefined();
  });

  test("does not hold without a signature", async () => {
    const issuer = await open();
    expect(await issuer.identity.verify(new UnsecuredJWT(payloadOf(issuer, {})).encode())).toBeUndefined();
  });

  test("does not hold when another's key signed it, under the name of the issuer's, its own or brought along", async () => {
    const issuer = await open();
    const { privateKey: key, publicKey } = await generateKeyPair(issuer.header.alg, { extractable: true });
    const jwk = await exportJWK(publicKey);
    for (const header of [{}, { kid: "other" }, { jwk }, { kid: "other", jwk }])
      expect(await issuer.identity.verify(await tokenOf(issuer, {}, { key, header }))).toBeUndefined();
  });

  test("does not hold when any part of it is changed", async () => {
    const issuer = await open();
    const parts = (await tokenOf(issuer)).split(".");
    for (const changed of parts.keys()) {
      const forged = parts.map((part, at) =>
        at === changed ? `${part.slice(0, 20)}${part[20] === "A" ? "B" : "A"}${part.slice(21)}` : part,
      );
      expect(await issuer.identity.verify(forged.join("."))).toBeUndefined();
    }
  });

  test.each(["", "x", "a.b.c", "..", "{}", "Bearer x.y.z", "\u0000"])("is none when it is %j", async (text) => {
    expect(await (await open()).identity.verify(text)).toBeUndefined();
  });
});
