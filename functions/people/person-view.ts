import type { PersonView } from "../../contracts/http/people.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { type PlaceOf, visiblePart } from "../../domain/access/administration.ts";
import type { Caller } from "../../domain/access/caller.ts";
import type { Licence, Person, RoleAt } from "../../domain/model/person.ts";

/** A person as far as the caller may see them. */
export function personView(person: Person, caller: Caller, placeOf: PlaceOf): PersonView {
  const { roles, relations, isWhole } = visiblePart(caller, person, placeOf);
  return {
    id: person.id,
    name: person.name,
    roles: rolesView(roles),
    relations: relations.map(({ residentId, relation }) => ({ residentId, relation })),
    elsewhere: !isWhole,
    reach: reachView(person),
    ...(person.licence !== undefined && { licence: licenceView(person.licence) }),
    ...(person.disabledAt !== undefined && { disabledAt: isoTimeOf(person.disabledAt) }),
    version: person.version,
  };
}

export function rolesView(roles: readonly RoleAt[]): PersonView["roles"] {
  return roles.flatMap(({ role, facilityId }) => {
    if (role === "family" || role === "device") return [];
    return [{ role, ...(facilityId !== undefined && { facilityId }) }];
  });
}

/** Of the browsers only how many: their addresses are keys to them. */
export function reachView({ reach: { phone, email, language, pushes } }: Person): PersonView["reach"] {
  return {
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    language,
    pushes: pushes.length,
  };
}

function licenceView({ number, since, practisesAt }: Licence): NonNullable<PersonView["licence"]> {
  return { number, since, ...(practisesAt !== undefined && { practisesAt: [...practisesAt] }) };
}
