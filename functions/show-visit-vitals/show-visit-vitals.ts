import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitVitals } from "../../contracts/http/visit-vitals.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { residentView } from "../../contracts/resident-view.ts";
import { isInCare, showsVitals } from "../../domain/visits/in-care.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import { readObservations } from "../read-observations/read-observations.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readEach } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { visitNotSo, visitNotYours } from "../visits/visit-refusals.ts";

/**
 * The resident as they are now and the 24 hours before, for who treats or advises in a visit under way: also for those who
 * have no say over the resident's record otherwise. Before somebody came, after the signature, a day after the call, after the
 * consent was withdrawn, and of a resident who moved or left it is closed to them.
 */
export async function showVisitVitals(
  { path, caller }: HttpInput<(typeof visitRoutes)["show-visit-vitals"]>,
  deps: Deps<"show-visit-vitals">,
): Promise<VisitVitals> {
  const visit = await deps.visits.find(path.id);
  if (visit === undefined) throw unknown("visit", path.id);
  const party = partyOf(caller, "arrive", visit);
  if (party === undefined || party === "family") throw visitNotYours();
  if (!showsVitals(visit, deps.now()))
    throw visitNotSo(visit.state === "requested" || visit.state === "scheduled" ? "not-begun" : "over");
  const resident = await deps.residents.find(visit.residentId);
  if (resident === undefined) throw unknown("visit", path.id);
  if (!isInCare(visit, resident)) throw visitNotSo("not-in-care");
  const [facility, watches, trend] = await Promise.all([
    deps.facilities.find(resident.facilityId),
    readEach(deps.watches, [resident.id]),
    readObservations({ path: { id: resident.id }, query: {}, body: undefined, caller }, deps),
  ]);
  for (const [residentId, error] of watches.unreadable) deps.log.error("watch cannot be read", { residentId, error });
  const now = deps.now();
  const watch = watches.found.get(resident.id)?.watch;
  return {
    resident: residentView(resident, facility, watch, planFor(resident, now), now),
    trend,
    at: isoTimeOf(now),
  };
}
