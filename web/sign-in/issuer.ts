import { ErrorResponse, type User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { PageConfig } from "../../contracts/page-config.ts";
import { settingsStore } from "../data/settings.ts";
import { wayBack, wayHere } from "./way-back.ts";

/** The OpenID Connect issuer as a page sees it: authorization code with PKCE, renewed by refresh token. */
export interface Issuer {
  /**
   * Takes up what the issuer sent back or what is still kept here; `leaving` when the browser goes to the issuer, which it
   * does only if it may.
   */
  arrive(mayLeave: boolean): Promise<"signed-in" | "signed-out" | "leaving">;
  /** Takes up what is still kept here, and goes nowhere. */
  resume(): Promise<void>;
  /** Good for that long if the issuer allows; undefined when only signing in again helps. Rejects while unreachable. */
  token(seconds: number): Promise<string | undefined>;
  /** A token other than this one; undefined when only signing in again helps. Rejects while unreachable. */
  tokenAfter(refused: string): Promise<string | undefined>;
  /** Goes to the issuer to sign in. */
  leave(): Promise<void>;
  /** Goes to the issuer to end the session; resolves only when the browser did not get there. */
  signOut(): Promise<void>;
}

/** Kept until the next sign-in, so that leaving is not undone by the issuer's own session. */
const signedOutKey = "anhu.signed-out";

/** The browser is on its way to the issuer; after this long it did not get there. */
const longestWayMs = 15_000;

/** What an issuer says that cannot answer just now. */
const passing: ReadonlySet<string> = new Set(["server_error", "temporarily_unavailable", "slow_down"]);

type Renewal = "renewed" | "refused" | "unreachable";

/** The issuer did not answer. */
class IssuerUnreachableError extends Error {
  readonly code = "issuer-unreachable";
}

/** Where somebody's session is kept: in the tab of a workstation, or in a phone of their own. */
export type SessionPlace = "tab" | "phone";

/** Pages of one phone renew in turn: a refresh token that is used twice ends the session. */
const renewalLock = "anhu.renewal";

/**
 * At a workstation tokens live in the tab's session storage: no other tab and no later visitor finds them. In somebody's
 * own phone they live until its owner signs out, so that the app opens without a word.
 */
export function openIssuer(
  { issuer, clientId, audience }: NonNullable<PageConfig["signIn"]>,
  place: SessionPlace = "tab",
): Issuer {
  const home = `${location.origin}/`;
  const start = startPath(place);
  const stateStore = new WebStorageStateStore({ store: sessionStorage });
  const store = place === "tab" ? stateStore : new WebStorageStateStore({ store: localStorage });
  const manager = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: home,
    post_logout_redirect_uri: home,
    response_type: "code",
    scope: "openid",
    userStore: store,
    stateStore,
    automaticSilentRenew: false,
    requestTimeoutInSeconds: 10,
    ...(audience === undefined ? {} : { extraQueryParams: { audience } }),
  });
  let user: User | null = null;
  let renewing: Promise<Renewal> | undefined;
  let isOver = false;

  /** The issuer says what it knows: some must be asked for refresh tokens, others refuse to be. */
  async function scope(): Promise<string> {
    const { scopes_supported: supported } = await manager.metadataService.getMetadata();
    return supported?.includes("offline_access") === true ? "openid offline_access" : "openid";
  }

  async function leave(): Promise<void> {
    sessionStorage.removeItem(signedOutKey);
    const state = wayHere(location);
    const locale = settingsStore.read().language === "en" ? "en" : "zh-CN";
    noteWay(place);
    await manager.signinRedirect({ scope: await scope(), state, ui_locales: locale });
  }

  async function renew(): Promise<Renewal> {
    if (place === "phone") {
      const before = user?.access_token;
      user = await manager.getUser();
      // Another page has done it meanwhile.
      if (user !== null && user.access_token !== before && secondsLeft(user) > 0) return "renewed";
    }
    if (isOver || user?.refresh_token === undefined) return "refused";
    try {
      user = await manager.signinSilent();
      return "renewed";
    } catch (error) {
      isOver = error instanceof ErrorResponse && !passing.has(error.error ?? "");
      return isOver ? "refused" : "unreachable";
    }
  }

  /** Once for all who ask meanwhile: a refresh token is good for one use only. */
  async function renewed(): Promise<Renewal> {
    renewing ??= inTurn(place, renew).finally(() => {
      renewing = undefined;
    });
    return await renewing;
  }

  return {
    async arrive(mayLeave) {
      const query = new URLSearchParams(location.search);
      if (query.has("state") && (query.has("code") || query.has("error"))) {
        const address = location.href;
        history.replaceState(null, "", start);
        if (query.has("code") || !sessionStorage.getItem(signedOutKey)) {
          user = (await manager.signinCallback(address)) ?? null;
          const way = wayBack(user?.state, location.origin);
          history.replaceState(null, "", way.startsWith(start) ? way : start);
          return "signed-in";
        }
      }
      if (sessionStorage.getItem(signedOutKey) !== null) {
        history.replaceState(null, "", start);
        return "signed-out";
      }
      user = await manager.getUser();
      if (user !== null && secondsLeft(user) <= 0) await renewed();
      if (user !== null && secondsLeft(user) > 0) return "signed-in";
      if (!mayLeave) return "signed-out";
      await leave();
      return "leaving";
    },

    async resume() {
      user = await manager.getUser();
    },

    async token(seconds) {
      const renewal = secondsLeft(user) < seconds ? await renewed() : "renewed";
      if (secondsLeft(user) > 0) return user?.access_token;
      if (renewal === "unreachable") throw new IssuerUnreachableError(issuer);
      return undefined;
    },

    async tokenAfter(refused) {
      const renewal = user?.access_token === refused ? await renewed() : "renewed";
      if (renewal === "unreachable") throw new IssuerUnreachableError(issuer);
      return renewal === "renewed" ? user?.access_token : undefined;
    },

    leave,

    async signOut() {
      sessionStorage.setItem(signedOutKey, "yes");
      noteWay(place);
      // Its answer may be empty (RFC 7009), which the library takes for a failure; the session's end matters more.
      await manager.revokeTokens(["refresh_token"]).catch(() => undefined);
      try {
        // Cognito wants its own words for where to go afterwards.
        await manager.signoutRedirect({ extraQueryParams: { client_id: clientId, logout_uri: home } });
        await new Promise((resolve) => setTimeout(resolve, longestWayMs));
      } catch {
        // An issuer that cannot be reached or ends no sessions: here at least nothing is left of them.
        await manager.removeUser();
        location.replace(start);
      }
    },
  };
}

function startPath(place: SessionPlace): "/" | "/family/" {
  return place === "phone" ? "/family/" : "/";
}

/** The issuer sends everybody back to `/`; public/theme.js sends families on from there, before anything is loaded. */
function noteWay(place: SessionPlace): void {
  if (place === "phone") sessionStorage.setItem("anhu.way", startPath(place));
  else sessionStorage.removeItem("anhu.way");
}

async function inTurn<T>(place: SessionPlace, work: () => Promise<T>): Promise<T> {
  // Absent where the page did not come by https.
  if (place === "tab" || !("locks" in navigator)) return await work();
  return (await navigator.locks.request(renewalLock, work)) as T;
}

function secondsLeft(user: User | null): number {
  return (user?.expires_at ?? 0) - Date.now() / 1000;
}
