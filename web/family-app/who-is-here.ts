import type { PageConfig } from "../../contracts/page-config.ts";
import { keptSession, sessionKey } from "../sign-in/kept-session.ts";
import { sessionStore } from "../sign-in/session.ts";
import { forgetFamily } from "./family-store.ts";

const prefix = "oidc.user:";
/** Where nobody signs in, everybody is the same; and whoever signed in is somebody else. */
const nobody = "nobody";

/**
 * Who is signed in on this phone, by issuer and subject: whose the kept state must be. Without `config`, before it is
 * there or where no network is, by the one session that the phone holds. Undefined where somebody has to sign in first.
 */
export function keptPerson(config?: PageConfig): string | undefined {
  if (config !== undefined && config.signIn === undefined) return nobody;
  const key =
    config?.signIn === undefined
      ? Object.keys(localStorage).find((name) => name.startsWith(prefix))
      : sessionKey(config.signIn);
  if (config === undefined && key === undefined) return nobody;
  const kept = key === undefined ? undefined : keptSession(localStorage.getItem(key));
  return kept === undefined ? undefined : `${key?.slice(prefix.length)} ${kept.person}`;
}

/** Whoever signs out, here or in another page of this phone, leaves nothing behind in any of them. */
export function watchWhoIsHere(): void {
  sessionStore.subscribe(() => {
    const { kind } = sessionStore.read();
    if (kind === "signed-out" || kind === "no-access" || kind === "ended") forgetFamily();
  });
  window.addEventListener("storage", ({ key, newValue }) => {
    const isGone = key === null || (key.startsWith(prefix) && newValue === null);
    if (!isGone) return;
    forgetFamily();
    location.reload();
  });
}
