import { type VisitView, visitJoined } from "../../contracts/http/visits.ts";
import { type AskProblem, ask } from "../data/api.ts";
import type { WayTrouble } from "./link.ts";
import { type Kind, kinds } from "./open-tracks.ts";
import { lacks } from "./own-media.ts";
import { newPeer, type Peer, type PeerState } from "./peer.ts";
import { openSignalling, type Signalling } from "./signalling.ts";

/** Another person in the call. */
export interface OtherPage {
  readonly peerId: string;
  readonly personId: string;
  readonly name: string;
  readonly party: VisitView["present"][number]["party"];
  readonly state: PeerState;
  readonly stream: MediaStream | undefined;
  readonly isMuted: boolean;
  readonly isDark: boolean;
  /** What nobody there switched off, and there is no device for. */
  readonly lacks: readonly Kind[];
  /** Why no way to it is found, once it was looked for in vain. */
  readonly trouble: WayTrouble | undefined;
}

/** A call as the page shows it. */
export interface CallState {
  /** Whether the others can be spoken to by the broker; the call itself may go on without. */
  readonly isSignalling: boolean;
  readonly others: readonly OtherPage[];
  readonly isMuted: boolean;
  readonly isDark: boolean;
  readonly problem: AskProblem | undefined;
}

export interface Call {
  read(): CallState;
  subscribe(listener: () => void): () => void;
  /** What this page sends from now on. */
  show(stream: MediaStream): void;
  mute(isMuted: boolean): void;
  darken(isDark: boolean): void;
  /** Tells the other pages that something of the visit changed. */
  tellChanged(): void;
  /** The visit as it was read: who is there, and whether the call is under way. */
  know(visit: VisitView): void;
  leave(): void;
  readonly peerId: string;
  /** For looking inside from outside. */
  connections(): readonly RTCPeerConnection[];
}

type Said = Parameters<Peer["hear"]>[0];
type Marks = Pick<OtherPage, "isMuted" | "isDark" | "lacks">;

/** Of one page, before this one knows of the call. */
const mostKept = 60;
/** What was not heard is said again so often. */
const sayAgainEveryMs = 5_000;
/** A page says so often that it is there; the service counts it as gone after 150 s. */
const hereEveryMs = 45_000;

