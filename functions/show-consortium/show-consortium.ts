import { closingField } from "../../contracts/facility-view.ts";
import type { ConsortiumView } from "../../contracts/http/consortium.ts";
import type { consortiumRoutes } from "../../contracts/http/consortium-routes.ts";
import { membershipsOf, standingOn } from "../../domain/consortium/membership.ts";
import { relatedTo } from "../../domain/consortium/related.ts";
import { deskStaffing, type Staffing } from "../../domain/duty/department-roster.ts";
import { rosterKeptWithinMs } from "../../domain/duty/roster.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { ownFacilities } from "../consortium/own-facilities.ts";
import { routesToday } from "../consortium/routes-today.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

const atOnce = 4;

/**
 * The part of the consortium that concerns the caller: facilities above and below theirs and at the other end of a route, their
 * departments, whether somebody is on duty at the desks that take referrals, and the routes of today.
 */
export async function showConsortium(
  { query, caller }: HttpInput<(typeof consortiumRoutes)["show-consortium"]>,
  deps: Deps<"show-consortium">,
): Promise<ConsortiumView> {
  const { day, facilities, routes } = await routesToday(deps);
  const own = ownFacilities(caller, "consortium.read", facilities, query.facilityId);
  const mine = new Set(own);
  const standing = facilities.map((facility) => standingOn(facility, day));
  const related = relatedTo(own, standing, routes);
  const shown = standing.filter(({ id }) => related.has(id));
  const desks = new Map<string, Staffing>();
  await forEachBounded(shown.filter(hasDesk), atOnce, async (facility) => {
    desks.set(facility.id, await deskOf(facility, deps));
  });
  return {
    day,
    facilities: shown.map((facility) => ({
      id: facility.id,
      name: facility.name,
      kind: facility.kind,
      ...(facility.parentId !== undefined && related.has(facility.parentId) && { parentId: facility.parentId }),
      departments: [...(facility.departments ?? [])],
      isOwn: mine.has(facility.id),
      ...deskField(desks.get(facility.id)),
      ...closingField(facility),
    })),
    memberships: facilities.flatMap((facility) => membershipsShown(facility, mine, related, facilities)),
    routes: routes.filter((route) => mine.has(route.fromFacilityId) || mine.has(route.toFacilityId)),
  };
}

/** Of the caller's houses also those that left them, and whom they left; of others only what is between houses that are shown. */
function membershipsShown(
  facility: Facility,
  mine: ReadonlySet<string>,
  related: ReadonlySet<string>,
  all: readonly Facility[],
): ConsortiumView["memberships"] {
  return membershipsOf(facility)
    .filter(
      ({ parentId }) =>
        mine.has(facility.id) || mine.has(parentId) || (related.has(facility.id) && related.has(parentId)),
    )
    .map((membership) => ({
      ...membership,
      facilityId: facility.id,
      facilityName: facility.name,
      parentName: all.find(({ id }) => id === membership.parentId)?.name ?? membership.parentId,
    }));
}

function hasDesk({ kind, departments = [] }: Facility): boolean {
  return kind !== "external-hospital" && departments.some(({ isReferralDesk }) => isReferralDesk === true);
}

async function deskOf(
  { id, departments = [] }: Facility,
  { duties, now, log }: Deps<"show-consortium">,
): Promise<Staffing> {
  const at = now();
  const planned = await duties.listBetween(id, at - rosterKeptWithinMs, at + rosterKeptWithinMs);
  return deskStaffing(readableOf(planned, log), departments, at);
}

function deskField(desk: Staffing | undefined): { readonly desk?: Staffing } {
  return desk === undefined ? {} : { desk };
}
