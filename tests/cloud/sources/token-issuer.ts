import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { hour, second } from "../../../domain/model/time.ts";
import type { Clock } from "../../../local/clock.ts";

/** An OpenID Connect issuer in the place of the cell's: same name in the tokens, keys of its own. */
export interface TokenIssuer {
  /** Where it listens in truth. */
  readonly endpoint: string;
  token(claims: {
    readonly issuer: string;
    readonly audience: string;
    readonly subject: string;
    readonly lifeMs?: number;
  }): Promise<string>;
  /** The claims of a token that holds: signature, issuer, audience, time; undefined otherwise. */
  verify(
    token: string,
    issuer: string,
    audiences: readonly string[],
  ): Promise<Readonly<Record<string, unknown>> | undefined>;
  close(): Promise<void>;
}

/** `name` is what discovery calls it. */
export async function startTokenIssuer(clock: Clock, name: string): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "test", use: "sig", alg: "RS256" };
  const server = createServer((request, response) => {
    const isDiscovery = request.url?.endsWith("/.well-known/openid-configuration");
    const body = isDiscovery ? { issuer: name, jwks_uri: `${endpoint()}/.well-known/jwks.json` } : { keys: [jwk] };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    endpoint: endpoint(),
    token: ({ issuer, audience, subject, lifeMs = hour }) =>
      new SignJWT({ token_use: "access" })
        .setProtectedHeader({ alg: "RS256", kid: "test" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(Math.floor(clock.now() / second))
        .setExpirationTime(Math.floor((clock.now() + lifeMs) / second))
        .sign(privateKey),
    async verify(token, issuer, audiences) {
      try {
        const expected = { issuer, audience: [...audiences], currentDate: new Date(clock.now()) };
        return (await jwtVerify(token, publicKey, expected)).payload;
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
