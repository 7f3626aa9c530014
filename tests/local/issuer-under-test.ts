import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { onTestFinished } from "vitest";
import type { ExternalIssuer } from "../../local/core-options.ts";

/** An OpenID Connect issuer on loopback, for boxes that do not sign people in themselves. */
export interface IssuerUnderTest extends ExternalIssuer {
  /** An access token of whoever has this subject. */
  token(subject: string, lifeSeconds?: number): Promise<string>;
}

export async function issuerUnderTest(): Promise<IssuerUnderTest> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k", use: "sig", alg: "ES256" };
  const server = createServer((request, response) => {
    const isDiscovery = request.url?.endsWith("openid-configuration");
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(isDiscovery ? { issuer: url, jwks_uri: `${url}/jwks` } : { keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    audience: "anhu",
    clientId: "pages",
    token: (subject, lifeSeconds = 3600) =>
      new SignJWT({})
        .setProtectedHeader({ alg: "ES256", kid: "k" })
        .setIssuer(url)
        .setAudience("anhu")
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + lifeSeconds)
        .sign(privateKey),
  };
}
