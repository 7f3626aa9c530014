import { type BoxClock, boxTime, corrected } from "./box-clock.ts";
import { inTurn } from "./in-turn.ts";

let box: BoxClock = { boxAt: Date.now(), pageAt: Date.now(), speed: 1 };
let mode: "demo" | "live" = "live";
let ticked = boxTime(box, Date.now());
const listeners = new Set<() => void>();
const turns = inTurn({
  drawsFrames: () => !document.hidden,
  beforeFrame: (call) => void requestAnimationFrame(call),
});

function tick(): void {
  ticked = boxTime(box, Date.now());
  for (const listener of listeners) listener();
  turns.callAll();
}

/** Lets the page's time flow: once a second everything on it ages. */
export function startClock(): void {
  setInterval(tick, 1_000);
}

export const clock = {
  now: (): number => boxTime(box, Date.now()),
  /** The time of the last tick: the same for everything that is drawn between two ticks. */
  ticked: (): number => ticked,
  speed: (): number => box.speed,
  mode: (): "demo" | "live" => mode,
  /** Told at each tick, at once. */
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Told at each tick, in turn with all others: for what stands on a page hundreds of times. */
  subscribeInTurn: turns.subscribe,
  learn(
    health: { readonly time: string; readonly speed: number; readonly mode: "demo" | "live" },
    pageAt: number,
  ): void {
    mode = health.mode;
    const stated = { boxAt: Date.parse(health.time), pageAt, speed: health.speed };
    const isSame = stated.speed === box.speed && corrected(box, stated.boxAt, pageAt) === box;
    if (!isSame) box = stated;
    tick();
  },
  correct(statedAt: number): void {
    box = corrected(box, statedAt, Date.now());
  },
};
