import type * as z from "zod/mini";
import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { visitList } from "../../contracts/http/visits.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { grantsFor } from "../../domain/access/consent.ts";
import { mayDo, reachOf } from "../../domain/access/decide.ts";
import { openVisitStates } from "../../domain/visits/transitions.ts";
import { facilitiesOf, timeOf, type Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";
import { roundOf } from "../visits/round-of.ts";
import { shownVisits } from "../visits/shown-visit.ts";

type Input = HttpInput<(typeof visitRoutes)["list-visits"]>;

/** As many as one answer carries; of a year of a large centre the closed ones are more. */
const mostShown = 300;

/** The caller's visits, or those of a facility or a resident; the latest first. */
export async function listVisits(
  { query, caller }: Input,
  deps: Deps<"list-visits">,
): Promise<z.input<typeof visitList>> {
  const found = await foundBy(query, caller, deps);
  const visits = [...new Map(found.map((visit) => [visit.id, visit])).values()]
    .filter((visit) => isAsked(visit, query) && isTheirs(caller, visit))
    .filter((visit) => query.invited === undefined || isInvited(caller, visit))
    .toSorted((a, b) => timeOf(b) - timeOf(a) || (a.id < b.id ? -1 : 1))
    .slice(0, mostShown);
  return { items: [...(await shownVisits(visits, caller, deps))] };
}

async function foundBy(query: Input["query"], caller: Caller, deps: Deps<"list-visits">): Promise<readonly Visit[]> {
  if (query.roundId !== undefined) return roundOf({ roundId: query.roundId }, deps);
  if (query.residentId !== undefined) return ofResident(query, deps);
  return query.invited === undefined ? ofFacilities(query, caller, deps) : ofRelatives(caller, deps);
}

async function ofFacilities(
  { facilityId, state }: Input["query"],
  caller: Caller,
  deps: Deps<"list-visits">,
): Promise<readonly Visit[]> {
  const ids =
    facilityId === undefined
      ? visibleFacilities(caller, "visit.read", idsOf(await deps.facilities.list()))
      : [facilityId];
  const lists = await Promise.all(ids.map((id) => deps.visits.listOf(id, state, mostShown)));
  const own = facilityId === undefined ? await ofRelatives(caller, deps) : [];
  return [...lists.flatMap((list) => readableOf(list, deps.log)), ...own];
}

async function ofRelatives(caller: Caller, deps: Deps<"list-visits">): Promise<readonly Visit[]> {
  const reach = reachOf(caller, "visit.read");
  if (reach.kind === "everywhere") return [];
  const lists = await Promise.all([...reach.residentIds].map((id) => deps.visits.listByResident(id, mostShown)));
  return lists.flatMap((list) => readableOf(list, deps.log));
}

async function ofResident({ residentId }: Input["query"], deps: Deps<"list-visits">): Promise<readonly Visit[]> {
  return readableOf(await deps.visits.listByResident(residentId as string, mostShown), deps.log);
}

function isAsked(visit: Visit, { state, facilityId, residentId, roundId }: Input["query"]): boolean {
  const isOpen = openVisitStates.includes(visit.state);
  return (
    (roundId !== undefined || isOpen === (state === "open")) &&
    (residentId === undefined || visit.residentId === residentId) &&
    (facilityId === undefined || facilitiesOf(visit).includes(facilityId))
  );
}

function isInvited(caller: Caller, { invited, residentId }: Visit): boolean {
  if (caller.kind !== "person") return false;
  return invited.includes(caller.person.id) && grantsFor(caller, residentId).has("video");
}

/** Of a resident who moved, what another facility did is not theirs. */
function isTheirs(caller: Caller, visit: Visit): boolean {
  return mayDo(caller, "visit.read", { kind: "visit", facilityIds: facilitiesOf(visit), residentId: visit.residentId });
}
