/**
 * The box's clock as the page sees it. The page ages values by the server's time, never by the workstation's, which may
 * be minutes wrong; a simulation's clock runs faster.
 */
export interface BoxClock {
  readonly boxAt: number;
  readonly pageAt: number;
  readonly speed: number;
}

/** A disagreement below this is transport, not a wrong clock. */
const toleranceMs = 1_500;

export function boxTime(clock: BoxClock, pageNow: number): number {
  return clock.boxAt + (pageNow - clock.pageAt) * clock.speed;
}

/** Corrects the clock by a moment the server has just stated; small disagreements are left alone so that time flows. */
export function corrected(clock: BoxClock, statedAt: number, pageNow: number): BoxClock {
  const drift = Math.abs(boxTime(clock, pageNow) - statedAt);
  return drift <= toleranceMs * clock.speed ? clock : { ...clock, boxAt: statedAt, pageAt: pageNow };
}
