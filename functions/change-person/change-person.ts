import type { PersonChange, PersonView } from "../../contracts/http/people.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { type PlaceOf, rightsDiffer, runsTheService, visiblePart } from "../../domain/access/administration.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import type { Actor } from "../../domain/alerts/alert.ts";
import { withoutLostOpenings } from "../../domain/break-glass/standing.ts";
import type { Person, Relation, RoleAt } from "../../domain/model/person.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { entryWrites } from "../../stores/consent-store.ts";
import { removalsOf } from "../joining/removals-of.ts";
import { changedReach } from "../people/changed-reach.ts";
import { checkAdministration } from "../people/checked.ts";
import { endConnections } from "../people/end-connections.ts";
import { personView } from "../people/person-view.ts";
import { placesOf } from "../people/places.ts";
import { principalOf } from "../people/principal.ts";
import { lastOperator, personChangedByOthers } from "../people/refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

const maxTries = 5;

/**
 * Changes somebody's rights, name or reach. New rights hold from the next request on, and live connections by the old
 * ones end before this answers. Who is disabled cannot sign in or renew a session either, where the service has a say in
 * accounts. Asking again for what is so already does all of it again: so a failure is put right.
 */
export async function changePerson(
  { path, body, caller }: HttpInput<(typeof routes)["change-person"]>,
  deps: Deps<"change-person">,
): Promise<PersonView> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.people.find(path.id);
    if (before === undefined) throw unknown("person", path.id);
    if (body.version !== undefined && body.version !== before.version) throw personChangedByOthers();
    const placeOf = await placesOf([...before.relations, ...(body.relations ?? [])], deps.residents);
    const after = changed(before, body, caller, placeOf, deps.now());
    await checkAdministration(caller, before, after, placeOf, deps.facilities);
    if ((await saved(before, after, nameOf(caller), deps)) === "saved") {
      if (touchesRights(body)) await endConnections(after.id, deps);
      if (body.disabled === true) await deps.accounts.close(after.id);
      if (body.disabled === false) await deps.accounts.reopen(after.id);
      if (rightsDiffer(before, after)) {
        const byPrincipal = principalOf(nameOf(caller).id);
        deps.log.info("somebody's rights were changed", { principal: principalOf(after.id), byPrincipal });
      }
      return personView(after, caller, placeOf);
    }
    await deps.backOff(attempt);
  }
  throw personChangedByOthers();
}

/** Roles and relations that the caller does not see stay. */
function changed(before: Person, change: PersonChange, caller: Caller, placeOf: PlaceOf, now: EpochMs): Person {
  const seen = visiblePart(caller, before, placeOf);
  const { disabledAt, licence: licenceBefore, ...rest } = before;
  const licence = change.licence === undefined ? licenceBefore : (change.licence ?? undefined);
  const disabledSince = change.disabled === undefined ? disabledAt : change.disabled ? (disabledAt ?? now) : undefined;
  const after: Person = {
    ...rest,
    name: change.name ?? before.name,
    roles: replaced(before.roles, seen.roles, change.roles as readonly RoleAt[] | undefined),
    relations: replaced(before.relations, seen.relations, change.relations?.map(withWhatStands(before.relations))),
    reach: changedReach(before.reach, change),
    ...(licence !== undefined && { licence }),
    ...(disabledSince !== undefined && { disabledAt: disabledSince }),
    version: before.version + 1,
  };
  return withoutLostOpenings(after, now);
}

function replaced<T>(before: readonly T[], seen: readonly T[], wanted: readonly T[] | undefined): readonly T[] {
  if (wanted === undefined) return before;
  return [...before.filter((one) => !seen.includes(one)), ...wanted];
}

/** A relation that is named again keeps the consent by which it gives something: that is changed elsewhere. */
function withWhatStands(before: readonly Relation[]): (wanted: Relation) => Relation {
  return ({ residentId, relation }) => ({
    ...before.find((one) => one.residentId === residentId),
    residentId,
    relation,
  });
}

function touchesRights({ roles, relations, disabled }: PersonChange): boolean {
  return roles !== undefined || relations !== undefined || disabled !== undefined;
}

/** Where an operator of the whole service steps down, another one must stand when it is written. */
async function saved(
  before: Person,
  after: Person,
  by: Actor,
  deps: Deps<"change-person">,
): Promise<"saved" | "conflict"> {
  const removals = entryWrites(await removalsOf(before, after, by, deps));
  if (!runsTheService(before) || runsTheService(after)) return deps.people.save(after, undefined, removals);
  const others = readableOf(await deps.people.listOfService(), deps.log).filter(({ id }) => id !== after.id);
  for (const { id } of others.filter(runsTheService)) {
    // The list may lag; what stands now is read by its key and must still stand when this is written.
    const stands = await deps.people.find(id);
    if (stands !== undefined && runsTheService(stands)) return deps.people.save(after, stands, removals);
  }
  throw lastOperator();
}
