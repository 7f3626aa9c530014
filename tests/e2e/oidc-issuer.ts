import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";
import { portOf } from "./https-front.ts";

export const clientId = "anhu-pages";
export const audience = "anhu-api";

/** A small OpenID Connect issuer: authorization code with PKCE, refresh tokens that are good for one use. */
export interface OidcIssuer {
  readonly url: string;
  /** Who signs in next; undefined: they are refused. */
  person: string | undefined;
  /** How long access tokens last from now on, in seconds. */
  lifetime: number;
  /** Refuses every refresh token from now on. */
  endSessions(): void;
  /** Grants in the order in which they were made. */
  readonly grants: readonly string[];
  stop(): Promise<void>;
}

interface Request {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly person: string;
}

export async function startOidcIssuer(): Promise<OidcIssuer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const codes = new Map<string, Request>();
  const refreshTokens = new Map<string, string>();
  const grants: string[] = [];
  let url = "";

  const issuer = {
    person: "chen" as string | undefined,
    lifetime: 3600,
  };

  const routes: Readonly<Record<string, (query: URLSearchParams, body: URLSearchParams) => Promise<Reply> | Reply>> = {
    "/.well-known/openid-configuration": () => ({
      json: {
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/keys`,
        end_session_endpoint: `${url}/logout`,
        revocation_endpoint: `${url}/revoke`,
        scopes_supported: ["openid", "offline_access"],
      },
    }),
    "/keys": () => ({ json: { keys: [jwk] } }),
    "/authorize": (query) => authorize(query),
    "/token": (_query, body) => token(body),
    "/revoke": (_query, body) => {
      refreshTokens.delete(body.get("token") ?? "");
      return { json: {} };
    },
    "/logout": (query) => ({ location: query.get("post_logout_redirect_uri") ?? url }),
  };

  /** A page with one link, as the form of a real issuer would lead on. */
  function authorize(query: URLSearchParams): Reply {
    const asked = Object.fromEntries(query);
    if (asked.client_id !== clientId || asked.code_challenge_method !== "S256" || asked.response_type !== "code") {
      return { status: 400, json: { error: "invalid_request" } };
    }
    const back = new URL(asked.redirect_uri ?? "");
    back.searchParams.set("state", asked.state ?? "");
    if (issuer.person === undefined) {
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("error_description", "the person is not known");
    } else {
      const code = randomUUID();
      const challenge = asked.code_challenge ?? "";
      codes.set(code, { redirectUri: asked.redirect_uri ?? "", challenge, person: issuer.person });
      back.searchParams.set("code", code);
    }
    return { html: `<title>Sign in</title><a id="go" href="${back.href.replaceAll("&", "&amp;")}">Sign in</a>` };
  }

  async function token(body: URLSearchParams): Promise<Reply> {
    const kind = body.get("grant_type") ?? "";
    const person = kind === "refresh_token" ? personOfRefresh(body) : personOfCode(body);
    if (person === undefined || body.get("client_id") !== clientId) {
      return { status: 400, json: { error: "invalid_grant" } };
    }
    grants.push(kind);
    const refresh = randomUUID();
    refreshTokens.set(refresh, person);
    return {
      json: {
        token_type: "Bearer",
        access_token: await signed(audience, person, issuer.lifetime),
        id_token: await signed(clientId, person, 3600),
        refresh_token: refresh,
        expires_in: issuer.lifetime,
        scope: "openid offline_access",
      },
    };
  }

  function personOfCode(body: URLSearchParams): string | undefined {
    const request = codes.get(body.get("code") ?? "");
    codes.delete(body.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url");
    const isSame = request?.challenge === challenge && request.redirectUri === body.get("redirect_uri");
    return isSame ? request.person : undefined;
  }

  function personOfRefresh(body: URLSearchParams): string | undefined {
    const used = body.get("refresh_token") ?? "";
    const person = refreshTokens.get(used);
    refreshTokens.delete(used);
    return person;
  }

  async function signed(aud: string, person: string, lifetime: number): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: "RS256", kid: "k1" })
      .setIssuer(url)
      .setAudience(aud)
      .setSubject(person)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(privateKey as CryptoKey);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    const route = routes[pathname];
    answer(
      response,
      route === undefined ? { status: 404, json: {} } : await route(searchParams, await formOf(request)),
    );
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${portOf(server)}`;
  return Object.assign(issuer, {
    url,
    grants,
    endSessions: () => refreshTokens.clear(),
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}

interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly html?: string;
  readonly location?: string;
}

function answer(response: ServerResponse, { status, json, html, location }: Reply): void {
  response.setHeader("access-control-allow-origin", "*");
  if (location !== undefined) response.writeHead(302, { location }).end();
  else if (html !== undefined) response.writeHead(200, { "content-type": "text/html" }).end(html);
  else response.writeHead(status ?? 200, { "content-type": "application/json" }).end(JSON.stringify(json));
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await request.toArray()).join(""));
}
