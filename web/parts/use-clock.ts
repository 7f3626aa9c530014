import { useSyncExternalStore } from "react";
import { clock } from "../data/clock.ts";

/** Redraws the component each second: for clocks that count up. */
export function useNow(): number {
  return useSyncExternalStore(clock.subscribe, clock.ticked);
}

/**
 * Redraws the component only when what it reads off the clock changes. `read` must answer a string, number or boolean:
 * hundreds of cards look at the clock each second, one after the other, and few of them change.
 */
export function useOnClock<T extends string | number | boolean>(read: (now: number) => T): T {
  return useSyncExternalStore(clock.subscribeInTurn, () => read(clock.ticked()));
}
