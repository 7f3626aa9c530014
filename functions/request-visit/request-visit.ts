import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { epochOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { destinationsOf, routesFrom } from "../../domain/consortium/routes.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { alreadyExists, noLongerInCare, unknown } from "../shell/refusals.ts";
import { armVisit } from "../visits/arm-visit.ts";
import { shownVisit } from "../visits/shown-visit.ts";
import { noVisitRoute } from "../visits/visit-refusals.ts";

type Input = HttpInput<(typeof visitRoutes)["request-visit"]>;

/**
 * Asks for a visit, or makes an appointment at once where a time is named. Another facility takes part only by an agreement
 * that holds on the day of the visit. The same id again by the same person is the same request.
 */
export async function requestVisit({ body, caller }: Input, deps: Deps<"request-visit">): Promise<VisitView> {
  const resident = await deps.residents.find(body.residentId);
  if (resident === undefined) throw unknown("resident", body.residentId);
  if (resident.discharge !== undefined) throw noLongerInCare(resident.id);
  const now = deps.now();
  const by = nameOf(caller);
  const scheduledAt = body.scheduledAt === undefined ? undefined : epochOf(body.scheduledAt);
  const visit: Visit = {
    id: body.id ?? deps.newId(),
    kind: body.kind,
    residentId: resident.id,
    facilityId: resident.facilityId,
    leadFacilityId: body.leadId ?? resident.facilityId,
    ...(body.consultedId !== undefined && { consultedFacilityId: body.consultedId }),
    ...(body.roundId !== undefined && { roundId: body.roundId }),
    state: scheduledAt === undefined ? "requested" : "scheduled",
    reason: body.reason,
    ...(body.origin !== undefined && { origin: body.origin }),
    requestedAt: now,
    requestedBy: by,
    ...(scheduledAt !== undefined && { scheduledAt }),
    invited: [...new Set(body.invited ?? [])],
    present: [],
    orders: [],
    steps: [{ at: now, what: "request", by, note: body.reason }],
    version: 1,
  };
  await checkRoutes(visit, deps);
  await armVisit(visit, undefined, deps);
  if ((await deps.visits.add(visit)) === "added") return shownVisit(visit, caller, deps);
  const there = await deps.visits.find(visit.id);
  if (there?.requestedBy.id !== by.id || there.residentId !== visit.residentId) throw alreadyExists("visit", visit.id);
  return shownVisit(there, caller, deps);
}

/** From the resident's facility to the one that leads, and from there to the one that is asked. */
async function checkRoutes(visit: Visit, deps: Deps<"request-visit">): Promise<void> {
  const { facilityId, leadFacilityId, consultedFacilityId, scheduledAt, requestedAt } = visit;
  const ways: readonly (readonly [string, string])[] = [
    ...(leadFacilityId === facilityId ? [] : [[facilityId, leadFacilityId] as const]),
    ...(consultedFacilityId === undefined || consultedFacilityId === leadFacilityId
      ? []
      : [[leadFacilityId, consultedFacilityId] as const]),
  ];
  if (ways.length === 0) return;
  const [facilities, agreements] = await Promise.all([deps.facilities.list(), deps.agreements.list()]);
  const day = isoTimeOf(scheduledAt ?? requestedAt).slice(0, 10);
  const routes = routesFrom(readableOf(facilities, deps.log), readableOf(agreements, deps.log), day);
  for (const [from, to] of ways) {
    const isOpen = (["tele-consultation", "guidance"] as const).some((kind) =>
      destinationsOf(routes, from, kind).includes(to),
    );
    if (!isOpen) throw noVisitRoute(from, to);
  }
}
