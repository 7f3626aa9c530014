import type { PersonView } from "../../contracts/http/people.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { Person, RoleAt } from "../../domain/model/person.ts";
import { changedReach } from "../people/changed-reach.ts";
import { checkAdministration } from "../people/checked.ts";
import { personView } from "../people/person-view.ts";
import { placesOf } from "../people/places.ts";
import { principalOf } from "../people/principal.ts";
import { personExists } from "../people/refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Registers somebody whom the issuer knows, with the roles and relations that the caller may give. */
export async function registerPerson(
  { body, caller }: HttpInput<(typeof routes)["register-person"]>,
  deps: Deps<"register-person">,
): Promise<PersonView> {
  const { id, name, relations, phone, email, language, licence } = body;
  const roles = body.roles as readonly RoleAt[];
  const reach = changedReach({ pushes: [], language }, { phone, email });
  const person: Person = { id, name, roles, relations, reach, ...(licence !== undefined && { licence }), version: 1 };
  const placeOf = await placesOf(relations, deps.residents);
  await checkAdministration(caller, undefined, person, placeOf, deps.facilities);
  if ((await deps.people.add(person)) === "already-exists") throw personExists(id);
  const byPrincipal = principalOf(nameOf(caller).id);
  deps.log.info("somebody was registered", { principal: principalOf(id), byPrincipal, count: roles.length });
  return personView(person, caller, placeOf);
}
