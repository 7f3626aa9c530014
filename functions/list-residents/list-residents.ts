import type * as z from "zod/mini";
import type { residentList } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { residentView } from "../../contracts/resident-view.ts";
import type { Caller } from "../../domain/access/caller.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { pageAcross } from "../shell/paged.ts";
import { idsOf, readableOf, readEach } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { visibleFacilities } from "../shell/visible.ts";

interface Places {
  readonly ids: readonly string[];
  /** Lacks those whose item is damaged: then their residents are shown without their beds. */
  readonly known: ReadonlyMap<string, Facility>;
}

/**
 * A page of the residents of one facility, or of all, each with the latest vitals and whether anybody is listening.
 *
 * Who has a damaged watch is shown as unmonitored, which is true; a damaged resident is named only. Nobody else is held up.
 */
export async function listResidents(
  { query, caller }: HttpInput<(typeof routes)["list-residents"]>,
  deps: Deps<"list-residents">,
): Promise<z.input<typeof residentList>> {
  const places = await placesOf(query.facilityId, caller, deps);
  const page = await pageAcross(places.ids, query, (id, slice) =>
    query.state === "former" ? deps.residents.sliceOfFormer(id, slice) : deps.residents.sliceOfFacility(id, slice),
  );
  const residents = readableOf(page, deps.log);
  const watches = await readEach(
    deps.watches,
    residents.map(({ id }) => id),
  );
  for (const [residentId, error] of watches.unreadable) deps.log.error("watch cannot be read", { residentId, error });
  const now = deps.now();
  return {
    items: residents.map((resident) => {
      const facility = places.known.get(resident.facilityId);
      return residentView(resident, facility, watches.found.get(resident.id)?.watch, planFor(resident, now), now);
    }),
    ...(page.unreadable.length > 0 && { unreadable: page.unreadable.map(({ key }) => key) }),
    ...(page.next !== undefined && { next: page.next }),
  };
}

async function placesOf(id: string | undefined, caller: Caller, deps: Deps<"list-residents">): Promise<Places> {
  if (id !== undefined) {
    const facility = await deps.facilities.find(id);
    if (facility === undefined) throw unknown("facility", id);
    return { ids: [id], known: new Map([[id, facility]]) };
  }
  const listing = await deps.facilities.list();
  const known = new Map(readableOf(listing, deps.log).map((facility) => [facility.id, facility]));
  return { ids: visibleFacilities(caller, "resident.read", idsOf(listing)), known };
}
