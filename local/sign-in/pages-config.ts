import type { IncomingMessage } from "node:http";
import type { PageConfig } from "../../contracts/page-config.ts";
import { second } from "../../domain/model/time.ts";
import type { Log } from "../../functions/shell/log.ts";
import type { ExternalIssuer } from "../core-options.ts";
import { judgeSource, type OwnNames, ownOrigin } from "../loopback.ts";
import { clientId, oidcPath } from "./provider.ts";

export interface SignInOfPages {
  /** What pages are told that are open under that origin. */
  pageConfig(origin: string): PageConfig;
  /** Whom they call besides; the policy of the pages must allow it. */
  otherOrigins(): readonly string[];
}

/** How the pages of a box sign people in: at the box itself under their own origin, or at the issuer of that name. */
export function signInOfPages(issuer: ExternalIssuer | undefined, log: Log): SignInOfPages {
  if (issuer === undefined) {
    return {
      pageConfig: (origin) => ({ signIn: { issuer: `${origin}${oidcPath}`, clientId } }),
      otherOrigins: () => [],
    };
  }
  const { url, clientId: id, audience } = issuer;
  const known = new Set([new URL(url).origin]);
  // Some issuers serve their token endpoint under another name.
  endpointsOf(url).then(
    (origins) => {
      for (const origin of origins) known.add(origin);
    },
    (error: unknown) => log.error("the issuer does not answer; pages may not be able to sign in", { error }),
  );
  return {
    pageConfig: () => ({ signIn: { issuer: url, clientId: id, audience } }),
    otherOrigins: () => [...known],
  };
}

/** The origin under which the box's sign-in is asked for; undefined when it is not, or a stranger asks. */
export function signInOrigin(request: IncomingMessage, names: OwnNames): string | undefined {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (!path.startsWith(`${oidcPath}/`)) return undefined;
  const { host, origin, "sec-fetch-site": fetchSite } = request.headers;
  const isChanging = request.method !== "GET" && request.method !== "HEAD";
  const isTls = "encrypted" in request.socket;
  const source = { host, origin, fetchSite: typeof fetchSite === "string" ? fetchSite : undefined, isChanging, isTls };
  // The application refuses strangers in so many words.
  return judgeSource(source, names) === undefined ? ownOrigin(source, names) : undefined;
}

async function endpointsOf(issuer: string): Promise<readonly string[]> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(5 * second) });
  const found = (await response.json()) as Readonly<Record<string, unknown>>;
  return ["token_endpoint", "revocation_endpoint", "userinfo_endpoint", "jwks_uri"]
    .map((name) => found[name])
    .filter((address): address is string => typeof address === "string" && URL.canParse(address))
    .map((address) => new URL(address).origin);
}
