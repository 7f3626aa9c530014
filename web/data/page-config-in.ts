import type { PageConfig } from "../../contracts/page-config.ts";

const https = /^https:\/\/|^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:\/|$)/i;
const wss = /^wss:\/\//;

/**
 * Reads contracts/page-config.ts without its schema, which is as large as all the rest that a family's first light needs; a
 * test holds both together. Undefined where it is none: nobody is sent to an issuer that is half named.
 */
export function pageConfigIn(json: unknown): PageConfig | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const { signIn, live, api } = json as Readonly<Record<string, unknown>>;
  const [issuer, broker] = [signInOf(signIn), liveOf(live)];
  if (signIn !== undefined && issuer === undefined) return undefined;
  if (live !== undefined && broker === undefined) return undefined;
  if (api !== undefined && !isLike(https, api)) return undefined;
  return {
    ...(issuer !== undefined && { signIn: issuer }),
    ...(broker !== undefined && { live: broker }),
    ...(api !== undefined && { api: api as string }),
  };
}

function signInOf(value: unknown): PageConfig["signIn"] {
  const { issuer, clientId, audience } = fieldsOf(value);
  if (!isLike(https, issuer) || !isLike(/./s, clientId)) return undefined;
  if (audience !== undefined && typeof audience !== "string") return undefined;
  return { issuer, clientId, ...(audience !== undefined && { audience }) };
}

function liveOf(value: unknown): PageConfig["live"] {
  const { endpoint, authorizer } = fieldsOf(value);
  return isLike(wss, endpoint) && isLike(/./s, authorizer) ? { endpoint, authorizer } : undefined;
}

function isLike(form: RegExp, value: unknown): value is string {
  return typeof value === "string" && form.test(value);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
