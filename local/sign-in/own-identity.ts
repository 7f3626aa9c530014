import { createLocalJWKSet, errors, jwtVerify } from "jose";
import { second } from "../../domain/model/time.ts";
import type { IdentityPort } from "../../domain/ports.ts";
import { audience, oidcPath } from "./provider.ts";
import type { SignInKeys } from "./sign-in-keys.ts";

export interface OwnIdentityOptions {
  readonly keys: SignInKeys;
  /** Whether the box serves its pages under that origin. */
  isOwnOrigin(origin: string): boolean;
  /** Whether what the token was given for still stands. */
  grantStands(grantId: string): Promise<boolean>;
  /** Whether this subject may still be let in. */
  isOpen(subject: string): Promise<boolean>;
}

/**
 * Access tokens of the box's own provider. Beside signature, issuer, audience and time it asks whether the grant and the
 * account still stand: whoever signed out or was locked is refused at once, not when the token ends. Times are real,
 * also `expiresAt`: whoever waits for it waits on the machine's clock, not on the box's.
 */
export function ownIdentity({ keys, isOwnOrigin, grantStands, isOpen }: OwnIdentityOptions): IdentityPort {
  const known = createLocalJWKSet({
    keys: keys.jwks.map(({ kty, kid, x, y }) => ({ kty, kid, x, y, crv: "P-256", alg: "ES256", use: "sig" })),
  });
  return {
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, known, { audience, algorithms: ["ES256"], typ: "at+jwt" });
        const { iss, sub, exp, grant } = payload;
        if (sub === undefined || exp === undefined || typeof grant !== "string" || grant === "") return undefined;
        if (iss === undefined || !iss.endsWith(oidcPath) || !isOwnOrigin(iss.slice(0, -oidcPath.length)))
          return undefined;
        if (!(await grantStands(grant)) || !(await isOpen(sub))) return undefined;
        return { subject: sub, expiresAt: exp * second };
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
