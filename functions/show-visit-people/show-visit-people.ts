import type { VisitPeople } from "../../contracts/http/visit-people.ts";
import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { grantsOf } from "../../domain/access/consent.ts";
import type { Person } from "../../domain/model/person.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import { facilitiesOf, orderRoles, type Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

type Input = HttpInput<(typeof visitRoutes)["show-visit-people"]>;

/**
 * Whom the caller can pick by name: relatives who may see the resident by video where they may invite them, and whoever works at a facility of
 * the visit where they may order. Others get empty lists.
 */
export async function showVisitPeople({ path, caller }: Input, deps: Deps<"show-visit-people">): Promise<VisitPeople> {
  const visit = await deps.visits.find(path.id);
  if (visit === undefined) throw unknown("visit", path.id);
  const mayInvite = partyOf(caller, "invite", visit) !== undefined;
  const mayOrder = partyOf(caller, "order", visit) !== undefined;
  return {
    relatives: mayInvite ? await relativesOf(visit, deps) : [],
    staff: mayOrder ? await staffOf(visit, deps) : [],
  };
}

async function relativesOf(visit: Visit, deps: Deps<"show-visit-people">): Promise<VisitPeople["relatives"]> {
  const people = readableOf(await deps.people.listByRelation(visit.residentId), deps.log);
  const at = deps.now();
  return people.filter(isActive).flatMap(({ id, name, relations }) => {
    const tie = relations.find(({ residentId }) => residentId === visit.residentId);
    if (tie === undefined || !grantsOf(tie, at).has("video")) return [];
    return [{ id, name, relation: tie.relation, isInvited: visit.invited.includes(id) }];
  });
}

async function staffOf(visit: Visit, deps: Deps<"show-visit-people">): Promise<VisitPeople["staff"]> {
  const lists = await Promise.all(
    facilitiesOf(visit).map(async (facilityId) => ({ facilityId, people: await deps.people.listAt(facilityId) })),
  );
  return lists.flatMap(({ facilityId, people }) =>
    readableOf(people, deps.log)
      .filter(isActive)
      .flatMap(({ id, name, roles }) =>
        orderRoles
          .filter((role) => roles.some((held) => held.role === role && held.facilityId === facilityId))
          .map((role) => ({ id, name, role, facilityId })),
      ),
  );
}

function isActive({ disabledAt }: Person): boolean {
  return disabledAt === undefined;
}
