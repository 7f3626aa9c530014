import { createHmac } from "node:crypto";
import { type EpochMs, hour, second } from "../../domain/model/time.ts";
import type { RelayPort } from "../../domain/ports.ts";

/** Where browsers ask how they look from outside (STUN), and by what their media goes when there is no other way (TURN). */
export interface RelaySettings {
  /** E.g. `stun:turn.example.org:3478`. */
  readonly stun: readonly string[];
  /** E.g. `turns:turn.example.org:5349?transport=tcp`. */
  readonly turn: readonly string[];
  /** coturn's `static-auth-secret`; without it no TURN server is named. */
  readonly secret: string;
}

/** Longer than a visit lasts; pages are given new ones while they are there. */
export const credentialsHoldMs = 2 * hour;

/**
 * Credentials that coturn's `use-auth-secret` takes (TURN REST API, draft-uberti-behave-turn-rest): the name is the second at
 * which they end and whose they are, the password its HMAC-SHA1 by the shared secret. Nothing is stored anywhere. Times are
 * those of the real world, by which the relay judges.
 */
export function coturnRelay({ stun, turn, secret }: RelaySettings, now: () => EpochMs): RelayPort {
  const isRelaying = turn.length > 0 && secret !== "";
  return {
    serversFor(peer) {
      const servers = stun.length === 0 ? [] : [{ urls: stun }];
      if (!isRelaying) return { servers };
      const until = Math.floor((now() + credentialsHoldMs) / second) * second;
      const username = `${until / second}:${peer}`;
      const credential = createHmac("sha1", secret).update(username).digest("base64");
      return { servers: [...servers, { urls: turn, username, credential }], until };
    },
  };
}
