/** What taking turns rests on; tests bring their own. */
export interface FrameHost {
  /** Frames are drawn: nobody waits for one that never comes. */
  drawsFrames(): boolean;
  /** Calls before the next frame is drawn. */
  beforeFrame(call: () => void): void;
}

export interface Turns {
  subscribe(listener: () => void): () => void;
  /** Calls every listener once from now on; one that still waits from before keeps its place and is called once. */
  callAll(): void;
}

/** A round is over after so many frames at most: a third of a second. */
const roundFrames = 20;
/** So few are called without waiting for a frame. */
const fewAtOnce = 40;

/**
 * Hundreds of listeners that look at something each second take turns: a share of them before each frame, so that no
 * frame waits for all. On a page that draws no frames all are called at once.
 */
export function inTurn(host: FrameHost): Turns {
  const listeners = new Set<() => void>();
  const waiting = new Set<() => void>();
  let isPlanned = false;

  function call(most: number): void {
    let called = 0;
    for (const listener of waiting) {
      if (called++ >= most) return;
      waiting.delete(listener);
      listener();
    }
  }

  function frame(): void {
    isPlanned = false;
    call(Math.max(fewAtOnce, Math.ceil(listeners.size / roundFrames)));
    plan();
  }

  function plan(): void {
    if (isPlanned || waiting.size === 0) return;
    isPlanned = true;
    host.beforeFrame(frame);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        waiting.delete(listener);
      };
    },
    callAll() {
      for (const listener of listeners) waiting.add(listener);
      if (listeners.size <= fewAtOnce || !host.drawsFrames()) call(Number.POSITIVE_INFINITY);
      plan();
    },
  };
}
