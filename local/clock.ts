import type { EpochMs } from "../domain/model/time.ts";

/** The box's time. Domain time only: limits on how long a call may take run on the machine's own clock. */
export interface Clock {
  now(): EpochMs;
  /** Milliseconds of box time since some moment: these never go back, also when the machine's clock is set back. */
  elapsedMs(): number;
  /** Box seconds per real second; 1 except in a simulation. */
  readonly speed: number;
  /**
   * Calls back once at that time, or as soon as possible when it has passed. When the machine's clock was set back
   * meanwhile, it calls when the time has passed that it would have taken without that, and `now` is earlier than `at`:
   * whoever repeats something then plans it anew. The callback must handle its own errors.
   */
  setTimer(callback: () => void | Promise<void>, at: EpochMs): CancelTimer;
}

export type CancelTimer = () => void;

/** Longer waits are taken in steps, so that it is noticed soon when the machine's clock was set. */
const longestStepMs = 30_000;

/** Timers fire a little early and clocks are corrected by a little; by more than this, and the clock was set back. */
const setBackMs = 1_000;

/**
 * The machine's own time.
 *
 * @param now - the wall clock, which may be set
 */
export function systemClock(now: () => EpochMs = () => Date.now()): Clock {
  return runningClock(1, now);
}

/**
 * A clock that starts at `from` and runs `speed` times faster than real time. For simulations only: devices and people
 * in the real world do not hurry up.
 */
export function scaledClock(speed: number, from: EpochMs = Date.now()): Clock {
  const started = performance.now();
  return runningClock(speed, () => Math.floor(from + (performance.now() - started) * speed));
}

function runningClock(speed: number, now: () => EpochMs): Clock {
  return {
    now,
    elapsedMs: () => performance.now() * speed,
    speed,
    setTimer(callback, at) {
      let timeout: NodeJS.Timeout;
      const leftMs = (): number => Math.max(0, (at - now()) / speed);
      const latest = performance.now() + leftMs() + setBackMs;
      const wait = (): void => {
        const patienceMs = Math.max(0, latest - performance.now());
        timeout = setTimeout(check, Math.ceil(Math.min(leftMs(), patienceMs, longestStepMs)));
      };
      const check = (): void => {
        if (now() >= at || performance.now() >= latest) void callback();
        else wait();
      };
      wait();
      return () => clearTimeout(timeout);
    },
  };
}

/** A clock that stands still until it is told to move; for tests. */
export interface VirtualClock extends Clock {
  /**
   * Moves to `at`. Timers due until then run one after the other in the order of their time (equal times: in the order
   * in which they were set), each at its own moment and awaited, and also those that a timer sets on the way.
   */
  advanceTo(at: EpochMs): Promise<void>;
  advanceBy(ms: number): Promise<void>;
}

/** A virtual clock that shows `start`. */
export function virtualClock(start: EpochMs): VirtualClock {
  interface Timer {
    readonly at: EpochMs;
    readonly order: number;
    readonly callback: () => void | Promise<void>;
  }
  const timers = new Set<Timer>();
  let current = start;
  let order = 0;

  function nextDue(until: EpochMs): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of timers) {
      if (timer.at > until) continue;
      if (next === undefined || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
    }
    return next;
  }

  async function advanceTo(at: EpochMs): Promise<void> {
    for (let timer = nextDue(at); timer !== undefined; timer = nextDue(at)) {
      timers.delete(timer);
      current = Math.max(current, timer.at);
      await timer.callback();
    }
    current = Math.max(current, at);
  }

  return {
    now: () => current,
    elapsedMs: () => current - start,
    speed: 1,
    setTimer(callback, at) {
      const timer: Timer = { at, order: order++, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advanceTo,
    advanceBy: (ms) => advanceTo(current + ms),
  };
}
