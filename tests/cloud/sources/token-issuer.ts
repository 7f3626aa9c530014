import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { hour, second } from "../../../domain/model/time.ts";
import type { Clock } from "../../../local/clock.ts";
import type { Resource } from "../cloud.ts";

/** Whom the cell's people sign in with. */
export interface SignIn {
  /** As it stands in tokens. */
  readonly issuer: string;
  readonly audience: string;
  /** Cognito's access tokens name the client instead of an audience. */
  readonly isCognito: boolean;
}

/** An OpenID Connect issuer in the place of the cell's: same name in the tokens, keys of its own. */
export interface TokenIssuer {
  readonly signIn: SignIn;
  /** Where it listens in truth. */
  readonly endpoint: string;
  token(subject: string, lifeMs?: number): Promise<string>;
  /** The claims of a token that holds: signature, issuer, audience, time; undefined otherwise. */
  verify(token: string, issuer: string, audiences: readonly string[]): Promise<Claims | undefined>;
  close(): Promise<void>;
}

type Claims = Readonly<Record<string, unknown>>;

/** The user pool of the templates, or what their JWT authorizers trust. */
export function signInOf(resources: readonly Resource[]): SignIn {
  const client = resources.find(({ type }) => type === "AWS::Cognito::UserPoolClient");
  const pool = resources.find(
    ({ type, ref }) => type === "AWS::Cognito::UserPool" && ref === client?.properties.UserPoolId,
  );
  if (client !== undefined && pool !== undefined)
    return { issuer: pool.attributes.ProviderURL as string, audience: client.ref, isCognito: true };
  const authorizer = resources.find(({ properties }) => properties.JwtConfiguration !== undefined);
  const jwt = authorizer?.properties.JwtConfiguration as { Issuer: string; Audience: readonly string[] } | undefined;
  return { issuer: jwt?.Issuer ?? "https://nobody.example", audience: jwt?.Audience[0] ?? "", isCognito: false };
}

export async function startTokenIssuer(clock: Clock, signIn: SignIn): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "test", use: "sig", alg: "RS256" };
  const server = createServer((request, response) => {
    const isDiscovery = request.url?.endsWith("/.well-known/openid-configuration");
    const discovery = { issuer: signIn.issuer, jwks_uri: `${endpoint()}/.well-known/jwks.json` };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(isDiscovery ? discovery : { keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    signIn,
    endpoint: endpoint(),
    token: (subject, lifeMs = hour) => {
      const { issuer, audience, isCognito } = signIn;
      return new SignJWT(isCognito ? { token_use: "access", client_id: audience } : { aud: audience })
        .setProtectedHeader({ alg: "RS256", kid: "test" })
        .setIssuer(issuer)
        .setSubject(subject)
        .setIssuedAt(Math.floor(clock.now() / second))
        .setExpirationTime(Math.floor((clock.now() + lifeMs) / second))
        .sign(privateKey);
    },
    async verify(token, issuer, audiences) {
      try {
        const { payload } = await jwtVerify(token, publicKey, { issuer, currentDate: new Date(clock.now()) });
        const named = [payload.aud ?? payload.client_id].flat();
        return named.some((one) => audiences.includes(one as string)) ? payload : undefined;
      } catch {
        return undefined;
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
