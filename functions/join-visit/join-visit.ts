import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitJoined } from "../../contracts/http/visits.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { minute } from "../../domain/model/time.ts";
import { isInCare } from "../../domain/visits/in-care.ts";
import { partyInCall, partyOf } from "../../domain/visits/parties.ts";
import { liveVisitStates } from "../../domain/visits/transitions.ts";
import { principalOf } from "../people/principal.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { actOn } from "../visits/act-on.ts";
import { shownVisit } from "../visits/shown-visit.ts";
import { visitNotSo } from "../visits/visit-refusals.ts";

/** A page says once a minute that it is there. */
const nameLastsMs = 10 * minute;

/**
 * A page enters the waiting room or the call, says that it is still there, or leaves. What its camera and microphone reach
 * the others by is told only to pages of a visit under way, with credentials that end by themselves.
 */
export async function joinVisit(
  { path, body, caller }: HttpInput<(typeof visitRoutes)["join-visit"]>,
  deps: Deps<"join-visit">,
): Promise<VisitJoined> {
  const { peerId, isLeaving } = body;
  const { id: personId, name } = nameOf(caller);
  if (isLeaving !== true) {
    await checkInCare(path.id, personId, deps);
    const now = deps.now();
    const claim = { personId, clientId: peerId, until: now + nameLastsMs };
    if ((await deps.connections.claim(claim, now)) === "taken") throw visitNotSo("page-taken");
  }
  const visit =
    isLeaving === true
      ? await actOn(path.id, caller, "leave", () => ({ kind: "leave", peerId, personId }), deps)
      : await actOn(
          path.id,
          caller,
          "arrive",
          (side, stored) => {
            const now = deps.now();
            const party = partyInCall(caller, stored) ?? side;
            const mayLead = partyOf(caller, "begin", stored) === "lead";
            return { kind: "arrive", presence: { personId, name, party, mayLead, peerId, joinedAt: now, seenAt: now } };
          },
          deps,
        );
  const view = await shownVisit(visit, caller, deps);
  if (isLeaving === true || !liveVisitStates.includes(visit.state)) return { visit: view, iceServers: [] };
  const { servers, until } = deps.relay.serversFor(principalOf(personId));
  return {
    visit: view,
    iceServers: servers.map(({ urls, ...credentials }) => ({ urls: [...urls], ...credentials })),
    ...(until !== undefined && { until: isoTimeOf(until) }),
  };
}

/** Nobody is let in to see somebody who moved, left or died; whoever is in a call that is under way stays. */
async function checkInCare(id: string, personId: string, deps: Deps<"join-visit">): Promise<void> {
  const visit = await deps.visits.find(id);
  if (visit === undefined) throw unknown("visit", id);
  if (visit.state === "in-call" && visit.present.some((one) => one.personId === personId)) return;
  if (!isInCare(visit, await deps.residents.find(visit.residentId))) throw visitNotSo("not-in-care");
}
