import type * as z from "zod/mini";
import type { personList } from "../../contracts/http/people.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { reachOf } from "../../domain/access/decide.ts";
import type { Person } from "../../domain/model/person.ts";
import { personView } from "../people/person-view.ts";
import { placesOf } from "../people/places.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/** Those who sign in: who has a role or a relative where the caller has a say, or at the one facility that is asked for. */
export async function listPeople(
  { query, caller }: HttpInput<(typeof routes)["list-people"]>,
  deps: Deps<"list-people">,
): Promise<z.input<typeof personList>> {
  const listing = await deps.people.list();
  const people = readableOf(listing, deps.log);
  const placeOf = await placesOf(
    people.flatMap(({ relations }) => relations),
    deps.residents,
  );
  const reach = reachOf(caller, "person.read");
  const isAsked = (person: Person): boolean => {
    const places = [
      ...person.roles.map(({ facilityId }) => facilityId),
      ...person.relations.map(({ residentId }) => placeOf(residentId)),
    ];
    if (query.facilityId !== undefined) return places.includes(query.facilityId);
    if (reach.kind === "everywhere") return true;
    return places.some((place) => place !== undefined && reach.facilityIds.has(place));
  };
  const { after = "", limit } = query;
  const left = people.filter((person) => person.id > after && isAsked(person));
  const page = left.slice(0, limit);
  const unreadable = reach.kind === "everywhere" ? listing.unreadable.map(({ key }) => key) : [];
  return {
    items: page.map((person) => personView(person, caller, placeOf)),
    ...(unreadable.length > 0 && { unreadable }),
    ...(left.length > limit && { next: page.at(-1)?.id }),
  };
}
