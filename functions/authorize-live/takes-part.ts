import type { Caller } from "../../domain/access/caller.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import { liveVisitStates } from "../../domain/visits/transitions.ts";
import type { Deps } from "../shell/deps.ts";

/**
 * Whether this very page is part of a visit under way: the person joined it with this page, and may still do so. A page that
 * only knows the visit's id, or another person who knows the page's name, is none.
 */
export async function takesPart(
  caller: Extract<Caller, { kind: "person" }>,
  visitId: string,
  peerId: string,
  deps: Pick<Deps<"authorize-live">, "visits">,
): Promise<boolean> {
  const visit = await deps.visits.find(visitId);
  if (visit === undefined || !liveVisitStates.includes(visit.state)) return false;
  if (partyOf(caller, "arrive", visit) === undefined) return false;
  return visit.present.some((page) => page.peerId === peerId && page.personId === caller.person.id);
}
