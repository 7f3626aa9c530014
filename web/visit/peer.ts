import type { Signal } from "../../contracts/signal.ts";
import { type Link, newLink, type WayTrouble } from "./link.ts";

type Said = Extract<Signal, { kind: "description" | "candidate" | "renew" }>;
type Outgoing = Said extends infer S ? (S extends Said ? Omit<S, "to"> : never) : never;

/** How the connection to one other page stands. */
export type PeerState = "connecting" | "connected" | "lost";

/** What stands between this page and one other, whichever connection carries it. */
export interface Peer {
  readonly stream: MediaStream;
  readonly connection: RTCPeerConnection;
  state(): PeerState;
  hear(signal: Said): Promise<void>;
  /** The other page can be reached again, or this one can: what may have been missed is said once more. */
  again(): void;
  /** Sends these tracks from now on. */
  show(stream: MediaStream): Promise<void>;
  /** Why no way was found, as long as there is none. */
  trouble(): WayTrouble | undefined;
  relayBy(iceServers: RTCIceServer[]): void;
  close(): void;
}

/** A connection that restarts have not healed for so long is given up for a new one: its machine slept, or changed networks. */
export const renewAfterMs = 15_000;

/**
 * Holds the connection to one other page, and replaces it when it is dead. Either page may begin the next generation, and
 * the higher one counts for both: the impolite page begins it by its offer, the polite one, which makes no first offer, by
 * asking for one. What belongs to an earlier generation is not taken. Nothing else of the page is touched by it.
 */
export function newPeer(options: {
  /** Of two pages one is, by what both know. */
  readonly isPolite: boolean;
  readonly iceServers: RTCIceServer[];
  readonly local: MediaStream;
  readonly send: (signal: Outgoing) => void;
  readonly changed: () => void;
}): Peer {
  const { isPolite, send, changed } = options;
  let { local, iceServers } = options;
  let generation = 0;
  let hasConnected = false;
  let isClosed = false;
  let renewing: ReturnType<typeof setTimeout> | undefined;
  let link = opened();

  function opened(): Link {
    const own = generation;
    return newLink({
      isPolite,
      iceServers,
      local,
      send: (signal) => send({ ...signal, generation: own }),
      changed: () => {
        if (own === generation && !isClosed) follow();
      },
    });
  }

  function follow(): void {
    const { connectionState } = link.connection;
    if (connectionState === "connected") {
      hasConnected = true;
      forget();
    }
    if (connectionState === "failed" || connectionState === "disconnected")
      renewing ??= setTimeout(renew, renewAfterMs);
    changed();
  }

  function forget(): void {
    clearTimeout(renewing);
    renewing = undefined;
  }

  function become(next: number): void {
    forget();
    link.close();
    generation = next;
    link = opened();
    changed();
  }

  function renew(): void {
    become(generation + 1);
    askForOffer();
  }

  function askForOffer(): void {
    if (isPolite) send({ kind: "renew", generation });
  }

  function isGone(): boolean {
    return link.connection.connectionState === "closed";
  }

  return {
    get stream() {
      return link.stream;
    },
    get connection() {
      return link.connection;
    },
    state() {
      if (link.connection.connectionState === "connected") return "connected";
      return hasConnected ? "lost" : "connecting";
    },
    trouble: () => (link.connection.connectionState === "connected" ? undefined : link.trouble()),
    async hear(signal) {
      if (isClosed || signal.generation < generation) return;
      if (signal.generation > generation) become(signal.generation);
      if (signal.kind !== "renew") await link.hear(signal);
    },
    again() {
      if (isClosed) return;
      // A browser that gives a connection up by itself says nothing of it.
      if (isGone()) return renew();
      if (generation > 0 && link.connection.remoteDescription === null) askForOffer();
      link.again();
    },
    async show(stream) {
      local = stream;
      if (!isGone()) await link.show(stream);
    },
    relayBy(servers) {
      iceServers = servers;
      if (!isGone()) link.relayBy(servers);
    },
    close() {
      isClosed = true;
      forget();
      link.close();
    },
  };
}
