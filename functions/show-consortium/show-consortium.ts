import type { ConsortiumView } from "../../contracts/http/consortium.ts";
import type { consortiumRoutes } from "../../contracts/http/consortium-routes.ts";
import { relatedTo } from "../../domain/consortium/related.ts";
import { onDutyAt, rolesWithRoster, rosterKeptWithinMs } from "../../domain/duty/roster.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { ownFacilities } from "../consortium/own-facilities.ts";
import { routesToday } from "../consortium/routes-today.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

const atOnce = 4;
type Desk = NonNullable<ConsortiumView["facilities"][number]["desk"]>;

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
  const related = relatedTo(own, facilities, routes);
  const shown = facilities.filter(({ id }) => related.has(id));
  const desks = new Map<string, Desk>();
  await forEachBounded(shown.filter(hasDesk), atOnce, async ({ id }) => {
    desks.set(id, await deskOf(id, deps));
  });
  return {
    day,
    facilities: shown.map(({ id, name, kind, parentId, departments = [] }) => ({
      id,
      name,
      kind,
      ...(parentId !== undefined && related.has(parentId) && { parentId }),
      departments: [...departments],
      isOwn: mine.has(id),
      ...deskField(desks.get(id)),
    })),
    routes: routes.filter((route) => mine.has(route.fromFacilityId) || mine.has(route.toFacilityId)),
  };
}

function hasDesk({ kind, departments = [] }: Facility): boolean {
  return kind !== "external-hospital" && departments.some(({ isReferralDesk }) => isReferralDesk === true);
}

/** Referral coordinators sit at the desk; a facility that plans none has doctors there. */
async function deskOf(facilityId: string, { duties, now, log }: Deps<"show-consortium">): Promise<Desk> {
  const at = now();
  const planned = readableOf(
    await duties.listBetween(facilityId, at - rosterKeptWithinMs, at + rosterKeptWithinMs),
    log,
  );
  const kept = rolesWithRoster(planned, at);
  const role = kept.has("referral-coordinator") ? "referral-coordinator" : "doctor";
  if (!kept.has(role)) return "no-roster";
  return onDutyAt(planned, role, at).length > 0 ? "staffed" : "nobody";
}

function deskField(desk: Desk | undefined): { readonly desk?: Desk } {
  return desk === undefined ? {} : { desk };
}
