import type { VisitView } from "../../contracts/http/visits.ts";
import { familyVisitView, visitView } from "../../contracts/visit-views.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import { practiceCautionsOf } from "../../domain/visits/practice-site.ts";
import { gapsOf } from "../../domain/visits/qualification.ts";
import { visitActions } from "../../domain/visits/transitions.ts";
import { facilitiesOf, type Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import { readEach } from "../shell/read-each.ts";

type ShowingDeps = Pick<Deps<"show-visit">, "facilities" | "residents" | "log" | "now">;

/** A visit as the caller may see it. */
export async function shownVisit(visit: Visit, caller: Caller, deps: ShowingDeps): Promise<VisitView> {
  return (await shownVisits([visit], caller, deps))[0] as VisitView;
}

/** Visits in their order. A damaged record of a resident costs their name alone. */
export async function shownVisits(
  visits: readonly Visit[],
  caller: Caller,
  deps: ShowingDeps,
): Promise<readonly VisitView[]> {
  const ids = [...new Set(visits.flatMap(facilitiesOf))];
  const [residents, ...found] = await Promise.all([
    readEach(deps.residents, [...new Set(visits.map(({ residentId }) => residentId))]),
    ...ids.map((id) => deps.facilities.find(id)),
  ]);
  for (const [residentId, error] of residents.unreadable)
    deps.log.error("resident cannot be read", { residentId, error });
  const facilities = new Map(found.flatMap((facility) => (facility === undefined ? [] : [[facility.id, facility]])));
  const now = deps.now();
  const { id: callerId } = nameOf(caller);
  return visits.map((visit) => {
    const may = visitActions.filter((action) => partyOf(caller, action, visit) !== undefined);
    const isThere = visit.present.some(({ personId }) => personId === callerId);
    const lacks = may.includes("sign") ? { lacks: gapsOf(caller, visit.kind, now) } : {};
    const around = {
      resident: residents.found.get(visit.residentId),
      facilities,
      may,
      isThere,
      ...lacks,
      cautions: practiceCautionsOf(caller, visit, now),
    };
    return isStaff(caller, visit) ? visitView(visit, around, now) : familyVisitView(visit, around);
  });
}

function isStaff(caller: Caller, visit: Visit): boolean {
  return facilitiesOf(visit).some((facilityId) => mayDo(caller, "visit.read", { kind: "facility", facilityId }));
}
