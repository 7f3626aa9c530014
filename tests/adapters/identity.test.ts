import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { IssuerUnreachableError, jwksIdentity } from "../../adapters/identity/jwks.ts";

// What every issuer's tokens have in common: identity-contract.test.ts.

const now = Date.UTC(2026, 10, 22, 4);
const seconds = now / 1000;
const audience = "anhu-pages";

interface Key {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

async function newKey(kid: string, alg = "RS256"): Promise<Key> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

/** An OpenID Connect issuer on a socket of its own. */
async function newIssuer(...keys: Key[]) {
  const state = { keys, requests: [] as string[], answer: undefined as RequestListener | undefined };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    state.requests.push(request.url as string);
    if (state.answer !== undefined) return void state.answer(request, response);
    const jwks = {
      keys: await Promise.all(
        state.keys.map(async ({ kid, alg, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg, use: "sig" })),
      ),
    };
    const isDiscovery = request.url === "/pool/.well-known/openid-configuration";
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(isDiscovery ? { issuer: url, jwks_uri: `${url}/jwks.json` } : jwks));
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pool`;
  const stop = () => server.close().closeAllConnections();
  onTestFinished(stop);
  const identity = jwksIdentity({ issuer: url, audience, now: () => now });
  /** Signs an access token as Amazon Cognito makes it, with other claims in their place. */
  async function token(claims: object = {}, key: Key = state.keys[0] as Key, header: object = {}) {
    const payload = { ...cognito(url), ...claims };
    return new SignJWT(JSON.parse(JSON.stringify(payload)) as JWTPayload)
      .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
      .sign(key.privateKey);
  }
  return { state, url, identity, token, stop };
}

const cognito = (iss: string): JWTPayload => ({
  iss,
  sub: "7b1d-carer",
  client_id: audience,
  token_use: "access",
  scope: "openid",
  username: "7b1d-carer",
  iat: seconds - 60,
  exp: seconds + 600,
});

afterEach(() => void vi.useRealTimers());

describe("a token that holds", () => {
  test.each(["RS256", "PS256", "ES256"])("is one of the issuer, for us, of this time, signed by %s", async (alg) => {
    const { identity, token } = await newIssuer(await newKey("k1", alg));
    expect(await identity.verify(await token())).toEqual({ subject: "7b1d-carer", expiresAt: (seconds + 600) * 1000 });
  });

  test.each([
    ["with our audience, as most issuers write it", { aud: audience, client_id: undefined, token_use: undefined }],
    ["with our audience among others", { aud: ["account", audience], client_id: "another" }],
    ["with our client id where it has no audience, as Cognito writes it", {}],
    ["that was valid a moment ago", { nbf: seconds }],
  ])("is one %s", async (_claim, claims) => {
    const { identity, token } = await newIssuer(await newKey("k1"));
    expect(await identity.verify(await token(claims))).toMatchObject({ subject: "7b1d-carer" });
  });

  test("is known without asking the issuer again", async () => {
    const { identity, token, state } = await newIssuer(await newKey("k1"));
    await Promise.all([identity.verify(await token()), identity.verify(await token())]);
    await identity.verify(await token());
    expect(state.requests).toHaveLength(2);
  });
});

describe("a token does not hold", () => {
  test.each([
    ["for another audience", { aud: "another" }],
    ["for another audience, whatever its client id", { aud: ["another"], client_id: audience }],
    ["whose end is now", { exp: seconds }],
    ["whose time begins in half a minute", { nbf: seconds + 30 }],
    ["that tells who somebody is instead of what he may", { token_use: "id", aud: audience }],
  ])("%s", async (_claim, claims) => {
    const { identity, token } = await newIssuer(await newKey("k1"));
    expect(await identity.verify(await token(claims))).toBeUndefined();
  });

  test("signed with the public key as if it were a secret", async () => {
    const key = await newKey("k1");
    const { identity, url } = await newIssuer(key);
    const secret = Buffer.from(await exportSPKI(key.publicKey));
    const forged = await new SignJWT(cognito(url)).setProtectedHeader({ alg: "HS256", kid: "k1" }).sign(secret);
    expect(await identity.verify(forged)).toBeUndefined();
  });

  test("when it is none, and the issuer is not even asked", async () => {
    const { identity, state } = await newIssuer(await newKey("k1"));
    for (const text of ["", "x", "a.b.c"]) expect(await identity.verify(text)).toBeUndefined();
    expect(state.requests).toEqual([]);
  });
});

describe("an issuer that changes its keys", () => {
  test("is asked again, half a minute later at the earliest", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now });
    const { identity, token, state } = await newIssuer(await newKey("old"));
    await identity.verify(await token());
    const next = await newKey("new");
    state.keys.push(next);
    expect(await identity.verify(await token({}, next))).toBeUndefined();
    vi.setSystemTime(now + 31_000);
    expect(await identity.verify(await token({}, next))).toMatchObject({ subject: "7b1d-carer" });
  });
});

describe("an issuer that cannot be asked", () => {
  test("is no judgement on the token, and asked again the next time", async () => {
    const { identity, token, state } = await newIssuer(await newKey("k1"));
    state.answer = (_request, response) => void response.writeHead(503).end();
    await expect(identity.verify(await token())).rejects.toThrow(IssuerUnreachableError);
    state.answer = undefined;
    expect(await identity.verify(await token())).toMatchObject({ subject: "7b1d-carer" });
  });

  test("since it is down", async () => {
    const { identity, token, stop } = await newIssuer(await newKey("k1"));
    const good = await token();
    stop();
    await expect(identity.verify(good)).rejects.toThrow(IssuerUnreachableError);
  });

  test.each([
    ["answers its keys with an error", 500, "{}"],
    ["answers its keys with a page", 200, "<html>"],
    ["answers its keys with something else", 200, '{"keys":"none"}'],
  ])("since it %s", async (_what, status, body) => {
    const { identity, token, state, url } = await newIssuer(await newKey("k1"));
    const good = await token();
    state.answer = (request, response) => {
      const isDiscovery = request.url?.endsWith("openid-configuration") === true;
      response.writeHead(isDiscovery ? 200 : status, { "content-type": "application/json" });
      response.end(isDiscovery ? JSON.stringify({ issuer: url, jwks_uri: `${url}/jwks.json` }) : body);
    };
    await expect(identity.verify(good)).rejects.toThrow(IssuerUnreachableError);
  });

  test("since it sends whoever asks elsewhere, even to itself", async () => {
    const { identity, token, state, url } = await newIssuer(await newKey("k1"));
    const good = await token();
    state.answer = (request, response) => {
      const isMoved = request.url?.startsWith("/moved") === true;
      if (isMoved) return void response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/jwks.json` }));
      if (request.url?.endsWith("openid-configuration") === true)
        return void response.writeHead(302, { location: "/moved" }).end();
      state.answer = undefined;
      response.writeHead(307, { location: request.url }).end();
    };
    await expect(identity.verify(good)).rejects.toThrow(IssuerUnreachableError);
    expect(state.requests).not.toContain("/moved");
  });

  test("since another answers in its place, even with the same keys", async () => {
    const key = await newKey("k1");
    const { identity, token, state } = await newIssuer(key);
    const other = await newIssuer(key);
    const good = await token();
    state.answer = (_request, response) =>
      void response.end(JSON.stringify({ issuer: other.url, jwks_uri: `${other.url}/jwks.json` }));
    await expect(identity.verify(good)).rejects.toThrow(IssuerUnreachableError);
  });
});
