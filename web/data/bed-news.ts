import { useSyncExternalStore } from "react";
import type { LiveMessage } from "../../contracts/live.ts";

/** How often something was heard of the beds of each facility since the page was opened. */
const heard = new Map<string, number>();
const listeners = new Set<() => void>();

/** Takes up that the beds of a facility changed; what changed is read by whoever shows them. */
export function noteBeds({ beds }: Pick<LiveMessage, "beds">): void {
  if (beds === undefined) return;
  heard.set(beds.facilityId, (heard.get(beds.facilityId) ?? 0) + 1);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes with every news of the facility's beds; 0: there was none. */
export function useBedNews(facilityId: string): number {
  return useSyncExternalStore(subscribe, () => heard.get(facilityId) ?? 0);
}
