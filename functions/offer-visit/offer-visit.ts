import type { visitBetweenRoutes } from "../../contracts/http/visit-between-routes.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { leadsFor } from "../../domain/visits/routes.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import { routesToday } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { addVisit } from "../visits/add-visit.ts";
import { checkVisitRoutes } from "../visits/check-visit-routes.ts";

/**
 * Asks for a visit that the caller's house leads to a resident of another. Without an agreement that opens this today nobody
 * learns whether there is such a resident; and the visit needs one on its own day too.
 */
export async function offerVisit(
  { body, caller }: HttpInput<(typeof visitBetweenRoutes)["offer-visit"]>,
  deps: Deps<"offer-visit">,
): Promise<VisitView> {
  const { to, leadId, kind, consultedId, roundId, reason } = body;
  const [resident, routes] = await Promise.all([deps.residents.find(to), routesToday(deps.now(), deps)]);
  const isOpen = resident !== undefined && leadsFor(caller, resident.facilityId, routes).includes(leadId);
  if (!isOpen || resident.discharge !== undefined) throw unknown("resident", to);
  const now = deps.now();
  const by = nameOf(caller);
  const scheduledAt = body.scheduledAt === undefined ? undefined : epochOf(body.scheduledAt);
  const visit: Visit = {
    id: body.id ?? deps.newId(),
    kind,
    residentId: resident.id,
    facilityId: resident.facilityId,
    leadFacilityId: leadId,
    ...(consultedId !== undefined && { consultedFacilityId: consultedId }),
    ...(roundId !== undefined && { roundId }),
    state: scheduledAt === undefined ? "requested" : "scheduled",
    reason,
    requestedAt: now,
    requestedBy: by,
    ...(scheduledAt !== undefined && { scheduledAt }),
    invited: [],
    present: [],
    orders: [],
    steps: [{ at: now, what: "request", by, note: reason }],
    version: 1,
  };
  await checkVisitRoutes(visit, deps);
  return addVisit(visit, caller, deps);
}
