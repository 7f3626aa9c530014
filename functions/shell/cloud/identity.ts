import { jwksIdentity } from "../../../adapters/identity/jwks.ts";
import type { IdentityPort } from "../../../domain/ports.ts";
import { variable } from "./environment.ts";

/** The OpenID Connect issuer of the cell. */
export function cloudIdentity(): IdentityPort {
  return jwksIdentity({
    issuer: variable("ANHU_OIDC_ISSUER"),
    audience: variable("ANHU_OIDC_AUDIENCE"),
    now: () => Date.now(),
  });
}