/** Takes part in a visit with this page: the waiting room first, and the call as soon as it is under way. */
export function openCall(
  visitId: string,
  local: MediaStream,
  events: { readonly visit: (visit: VisitView) => void; readonly changed: () => void },
): Call {
  const peerId = `browser-${crypto.randomUUID()}`;
  const path = `/api/visits/${encodeURIComponent(visitId)}/join`;
  const peers = new Map<string, Peer>();
  const marks = new Map<string, Marks>();
  const early = new Map<string, readonly Said[]>();
  const listeners = new Set<() => void>();
  let visit: VisitView | undefined;
  let iceServers: RTCIceServer[] = [];
  let shown = local;
  let isMuted = false;
  let isDark = false;
  let isSignalling = false;
  let isGone = false;
  let problem: AskProblem | undefined;
  let state = drawn();

  function drawn(): CallState {
    const others = (visit?.present ?? []).flatMap((one): readonly OtherPage[] => {
      // The service names the other pages only to a page that is in itself.
      if (one.peerId === undefined || one.peerId === peerId) return [];
      const peer = peers.get(one.peerId);
      const { personId, name, party } = one;
      const mark = marks.get(one.peerId) ?? { isMuted: false, isDark: false, lacks: [] };
      return [
        {
          peerId: one.peerId,
          personId,
          name,
          party,
          state: peer?.state() ?? "connecting",
          stream: peer?.stream,
          trouble: peer?.trouble(),
          ...mark,
        },
      ];
    });
    return { isSignalling, others, isMuted, isDark, problem };
  }

  function draw(): void {
    state = drawn();
    for (const listener of listeners) listener();
  }

  async function join(): Promise<void> {
    if (isGone) return;
    const answer = await ask(path, visitJoined, { peerId });
    if (isGone) return;
    problem = answer.kind === "problem" ? answer.problem : undefined;
    // Refused: the visit is not what this page takes it for.
    if (problem?.kind === "refused") events.changed();
    if (answer.kind === "answer") {
      iceServers = answer.value.iceServers.map(({ urls, username, credential }) => ({
        urls: [...urls],
        ...(username !== undefined && { username }),
        ...(credential !== undefined && { credential }),
      }));
      for (const peer of peers.values()) peer.relayBy(iceServers);
      know(answer.value.visit);
      events.visit(answer.value.visit);
    }
    draw();
  }

  /** Connects with whoever is there while the call is under way, and with nobody else. */
  function know(next: VisitView): void {
    if (isGone || (visit !== undefined && next.version < visit.version)) return;
    visit = next;
    const wanted = new Set(
      next.state === "in-call"
        ? next.present.flatMap(({ peerId: id }) => (id === undefined || id === peerId ? [] : [id]))
        : [],
    );
    for (const [id, peer] of peers) {
      if (wanted.has(id)) continue;
      peer.close();
      peers.delete(id);
    }
    for (const id of wanted) if (!peers.has(id)) connect(id);
    draw();
  }

  function connect(to: string): void {
    const peer = newPeer({
      isPolite: peerId < to,
      iceServers,
      local: shown,
      send: (message) => signalling.say({ ...message, to }),
      changed: draw,
    });
    peers.set(to, peer);
    for (const message of early.get(to) ?? []) void peer.hear(message);
    early.delete(to);
  }

  /** Another page may know sooner that the call has begun: what it says is kept until this one knows it too. */
  function hearOrKeep(from: string, message: Said): void {
    const peer = peers.get(from);
    if (peer !== undefined) return void peer.hear(message);
    const kept = early.get(from) ?? [];
    if (kept.length < mostKept) early.set(from, [...kept, message]);
    events.changed();
  }

  function sayHere(): void {
    const lacking = kinds.filter((kind) => lacks(shown, kind));
    signalling.say({
      kind: "here",
      // Pages of before know of no devices that are lacking.
      isMuted: isMuted || lacking.includes("audio"),
      isDark: isDark || lacking.includes("video"),
      ...(lacking.length > 0 && { lacks: lacking }),
    });
  }

  const signalling: Signalling = openSignalling(visitId, peerId, join, {
    connected() {
      isSignalling = true;
      sayHere();
      for (const peer of peers.values()) peer.again();
      draw();
    },
    disconnected() {
      if (!isSignalling) return;
      isSignalling = false;
      draw();
    },
    heard(from, message) {
      switch (message.kind) {
        case "here": {
          const isNew = !marks.has(from);
          marks.set(from, { isMuted: message.isMuted, isDark: message.isDark, lacks: message.lacks ?? [] });
          // Whoever came just now has not heard us; whoever was away may have missed what we said.
          if (isNew) sayHere();
          if (visit?.present.some((one) => one.peerId === from) !== true) events.changed();
          peers.get(from)?.again();
          draw();
          return;
        }
        case "changed":
          events.changed();
          return;
        case "bye":
          marks.delete(from);
          peers.get(from)?.close();
          peers.delete(from);
          events.changed();
          draw();
          return;
        case "description":
        case "candidate":
        case "renew":
          if (message.to === peerId) hearOrKeep(from, message);
      }
    },
  });
  const timer = setInterval(() => void join(), hereEveryMs);
  const repeating = setInterval(() => {
    for (const peer of peers.values()) peer.again();
  }, sayAgainEveryMs);
  const online = (): void => {
    void join();
    for (const peer of peers.values()) peer.again();
  };
  globalThis.addEventListener("online", online);

  return {
    peerId,
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(stream) {
      shown = stream;
      // Who muted themselves stays so with another microphone.
      for (const track of stream.getAudioTracks()) track.enabled = !isMuted;
      for (const track of stream.getVideoTracks()) track.enabled = !isDark;
      for (const peer of peers.values()) void peer.show(stream);
      sayHere();
    },
    mute(next) {
      isMuted = next;
      for (const track of shown.getAudioTracks()) track.enabled = !next;
      sayHere();
      draw();
    },
    darken(next) {
      isDark = next;
      for (const track of shown.getVideoTracks()) track.enabled = !next;
      sayHere();
      draw();
    },
    tellChanged: () => signalling.say({ kind: "changed" }),
    know,
    leave() {
      if (isGone) return;
      isGone = true;
      signalling.say({ kind: "bye" });
      clearInterval(timer);
      clearInterval(repeating);
      globalThis.removeEventListener("online", online);
      for (const peer of peers.values()) peer.close();
      peers.clear();
      void ask(path, visitJoined, { peerId, isLeaving: true });
      signalling.close();
    },
    connections: () => [...peers.values()].map(({ connection }) => connection),
  };
}
