import type { Caller } from "../../domain/access/caller.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import { liveVisitStates } from "../../domain/visits/transitions.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";

/**
 * The visit under way of which this very page is part: the person joined it with this page, and may still do so. Undefined for
 * a page that only knows the visit's id, and for another person who knows the page's name.
 */
export async function visitJoined(
  caller: Extract<Caller, { kind: "person" }>,
  visitId: string,
  peerId: string,
  deps: Pick<Deps<"authorize-live">, "visits">,
): Promise<Visit | undefined> {
  const visit = await deps.visits.find(visitId);
  if (visit === undefined || !liveVisitStates.includes(visit.state)) return undefined;
  if (partyOf(caller, "arrive", visit) === undefined) return undefined;
  const isPart = visit.present.some((page) => page.peerId === peerId && page.personId === caller.person.id);
  return isPart ? visit : undefined;
}
