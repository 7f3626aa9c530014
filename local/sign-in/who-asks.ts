import { randomUUID } from "node:crypto";
import { jwksIdentity } from "../../adapters/identity/jwks.ts";
import type { IdentityPort, LiveConnectionsPort, TableEngine } from "../../domain/ports.ts";
import { endConnections } from "../../functions/people/end-connections.ts";
import type { Log } from "../../functions/shell/log.ts";
import { ConnectionStore } from "../../stores/connection-store.ts";
import type { Clock } from "../clock.ts";
import type { CoreOptions } from "../core-options.ts";
import type { DataFolder } from "../data-folder.ts";
import { isOwnOrigin } from "../loopback.ts";
import { openSignIn, type SignInOfBox } from "./open-sign-in.ts";

/** How a box knows who somebody is. */
export interface WhoAsks {
  /** Whose token it is. */
  readonly identity: IdentityPort;
  /** Absent where another issuer signs people in. */
  readonly signIn?: SignInOfBox;
}

/** Opens the box's own sign-in, or asks the issuer that the options name instead of it. */
export function openWhoAsks(
  { issuer, names = {} }: Pick<CoreOptions, "issuer" | "names">,
  surroundings: {
    readonly engine: TableEngine;
    readonly folder: DataFolder;
    readonly liveConnections: LiveConnectionsPort;
    readonly clock: Clock;
    readonly log: Log;
  },
): WhoAsks {
  const { engine, folder, liveConnections, clock, log } = surroundings;
  if (issuer !== undefined) {
    const { url, audience } = issuer;
    return { identity: inBoxTime(jwksIdentity({ issuer: url, audience, now: Date.now }), clock) };
  }
  const signIn = openSignIn({
    engine,
    dataFolder: folder.path,
    isDemo: folder.mode === "demo",
    newId: randomUUID,
    boxNow: () => clock.now(),
    isOwnOrigin: (origin) => isOwnOrigin(origin, names),
    endConnections: async (subject) => {
      const connections = new ConnectionStore(engine);
      await endConnections(subject, { connections, liveConnections, log, now: () => clock.now() });
    },
    failed: (error) => log.error("signing in failed", { error }),
  });
  return { identity: inBoxTime(signIn.identity, clock), signIn };
}

/**
 * Tokens live in real time, functions in the box's, which a simulation hurries: the end of a token is told as the moment
 * that the box's clock will show then.
 */
function inBoxTime(identity: IdentityPort, clock: Clock): IdentityPort {
  return {
    async verify(token) {
      const verified = await identity.verify(token);
      return verified && { ...verified, expiresAt: clock.now() + (verified.expiresAt - Date.now()) * clock.speed };
    },
  };
}
