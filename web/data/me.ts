import { useSyncExternalStore } from "react";
import { type MeView, me as meSchema } from "../../contracts/http/me.ts";
import { type Answer, type AskProblem, ask } from "./api.ts";

/** What can be done, as domain/access/actions.ts names it. */
export type Action = MeView["everywhere"][number];

/** Who is at the page. `unknown` until the service has said it, `nobody` where it does not tell. */
export type Me =
  | { readonly kind: "unknown" }
  | { readonly kind: "nobody" }
  | { readonly kind: "known"; readonly me: MeView };

let state: Me = { kind: "unknown" };
const listeners = new Set<() => void>();

function become(next: Me): void {
  state = next;
  for (const listener of listeners) listener();
}

/**
 * Asks who is here: before anything else is asked, since it says what may be, and again after each reconnection and change
 * of their own, since rights change.
 */
export async function readMe(): Promise<Answer<MeView>> {
  const answer = await ask("/api/me", meSchema);
  if (answer.kind === "answer") become({ kind: "known", me: answer.value });
  else if (state.kind === "unknown" && !isTurnedAway(answer.problem)) become({ kind: "nobody" });
  return answer;
}

/** Whether the service knows nobody of that name, or wants nothing to do with them. */
export function isTurnedAway(problem: AskProblem): boolean {
  return problem.kind === "refused" && (problem.status === 401 || problem.status === 403);
}

/** Takes up what an answer said. */
export function learnMe(me: MeView): void {
  become({ kind: "known", me });
}

export const meStore = {
  read: (): Me => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
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
