import { useSyncExternalStore } from "react";
import { type MeView, me as meSchema } from "../../contracts/http/me.ts";
import { ask } from "./api.ts";
import { boardStore } from "./board-store.ts";
import { useOneFacility } from "./use-board.ts";

/** What can be done, as domain/access/actions.ts names it. */
export type Action = MeView["everywhere"][number];

/** Who is at the page. `unknown` until the service has said it, `nobody` where it does not tell. */
export type Me =
  | { readonly kind: "unknown" }
  | { readonly kind: "nobody" }
  | { readonly kind: "known"; readonly me: MeView };

let state: Me = { kind: "unknown" };
let asked: number | undefined;
let stopWatching: (() => void) | undefined;
const listeners = new Set<() => void>();

function become(next: Me): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Asks again who is here, e.g. after a change of their own. */
export async function readMe(): Promise<void> {
  const answer = await ask("/api/me", meSchema);
  if (answer.kind === "answer") become({ kind: "known", me: answer.value });
  else if (state.kind === "unknown") become({ kind: "nobody" });
}

/** Takes up what an answer said. */
export function learnMe(me: MeView): void {
  become({ kind: "known", me });
}

/** Asks when the pages may ask at all, which the board knows first, and after each reconnection: rights may have changed meanwhile. */
function watchBoard(): void {
  const { county, connections } = boardStore.read();
  const times = Math.max(1, connections);
  if (county === undefined || asked === times) return;
  asked = times;
  void readMe();
}

export const meStore = {
  read: (): Me => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    if (stopWatching === undefined) {
      stopWatching = boardStore.subscribe(watchBoard);
      watchBoard();
    }
    return () => listeners.delete(listener);
  },
};

export function useMe(): Me {
  return useSyncExternalStore(meStore.subscribe, meStore.read);
}

/** Whether somebody may do something: at that facility, or anywhere when none is named. */
export function mayOf(me: Me, action: Action, facilityId?: string): boolean {
  if (me.kind === "unknown") return false;
  // Where nobody signs in the service itself decides.
  if (me.kind === "nobody") return true;
  const { everywhere, facilities } = me.me;
  if (everywhere.includes(action)) return true;
  return facilities.some(({ id, may }) => (facilityId === undefined || id === facilityId) && may.includes(action));
}

/** Whether the person at the page may do something at the facility that the page is about. */
export function useMayHere(action: Action): boolean {
  const me = useMe();
  const facilityId = useOneFacility();
  return mayOf(me, action, facilityId);
}
