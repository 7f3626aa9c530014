/** A sustained rate with a reserve that fills up again while nothing is taken. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** A token bucket in which one may go into debt: {@link RateLimit.take} says how long to wait until it is paid. */
export interface RateLimit {
  /** Takes one and returns the milliseconds to wait before using it; 0 within the rate. */
  take(): number;
  /** Takes one only if the rate allows it now. */
  tryTake(): boolean;
}

/** @param now - milliseconds of a clock that never goes back */
export function rateLimit(rate: Rate, now: () => number = () => performance.now()): RateLimit {
  let tokens = rate.burst;
  let counted = now();

  function refill(): void {
    const at = now();
    tokens = Math.min(rate.burst, tokens + ((at - counted) / 1000) * rate.perSecond);
    counted = at;
  }

  return {
    take() {
      refill();
      tokens -= 1;
      return tokens >= 0 ? 0 : (-tokens / rate.perSecond) * 1000;
    },
    tryTake() {
      refill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
