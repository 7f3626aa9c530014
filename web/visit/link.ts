import type { Signal } from "../../contracts/signal.ts";

type Said = Extract<Signal, { kind: "description" | "candidate" }>;
type Outgoing = Said extends infer S ? (S extends Said ? Omit<S, "to" | "generation"> : never) : never;

/**
 * Why there is no way to the other page: the relay takes no credentials (another secret, a wrong clock), it does not answer, or
 * there is none and no way without one.
 */
export type WayTrouble = "relay-refused" | "relay-unreachable" | "no-relay";

/** One RTCPeerConnection to another page. */
export interface Link {
  readonly stream: MediaStream;
  readonly connection: RTCPeerConnection;
  hear(signal: Said): Promise<void>;
  /** The other page can be reached again, or this one can: what may have been missed is said once more. */
  again(): void;
  /** Sends these tracks from now on. */
  show(stream: MediaStream): Promise<void>;
  /** Why no way was found, if it was looked for in vain. */
  trouble(): WayTrouble | undefined;
  relayBy(iceServers: RTCIceServer[]): void;
  close(): void;
}

/** A connection that stands still so long is looked for anew: by then the browser itself has mostly found another way. */
const lostAfterMs = 4_000;
/** A way that is still being looked for after so many reminders is looked for anew. */
const waitsBeforeRestart = 3;

/**
 * Connects two pages by perfect negotiation (W3C WebRTC §10.7) with one exception: the first offer is the impolite page's
 * alone. Chromium that takes an offer back while it gathers its first candidates gathers none ever after, not even after an
 * ICE restart, and a call begins on all pages at once. Later either side may offer at any time; of two offers that collide
 * the polite page's gives way. A path that is lost is looked for anew, by an ICE restart, as often as it takes.
 */
export function newLink(options: {
  /** Of two pages one is, by what both know. */
  readonly isPolite: boolean;
  readonly iceServers: RTCIceServer[];
  readonly local: MediaStream;
  readonly send: (signal: Outgoing) => void;
  readonly changed: () => void;
}): Link {
  const { isPolite, send, changed } = options;
  const connection = new RTCPeerConnection({ iceServers: options.iceServers });
  const stream = new MediaStream();
  let isMakingOffer = false;
  let isIgnoringOffer = false;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  /** Signals are taken one after the other: a candidate must not overtake the description that it belongs to. */
  let taking = Promise.resolve();
  let waits = 0;
  let hasRelay = isRelayAmong(options.iceServers);
  let relayTrouble: WayTrouble | undefined;
  let trouble: WayTrouble | undefined;
  /** A track is taken over by its sender: a second one would be a second line of the call. */
  const sending = new Map<string, RTCRtpSender>();

  function describe(): void {
    const { localDescription } = connection;
    if (localDescription !== null)
      send({ kind: "description", type: localDescription.type, sdp: localDescription.sdp });
  }

  async function take(signal: Said): Promise<void> {
    try {
      if (signal.kind === "candidate") {
        const { candidate, sdpMid = null, sdpMLineIndex = null } = signal;
        await connection.addIceCandidate({ candidate, sdpMid, sdpMLineIndex });
        return;
      }
      const { type, sdp } = signal;
      const isColliding = type === "offer" && (isMakingOffer || connection.signalingState !== "stable");
      isIgnoringOffer = !isPolite && isColliding;
      if (isIgnoringOffer) return;
      await connection.setRemoteDescription({ type, sdp });
      if (type !== "offer") return;
      await connection.setLocalDescription();
      describe();
    } catch (error) {
      // What belongs to an offer that was ignored fits nothing here; all else is mended by the next restart.
      if (!isIgnoringOffer && connection.connectionState !== "closed") console.warn("a signal was not taken", error);
    }
  }

  connection.onnegotiationneeded = async () => {
    // Fires again after the first answer if that does not carry all there is to send.
    if (isPolite && connection.remoteDescription === null) return;
    try {
      isMakingOffer = true;
      await connection.setLocalDescription();
      describe();
    } catch {
      // A description of the other side came in between, or the connection is closed: either makes it void.
    } finally {
      isMakingOffer = false;
    }
  };
  connection.onicecandidate = ({ candidate }) => {
    if (candidate === null) return;
    const { sdpMid, sdpMLineIndex } = candidate;
    send({ kind: "candidate", candidate: candidate.candidate, sdpMid, sdpMLineIndex });
  };
  connection.onicecandidateerror = ({ url, errorCode }) => {
    if (!/^turns?:/.test(url)) return;
    // RFC 8656: 401 and 438 speak of the credentials, 403 and 486 of what they may; 701 is the browser's own: no answer.
    if (errorCode !== 701) relayTrouble = "relay-refused";
    else relayTrouble ??= "relay-unreachable";
  };
  connection.ontrack = ({ track }) => {
    stream.addTrack(track);
    track.onunmute = changed;
    track.onmute = changed;
    changed();
  };
  connection.onconnectionstatechange = () => {
    clearTimeout(lostTimer);
    if (connection.connectionState === "connected") {
      relayTrouble = undefined;
      trouble = undefined;
    }
    if (connection.connectionState === "failed") {
      lookBack();
      connection.restartIce();
    }
    if (connection.connectionState === "disconnected") {
      lostTimer = setTimeout(() => {
        if (connection.connectionState === "disconnected") connection.restartIce();
      }, lostAfterMs);
    }
    changed();
  };
  for (const track of options.local.getTracks()) sending.set(track.kind, connection.addTrack(track, options.local));
  if (!isPolite) offerToHear(connection);

  function lookBack(): void {
    const before = trouble;
    trouble = relayTrouble ?? (!hasRelay && hasFailed(connection.connectionState) ? "no-relay" : undefined);
    if (trouble !== before) changed();
  }

  return {
    stream,
    connection,
    trouble: () => trouble,
    hear(signal) {
      taking = taking.then(() => take(signal));
      return taking;
    },
    again() {
      const { connectionState, signalingState } = connection;
      if (connectionState === "connected" || connectionState === "closed") return;
      lookBack();
      if (signalingState === "have-local-offer") describe();
      else if (isPolite) return;
      else if (hasFailed(connectionState) || ++waits % waitsBeforeRestart === 0) connection.restartIce();
    },
    async show(local) {
      for (const kind of ["audio", "video"] as const) {
        const track = local.getTracks().find((each) => each.kind === kind) ?? null;
        const sender = sending.get(kind);
        if (sender !== undefined) await sender.replaceTrack(track);
        else if (track !== null) sending.set(kind, connection.addTrack(track, local));
      }
    },
    relayBy(iceServers) {
      hasRelay = isRelayAmong(iceServers);
      connection.setConfiguration({ iceServers });
    },
    close() {
      clearTimeout(lostTimer);
      connection.onconnectionstatechange = null;
      connection.close();
    },
  };
}

function isRelayAmong(iceServers: readonly RTCIceServer[]): boolean {
  return iceServers.flatMap(({ urls }) => urls).some((url) => /^turns?:/.test(url));
}

function hasFailed(state: RTCPeerConnectionState): boolean {
  return state === "failed" || state === "disconnected";
}

/** Whoever makes the first offer makes it even with nothing to send: the other side has its sound and picture to answer with. */
function offerToHear(connection: RTCPeerConnection): void {
  for (const kind of ["audio", "video"] as const) {
    const isSent = connection.getSenders().some(({ track }) => track?.kind === kind);
    if (!isSent) connection.addTransceiver(kind, { direction: "recvonly" });
  }
}
