import { isoTimeOf } from "../../contracts/iso-time.ts";
import { destinationsOf, routesFrom } from "../../domain/consortium/routes.ts";
import { coverOf, hasItsSides, waysOf } from "../../domain/visits/routes.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { noVisitRoute } from "./visit-refusals.ts";

/** Throws where no agreement that holds on the day of the visit opens each of its ways for what is done in it. */
export async function checkVisitRoutes(
  visit: Visit,
  deps: Pick<Deps<"request-visit">, "facilities" | "agreements" | "log">,
): Promise<void> {
  const { facilityId, consultedFacilityId } = visit;
  if (!hasItsSides(visit)) throw noVisitRoute(facilityId, consultedFacilityId ?? facilityId);
  const ways = waysOf(visit);
  if (ways.length === 0) return;
  const [facilities, agreements] = await Promise.all([deps.facilities.list(), deps.agreements.list()]);
  const day = isoTimeOf(visit.scheduledAt ?? visit.requestedAt).slice(0, 10);
  const routes = routesFrom(readableOf(facilities, deps.log), readableOf(agreements, deps.log), day);
  const cover = coverOf(visit.kind);
  for (const [from, to] of ways) if (!destinationsOf(routes, from, cover).includes(to)) throw noVisitRoute(from, to);
}
