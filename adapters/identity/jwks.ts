import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";
import { type EpochMs, second } from "../../domain/model/time.ts";
import type { IdentityPort } from "../../domain/ports.ts";

export interface JwksOptions {
  /** As it stands in the tokens; its keys are found by OpenID Connect discovery. */
  readonly issuer: string;
  /** The `aud` of its access tokens; of an issuer that writes none (Amazon Cognito) their `client_id`. */
  readonly audience: string;
  now(): EpochMs;
}

/** The issuer's keys cannot be had: nothing is known of the token. */
export class IssuerUnreachableError extends Error {
  readonly code = "issuer-unreachable";
  readonly issuer: string;
  constructor(issuer: string, options?: ErrorOptions) {
    super(`the keys of the issuer ${issuer} cannot be had`, options);
    this.issuer = issuer;
  }
}

/** Twice this is less than the 5 s that AWS IoT Core gives an authorizer. */
const patienceMs = 2 * second;
/** Those of public keys: a token cannot be signed with what everybody may read. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

const faultsOfToken = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

/**
 * Access tokens of any OpenID Connect issuer, by the keys that it publishes; the same that a JWT authorizer of API Gateway
 * takes: `aud` must name the audience, or `client_id` where there is no `aud`, and a `token_use` must say `access`. Keys
 * are read again when a token names an unknown one, at most every 30 s.
 */
export function jwksIdentity({ issuer, audience, now }: JwksOptions): IdentityPort {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  async function discover(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    const response = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, {
      redirect: "error",
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) throw new Error(`discovery is answered with ${response.status}`);
    const found = (await response.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
    if (found.issuer !== issuer) throw new Error("discovery is answered for another issuer");
    return createRemoteJWKSet(new URL(String(found.jwks_uri)), { timeoutDuration: patienceMs });
  }

  async function payloadOf(token: string): Promise<JWTPayload | undefined> {
    keys ??= discover().catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    const expected = { issuer, algorithms, currentDate: new Date(now()) };
    try {
      return (await jwtVerify(token, await keys, expected)).payload;
    } catch (error) {
      if (faultsOfToken.some((fault) => error instanceof fault)) return undefined;
      throw new IssuerUnreachableError(issuer, { cause: error });
    }
  }

  return {
    async verify(token) {
      if (issuerOf(token) !== issuer) return undefined;
      const payload = await payloadOf(token);
      if (payload?.sub === undefined || payload.exp === undefined || !isAccessFor(payload, audience)) return undefined;
      return { subject: payload.sub, expiresAt: payload.exp * second };
    },
  };
}

function isAccessFor({ aud, client_id: clientId, token_use: use }: JWTPayload, audience: string): boolean {
  if (use !== undefined && use !== "access") return false;
  return aud === undefined ? clientId === audience : [aud].flat().includes(audience);
}

/** Who a token says that it is of, before anything is believed or asked. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
