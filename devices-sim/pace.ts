import { day, type EpochMs } from "../domain/model/time.ts";
import { type BoxClock, SimulatorError } from "./box.ts";

/** How simulated time relates to the box's. */
export type Mode =
  /** Simulated time is the box's time. */
  | { readonly kind: "live" }
  /** Simulated time starts in the past and runs faster, until it has caught up. */
  | { readonly kind: "history" };

/** Decides the mode from the speed that was asked for and the speed of the box's clock. */
export function chooseMode(speed: number, boxSpeed: number): Mode {
  if (speed === boxSpeed) return { kind: "live" };
  if (boxSpeed === 1 && speed > 1) return { kind: "history" };
  throw new SimulatorError(
    `--speed ${speed} does not fit a box whose clock runs ${boxSpeed} times as fast as real time. ` +
      `Use --speed ${boxSpeed}, or restart the box with npm start -- --speed ${speed}`,
  );
}

/** One line that says what the mode means. */
export function describeMode(mode: Mode, options: { readonly speed: number; readonly days: number }): string {
  if (mode.kind === "live")
    return options.speed === 1
      ? `live: ${options.days} day(s) in real time; everything is judged as it happens`
      : `live: ${options.days} day(s), ${options.speed} times faster, on the box's own fast clock; everything is judged`;
  return (
    `history: the last ${options.days} day(s), ${options.speed} times faster, until now. Readings older than 10 minutes ` +
    `are stored but not judged; events do alert. For full judging at speed: npm start -- --speed ${options.speed}`
  );
}

/** Simulated time. */
export interface SimulatedClock {
  now(): EpochMs;
}

/** The box's clock, read again now and then, since two machines drift apart. */
export class BoxTime implements SimulatedClock {
  #time: EpochMs;
  #readAt: number;
  readonly #speed: number;
  readonly #monotonic: () => number;

  constructor(clock: BoxClock, monotonic: () => number = () => performance.now()) {
    this.#time = clock.time;
    this.#speed = clock.speed;
    this.#monotonic = monotonic;
    this.#readAt = monotonic();
  }

  now(): EpochMs {
    return Math.floor(this.#time + (this.#monotonic() - this.#readAt) * this.#speed);
  }

  correct(clock: BoxClock): void {
    this.#time = clock.time;
    this.#readAt = this.#monotonic();
  }
}

/** Runs from `days` before the box's now, `speed` times faster, and never beyond it. */
export function historyClock(
  box: SimulatedClock,
  options: { readonly days: number; readonly speed: number },
  monotonic: () => number = () => performance.now(),
): SimulatedClock & { readonly start: EpochMs } {
  const start = Math.floor(box.now() - options.days * day);
  const startedAt = monotonic();
  return { start, now: () => Math.min(box.now(), Math.floor(start + (monotonic() - startedAt) * options.speed)) };
}
