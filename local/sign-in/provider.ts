import { type Configuration, interactionPolicy, type KoaContextWithOIDC, Provider } from "oidc-provider";
import { day, hour, second } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { Html } from "./html.ts";
import { oidcAdapter } from "./oidc-adapter.ts";
import type { Language } from "./page-words.ts";
import { renderPage, type SignInPage } from "./pages.ts";
import type { PendingSignIns } from "./pending-sign-ins.ts";
import type { SignInKeys } from "./sign-in-keys.ts";
import { signInPatienceMs } from "./steps.ts";

/** Below this path the provider answers, and so do its pages. */
export const oidcPath = "/oidc";
export const clientId = "anhu-pages";
/** The `aud` of access tokens. */
export const audience = "anhu-api";
/** RFC 8707 wants an absolute URI; it never leaves the box. */
const resource = "urn:anhu:api";

/** A removed role works at once all the same: roles stand in the people table, not in the token. */
export const accessTokenSeconds = 600;
/** A shift and its hand-over without a look at the page. */
const idleMs = 14 * hour;
/** Then account and password are asked for again, however busy the page was. */
const longestMs = 7 * day;
/** For so long another page of the same browser signs in without a question; the browser's end is its end too. */
const unaskedMs = 12 * hour;

export interface ProviderOptions {
  /** Scheme, host and port under which the pages are open, e.g. `http://127.0.0.1:8080`. */
  readonly origin: string;
  readonly engine: TableEngine;
  readonly keys: SignInKeys;
  /** Of all origins together. */
  readonly pending: PendingSignIns;
  /** Whether this subject may still be given tokens. */
  isOpen(subject: string): Promise<boolean>;
  failed(error: unknown): void;
}

/**
 * The OpenID Connect provider of one origin of the box: authorization code with PKCE for its own pages and nothing else.
 * All origins share sessions, keys and accounts; each has an issuer of its own, since pages may call only their own
 * origin. Times are real, never the box's.
 */
export function newProvider({ origin, engine, keys, pending, isOpen, failed }: ProviderOptions): Provider {
  const tag = keys.jwks[0]?.kid.slice(0, 8) ?? "";
  const cookie = { signed: true, httpOnly: true, sameSite: "lax" } as const;
  const configuration: Configuration = {
    adapter: (model: string) => oidcAdapter(engine, model, pending),
    jwks: { keys: keys.jwks as never },
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: "none",
        redirect_uris: [`${origin}/`],
        post_logout_redirect_uris: [`${origin}/`],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        id_token_signed_response_alg: "ES256",
      },
    ],
    // Cookies know no ports: two boxes on one machine must not sign each other's people out.
    cookies: {
      keys: [keys.cookieKey],
      names: { session: `anhu_${tag}`, interaction: `anhu_${tag}_step`, resume: `anhu_${tag}_back` },
      long: { ...cookie, path: oidcPath },
      short: cookie,
    },
    claims: { openid: ["sub"] },
    // Not offline_access: what it gives would outlive the sign-out.
    scopes: ["openid"],
    responseTypes: ["code"],
    clientAuthMethods: ["none"],
    pkce: { required: () => true },
    clientBasedCORS: (_ctx, asking) => asking === origin,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      claimsParameter: { enabled: false },
      // A public client proves itself by nothing but the token that it gives back.
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          // Only who holds the ID token of this very session has already decided; others are asked.
          const { payload } = (ctx.oidc.entities.IdTokenHint ?? {}) as { readonly payload?: { readonly sub?: string } };
          const isAsked = payload?.sub !== undefined && payload.sub === ctx.oidc.session?.accountId;
          // The form is the library's own markup.
          answer(ctx, { kind: "sign-out", form: new Html(form), isAsked });
        },
        postLogoutSuccessSource: (ctx) => answer(ctx, { kind: "signed-out" }),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: "",
          audience,
          accessTokenTTL: accessTokenSeconds,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
    extraTokenClaims: (_ctx, token) => ("grantId" in token ? { grant: token.grantId } : undefined),
    interactions: {
      policy: onlySignIn(),
      url: (_ctx, interaction) => `${oidcPath}/sign-in/${interaction.uid}`,
    },
    findAccount: async (_ctx, subject) =>
      (await isOpen(subject)) ? { accountId: subject, claims: () => ({ sub: subject }) } : undefined,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    // So that the sign-out ends all that the session gave.
    expiresWithSession: () => true,
    rotateRefreshToken: () => true,
    loadExistingGrant,
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      Grant: longestMs / second,
      IdToken: accessTokenSeconds,
      Interaction: signInPatienceMs / second,
      RefreshToken: (_ctx, token) => {
        const issuedAt = token.iiat ?? Math.floor(Date.now() / second);
        return Math.max(1, Math.min(idleMs / second, issuedAt + longestMs / second - Math.floor(Date.now() / second)));
      },
      Session: longestMs / second,
    },
    renderError: (ctx, out, error) => {
      const isOld = error.name === "SessionNotFound";
      answer(ctx, { kind: "failed", ...(!isOld && { detail: `${out.error}: ${out.error_description ?? ""}` }) });
    },
  };
  const provider = new Provider(`${origin}${oidcPath}`, configuration);
  // The box says itself under which origin a request came (front.ts), whatever the request claims.
  provider.proxy = true;
  provider.on("server_error", (_ctx, error) => failed(error));
  return provider;
}

/** The pages are the box's own: nobody is asked whether they consent. */
async function loadExistingGrant(ctx: KoaContextWithOIDC) {
  const { session, client, provider } = ctx.oidc;
  if (session?.accountId === undefined || client === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const found = known === undefined ? undefined : await provider.Grant.find(known);
  if (found?.accountId === session.accountId) return found;
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope("openid");
  grant.addResourceScope(resource, "");
  await grant.save();
  return grant;
}

function onlySignIn() {
  const { base, Check } = interactionPolicy;
  const policy = base();
  policy.remove("consent");
  policy
    .get("login")
    ?.checks.add(
      new Check("sign_in_too_old", "the sign-in is too old", "login_required", ({ oidc: { session } }) =>
        session?.accountId !== undefined && session.past(unaskedMs / second)
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

function answer(ctx: KoaContextWithOIDC, page: SignInPage): void {
  ctx.type = "html";
  ctx.body = renderPage(page, { language: languageOf(ctx.oidc?.params?.ui_locales) });
}

/** The pages' language as the console asks for it; Chinese when it says nothing. */
export function languageOf(uiLocales: unknown): Language {
  return typeof uiLocales === "string" && /^en\b/i.test(uiLocales) ? "en" : "zh";
}
