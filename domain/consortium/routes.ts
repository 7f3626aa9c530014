import type { Facility } from "../model/facility.ts";
import { type Agreement, type AgreementCover, isInForce } from "./agreement.ts";
import { isClosedOn } from "./closing.ts";

/** A way that stands open between two facilities. */
export interface ConsortiumRoute {
  readonly kind: AgreementCover;
  readonly fromFacilityId: string;
  readonly toFacilityId: string;
  readonly agreementId: string;
  /** Last day; absent: until the agreement is ended. */
  readonly validUntil?: string;
}

/**
 * The routes that agreements open on a day (`YYYY-MM-DD` in Asia/Shanghai), in the order of the agreements. Of several
 * agreements about one route the one that lasts longest counts. A facility that is not there any more has none, and none
 * leads to one that is closed.
 */
export function routesFrom(
  facilities: readonly Pick<Facility, "id" | "closures">[],
  agreements: readonly Agreement[],
  day: string,
): readonly ConsortiumRoute[] {
  const known = new Set(facilities.map(({ id }) => id));
  const closed = new Set(facilities.filter((facility) => isClosedOn(facility, day)).map(({ id }) => id));
  const routes = new Map<string, ConsortiumRoute>();
  for (const agreement of agreements) {
    if (!isInForce(agreement, day)) continue;
    if (!known.has(agreement.fromFacilityId) || !known.has(agreement.toFacilityId)) continue;
    for (const kind of agreement.covers) {
      const route = routeOf(agreement, kind);
      if (closed.has(route.toFacilityId)) continue;
      const key = JSON.stringify([kind, route.fromFacilityId, route.toFacilityId]);
      const before = routes.get(key);
      if (before === undefined || lastsLonger(route, before)) routes.set(key, route);
    }
  }
  return [...routes.values()];
}

/** The facilities to which one may go by a kind of route. */
export function destinationsOf(
  routes: readonly ConsortiumRoute[],
  fromFacilityId: string,
  kind: AgreementCover,
): readonly string[] {
  return routes
    .filter((route) => route.kind === kind && route.fromFacilityId === fromFacilityId)
    .map(({ toFacilityId }) => toFacilityId);
}

function routeOf(agreement: Agreement, kind: AgreementCover): ConsortiumRoute {
  const { id, validUntil, fromFacilityId, toFacilityId } = agreement;
  const isBack = kind === "down-referral";
  return {
    kind,
    fromFacilityId: isBack ? toFacilityId : fromFacilityId,
    toFacilityId: isBack ? fromFacilityId : toFacilityId,
    agreementId: id,
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

function lastsLonger({ validUntil }: ConsortiumRoute, other: ConsortiumRoute): boolean {
  if (other.validUntil === undefined) return false;
  return validUntil === undefined || validUntil > other.validUntil;
}
