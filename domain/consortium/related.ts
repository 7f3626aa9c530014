import type { Facility } from "../model/facility.ts";
import type { ConsortiumRoute } from "./routes.ts";
import { ancestorsOf, descendantsOf } from "./tree.ts";

/**
 * The facilities that concern somebody who works at some: these, those above and below them, and those to which a route leads
 * or from which one comes. Nobody is shown the rest of the county.
 */
export function relatedTo(
  own: readonly string[],
  facilities: readonly Facility[],
  routes: readonly ConsortiumRoute[],
): ReadonlySet<string> {
  const mine = new Set(own);
  return new Set([
    ...own,
    ...own.flatMap((id) => [...ancestorsOf(id, facilities), ...descendantsOf(id, facilities)]),
    ...routes.filter(({ fromFacilityId }) => mine.has(fromFacilityId)).map(({ toFacilityId }) => toFacilityId),
    ...routes.filter(({ toFacilityId }) => mine.has(toFacilityId)).map(({ fromFacilityId }) => fromFacilityId),
  ]);
}
