import { useSyncExternalStore } from "react";
import type { AwayStage } from "../../contracts/transfer-stage.ts";

/** Where somebody is who is not in their bed. */
export interface Away {
  readonly stage: AwayStage;
  readonly hospital: string;
}

let away: ReadonlyMap<string, Away> = new Map();
const listeners = new Set<() => void>();

/** Who is away now, by resident; whoever is not among them is here. */
export function learnAway(next: ReadonlyMap<string, Away>): void {
  // One that did not change stays the same object: its card is not drawn again.
  away = new Map(
    [...next].map(([id, one]) => {
      const before = away.get(id);
      return [id, before?.stage === one.stage && before.hospital === one.hospital ? before : one];
    }),
  );
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Undefined: not known to be away. */
export function useAway(residentId: string): Away | undefined {
  return useSyncExternalStore(subscribe, () => away.get(residentId));
}
