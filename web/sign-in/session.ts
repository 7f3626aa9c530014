import type { PageConfig } from "../../contracts/page-config.ts";
import { apiAddress } from "../data/page-config.ts";
import type { Issuer, SessionPlace } from "./issuer.ts";
import { type KeptSession, keptSession, sessionKey } from "./kept-session.ts";

/** Who is at the page, as far as the issuer says. */
export type Session =
  /** Nobody has to sign in here, or it is not known yet. */
  | { readonly kind: "open" }
  | { readonly kind: "signed-in" }
  /** `isLeaving`: the issuer is still being told; whoever signed in now would find its session still open. */
  | { readonly kind: "signed-out"; readonly isLeaving?: true }
  /** The issuer renews the session no more. */
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly detail: string }
  /** The API does not take this person's token. */
  | { readonly kind: "no-access" };

/** Nobody is signed in any more, so nothing can be asked. */
export class NotSignedInError extends Error {
  readonly code = "not-signed-in";
}

/** Signing out waits no longer than so for the service to end the live connections. */
const signOutPatienceMs = 2_000;

/** A session that ends sooner is renewed before anything is asked. */
const goodForMs = 60_000;

let ownPassword: string | undefined;
let session: Session = { kind: "open" };
let issuer: Issuer | undefined;
/** A phone's own session is used as it is while it is good: the library comes when it has to be renewed. */
let kept: KeptSession | undefined;
let loadIssuer: (() => Promise<Issuer>) | undefined;
const listeners = new Set<() => void>();

export const sessionStore = {
  read: (): Session => session,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function become(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

/**
 * Signs in where that is needed: resolves with true when the pages may ask the API. Otherwise the session says why, or
 * the browser is on its way to the issuer; not where `mayLeave` says that the page has something to show before.
 */
export async function startSession(
  { signIn }: PageConfig,
  place: SessionPlace = "tab",
  mayLeave = true,
): Promise<boolean> {
  if (signIn === undefined) return true;
  // A box signs people in itself, and has a page on which they change their password.
  if (new URL(signIn.issuer).origin === location.origin) ownPassword = `${new URL(signIn.issuer).pathname}/password`;
  loadIssuer = async () => (await import("./issuer.ts")).openIssuer(signIn, place);
  if (place === "phone" && !isBackFromIssuer()) {
    kept = keptSession(localStorage.getItem(sessionKey(signIn)));
    if (kept !== undefined && kept.endsAt - Date.now() > goodForMs) {
      become({ kind: "signed-in" });
      return true;
    }
  }
  try {
    issuer = await loadIssuer();
    const outcome = await issuer.arrive(mayLeave);
    if (outcome !== "leaving") become({ kind: outcome });
    return outcome === "signed-in";
  } catch (error) {
    become({ kind: "failed", detail: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

/**
 * A token that is good for that many seconds where its issuer allows; undefined where nobody signs in. Rejects when
 * there is none: with a {@link NotSignedInError} when only signing in again helps.
 */
export async function accessToken(seconds: number): Promise<string | undefined> {
  if (loadIssuer === undefined) return undefined;
  if (session.kind !== "signed-in") throw new NotSignedInError("nobody is signed in");
  if (issuer === undefined && kept !== undefined && kept.endsAt - Date.now() > seconds * 1_000) return kept.token;
  const token = await (await resumed()).token(seconds);
  if (token !== undefined) return token;
  become({ kind: "ended" });
  throw new NotSignedInError("the session ended");
}

/** The API refused this token: another one. Rejects like {@link accessToken}. */
export async function tokenAfter(refused: string): Promise<string> {
  if (session.kind !== "signed-in") throw new NotSignedInError("nobody is signed in");
  const token = await (await resumed()).tokenAfter(refused);
  if (token !== undefined) return token;
  become({ kind: "ended" });
  throw new NotSignedInError("the session ended");
}

/** The library, once it is needed after all. Rejects while it cannot be had. */
async function resumed(): Promise<Issuer> {
  if (issuer === undefined) {
    const loaded = await loadIssuer?.();
    if (loaded === undefined) throw new NotSignedInError("nobody signs in here");
    await loaded.resume();
    issuer ??= loaded;
  }
  return issuer;
}

function isBackFromIssuer(): boolean {
  const query = new URLSearchParams(location.search);
  return query.has("state") && (query.has("code") || query.has("error"));
}

/** A fresh token was refused too: this person has no business here. */
export function noteNoAccess(): void {
  if (session.kind === "signed-in") become({ kind: "no-access" });
}

/** Goes to the issuer, and comes back to this page. */
export async function signIn(): Promise<void> {
  try {
    if (loadIssuer === undefined) location.reload();
    else await (await resumed()).leave();
  } catch (error) {
    become({ kind: "failed", detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Ends the live connections, the session at the issuer and what this tab knows, in this order. */
export async function signOut(): Promise<void> {
  const token = await accessToken(1).catch(() => undefined);
  become({ kind: "signed-out", isLeaving: true });
  if (token !== undefined) await endLiveConnections(token).catch(() => undefined);
  if (loadIssuer !== undefined) await (await resumed()).signOut();
  become({ kind: "signed-out" });
}

/** Where people change their password; undefined where the issuer has its own ways. */
export function passwordPage(): string | undefined {
  return session.kind === "signed-in" ? ownPassword : undefined;
}

async function endLiveConnections(token: string): Promise<void> {
  const signal = AbortSignal.timeout(signOutPatienceMs);
  await fetch(apiAddress("/api/me/sign-out"), {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    signal,
  });
}
