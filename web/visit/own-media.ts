import { type Choice, type DeviceLists, listDevices, noDevices, speakerAmong } from "./device-lists.ts";
import { type Kind, kinds, tracksOf, troubleOf } from "./open-tracks.ts";

/** What became of a device that went away by itself: `gone` as long as nothing took its place. */
export type Loss = { readonly kind: "replaced"; readonly by: string } | { readonly kind: "gone" };

export interface OwnMediaState {
  /** Empty until somebody allowed it; holds what could be had, and becomes another one whenever that changes. */
  readonly stream: MediaStream | undefined;
  readonly lists: DeviceLists;
  readonly chosen: Choice;
  /** Why there is neither picture nor sound. */
  readonly trouble: "denied" | "none" | "busy" | "insecure" | undefined;
  /** What went away while it was in use, until somebody chooses anew or it is back. */
  readonly lost: Readonly<Partial<Record<Kind | "speaker", Loss>>>;
}

/** Camera, microphone and loudspeaker of this page. */
export interface OwnMedia {
  read(): OwnMediaState;
  subscribe(listener: () => void): () => void;
  choose(choice: Partial<Choice>): void;
  /** The browser plays nothing by the loudspeaker that was chosen. */
  speakerFailed(): void;
  close(): void;
}

/** Whether others get nothing of this kind, whatever this page means to send: no device, or one that the system holds back. */
export function lacks(stream: MediaStream | undefined, kind: Kind): boolean {
  return stream?.getTracks().some((track) => track.kind === kind && isSending(track)) !== true;
}

function isSending({ readyState, muted }: MediaStreamTrack): boolean {
  return readyState === "live" && !muted;
}

/**
 * Asks for camera and microphone, and holds what could be had of them: one alone is better than nothing. A device that goes
 * away (a headset is pulled out, another program takes the camera) is left out at once and then replaced by another one, if
 * there is one; as soon as something is plugged in, what is lacking is asked for again. Nobody who refused is asked again.
 */
export function openOwnMedia(devices: MediaDevices | undefined): OwnMedia {
  const listeners = new Set<() => void>();
  let isClosed = false;
  let state: OwnMediaState = {
    stream: undefined,
    lists: noDevices,
    chosen: { camera: "", microphone: "", speaker: "" },
    trouble: devices === undefined ? "insecure" : undefined,
    lost: {},
  };
  /** One after the other: of two answers the later question's shall stay. */
  let doing = Promise.resolve();

  function become(change: Partial<OwnMediaState>): void {
    if (isClosed) return;
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function inTurn(work: (from: MediaDevices) => Promise<void>): void {
    if (devices === undefined) return;
    doing = doing
      .then(() => (isClosed ? undefined : work(devices)))
      .catch((error: unknown) => console.warn("camera or microphone", error));
  }

  /** Asks for these kinds in place of what there is of them. What cannot be had leaves the others as they are. */
  async function ask(from: MediaDevices, wanted: readonly Kind[]): Promise<readonly MediaStreamTrack[]> {
    const { tracks, error } = await tracksOf(from, wanted, state.chosen);
    if (isClosed) {
      for (const track of tracks) track.stop();
      return [];
    }
    const replaced = tracks.map(({ kind }) => kind);
    const before = state.stream?.getTracks() ?? [];
    for (const track of before) if (replaced.includes(track.kind)) track.stop();
    for (const track of tracks) watch(track);
    const kept = before.filter(({ kind, readyState }) => !replaced.includes(kind) && readyState === "live");
    const all = [...kept, ...tracks];
    become({
      ...(tracks.length > 0 && { stream: new MediaStream(all) }),
      trouble: all.length === 0 && error !== undefined ? troubleOf(error) : undefined,
    });
    return tracks;
  }

  function watch(track: MediaStreamTrack): void {
    const changed = (): void => {
      if (state.stream?.getTracks().includes(track) === true) become({ stream: new MediaStream(state.stream) });
    };
    track.addEventListener("mute", changed);
    track.addEventListener("unmute", changed);
    // A track that this page stops says nothing of it.
    track.addEventListener("ended", () => lose(track));
  }

  function lose(track: MediaStreamTrack): void {
    const held = state.stream?.getTracks() ?? [];
    if (!held.includes(track)) return;
    const kind = track.kind as Kind;
    become({
      stream: new MediaStream(held.filter((each) => each !== track)),
      lost: { ...state.lost, [kind]: { kind: "gone" } },
    });
    inTurn(async (from) => {
      await refill(from);
      await relist(from);
    });
  }

  async function refill(from: MediaDevices): Promise<void> {
    const live = (state.stream?.getTracks() ?? []).filter(({ readyState }) => readyState === "live");
    const missing = kinds.filter((kind) => !live.some((track) => track.kind === kind));
    if (missing.length === 0 || state.trouble === "denied") return;
    for (const track of await ask(from, missing)) {
      const kind = track.kind as Kind;
      if (state.lost[kind] !== undefined)
        become({ lost: { ...state.lost, [kind]: { kind: "replaced", by: track.label } } });
    }
  }

  async function relist(from: MediaDevices): Promise<void> {
    const lists = await listDevices(from);
    const { speaker, isGone } = speakerAmong(lists, state.chosen.speaker);
    become({ lists, chosen: { ...state.chosen, speaker } });
    if (isGone) become({ lost: { ...state.lost, speaker: { kind: "replaced", by: "" } } });
  }

  const plugged = (): void =>
    inTurn(async (from) => {
      await refill(from);
      await relist(from);
    });
  devices?.addEventListener("devicechange", plugged);
  inTurn(async (from) => {
    await ask(from, kinds);
    await relist(from);
  });

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    choose(choice) {
      const { speaker } = choice;
      const { speaker: _, ...lost } = state.lost;
      become({ chosen: { ...state.chosen, ...choice }, lost: speaker === undefined ? state.lost : lost });
      const asked = kinds.filter((kind) => choice[kind === "audio" ? "microphone" : "camera"] !== undefined);
      if (asked.length === 0) return;
      inTurn(async (from) => {
        const tracks = await ask(from, asked);
        const had = new Set(tracks.map(({ kind }) => kind));
        become({
          lost: Object.fromEntries(Object.entries(state.lost).filter(([kind]) => !had.has(kind))),
        });
        await relist(from);
      });
    },
    speakerFailed() {
      if (state.chosen.speaker === "") return;
      become({
        chosen: { ...state.chosen, speaker: "" },
        lost: { ...state.lost, speaker: { kind: "replaced", by: "" } },
      });
    },
    close() {
      for (const track of state.stream?.getTracks() ?? []) track.stop();
      devices?.removeEventListener("devicechange", plugged);
      isClosed = true;
    },
  };
}
