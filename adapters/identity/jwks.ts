import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { type EpochMs, second } from "../../domain/model/time.ts";
import type { IdentityPort } from "../../domain/ports.ts";

export interface JwksOptions {
  /** As it stands in the tokens; its keys are found by OpenID Connect discovery. */
  readonly issuer: string;
  readonly audience: string;
  now(): EpochMs;
}

/** Tokens of any OpenID Connect issuer, by the keys that it publishes. */
export function jwksIdentity({ issuer, audience, now }: JwksOptions): IdentityPort {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  async function discover(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    const response = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
    if (!response.ok) throw new Error(`the issuer ${issuer} answers ${response.status} to discovery`);
    const { jwks_uri: uri } = (await response.json()) as { jwks_uri: string };
    return createRemoteJWKSet(new URL(uri));
  }

  return {
    async verify(token) {
      keys ??= discover().catch((error: unknown) => {
        keys = undefined;
        throw error;
      });
      try {
        const { payload } = await jwtVerify(token, await keys, { issuer, audience, currentDate: new Date(now()) });
        if (payload.sub === undefined || payload.exp === undefined) return undefined;
        return { subject: payload.sub, expiresAt: payload.exp * second };
      } catch (error) {
        if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw error;
        return undefined;
      }
    },
  };
}
