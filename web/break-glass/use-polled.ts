import { useEffect } from "react";
import { useOnClock } from "../parts/use-clock.ts";

const readEveryMs = 15_000;

/** Asks again as time goes by, while somebody looks: an open record has no live changes. */
export function usePolled(again: () => void, isOn = true): void {
  const round = useOnClock((now) => Math.floor(now / readEveryMs));
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again as time goes by
  useEffect(() => {
    if (isOn && !document.hidden) again();
  }, [round]);
}
