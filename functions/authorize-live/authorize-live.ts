import type { VerifiedIdentity } from "../../domain/ports.ts";
import type { Deps } from "../shell/deps.ts";
import type { LiveConnection } from "./live-connection.ts";
import { type LiveGrant, liveGrantOf } from "./live-grant.ts";

/** A page's own name: never a device's, and without the wildcards of policies. */
const browserId = /^browser-[A-Za-z0-9-]{1,100}$/;

/** Lets people who signed in listen to live changes. Whatever is not certain refuses. */
export async function authorizeLive(
  { token, clientId, resources }: LiveConnection,
  deps: Deps<"authorize-live">,
): Promise<LiveGrant> {
  if (token === "" || !browserId.test(clientId)) return undefined;
  const identity = await identityOf(token, deps);
  if (identity === undefined) return undefined;
  const { subject, expiresAt } = identity;
  return liveGrantOf({ subject, clientId, resources, remainingMs: expiresAt - deps.now() });
}

/** Undefined also when the issuer cannot be asked: nobody is let in unseen, the log says why, and it counts as failed. */
async function identityOf(
  token: string,
  { identity, log, metrics }: Deps<"authorize-live">,
): Promise<VerifiedIdentity | undefined> {
  try {
    return await identity.verify(token);
  } catch (error) {
    log.error("nobody can connect to live changes: the issuer's keys cannot be had", { error });
    metrics.put({ Failed: 1 }, "authorize-live");
    return undefined;
  }
}
