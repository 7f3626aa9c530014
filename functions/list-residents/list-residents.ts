import type * as z from "zod/mini";
import type { ResidentView, residentList } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { residentView } from "../../contracts/views.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf, readEach } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

interface Place {
  readonly id: string;
  /** Absent when its item is damaged: then its residents are shown without their beds. */
  readonly facility?: Facility | undefined;
}

/**
 * The residents of one facility, or of all, each with the latest vitals and whether anybody is listening.
 *
 * Who has a damaged watch is shown as unmonitored, which is true; a damaged resident is named only. Nobody else is held up.
 */
export async function listResidents(
  { query }: HttpInput<(typeof routes)["list-residents"]>,
  deps: Deps<"list-residents">,
): Promise<z.input<typeof residentList>> {
  const places = await placesOf(query.facilityId, deps);
  const groups = await Promise.all(places.map((place) => residentsOf(place, deps)));
  const unreadable = groups.flatMap((group) => group.unreadable);
  return { items: groups.flatMap(({ items }) => items), ...(unreadable.length === 0 ? {} : { unreadable }) };
}

async function residentsOf({ id: facilityId, facility }: Place, deps: Deps<"list-residents">) {
  const listing = await deps.residents.listByFacility(facilityId);
  const residents = readableOf(listing, deps.log);
  const watches = await readEach(
    deps.watches,
    residents.map(({ id }) => id),
  );
  for (const [residentId, error] of watches.unreadable) deps.log.error("watch cannot be read", { residentId, error });
  const now = deps.now();
  const items: readonly ResidentView[] = residents.map((resident) =>
    residentView(resident, facility, watches.found.get(resident.id)?.watch, planFor(resident, now), now),
  );
  return { items, unreadable: listing.unreadable.map(({ key }) => key) };
}

async function placesOf(id: string | undefined, deps: Deps<"list-residents">): Promise<readonly Place[]> {
  if (id !== undefined) {
    const facility = await deps.facilities.find(id);
    if (facility === undefined) throw unknown("facility", id);
    return [{ id, facility }];
  }
  const listing = await deps.facilities.list();
  const readable = new Map(readableOf(listing, deps.log).map((facility) => [facility.id, facility]));
  return idsOf(listing).map((each) => ({ id: each, facility: readable.get(each) }));
}
