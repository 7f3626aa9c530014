import type { RoleOf } from "../../contracts/family-views.ts";
import { staffRoleOf } from "../../domain/family/staff-role.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";

/** The roles in which these people act at a facility. Whoever cannot be read, or has left, is a member of staff. */
export async function rolesAt(
  facilityId: string,
  personIds: Iterable<string | undefined>,
  { people, log }: { readonly people: Pick<PersonStore, "findMany">; readonly log: Log },
): Promise<RoleOf> {
  const ids = [...new Set(personIds)].filter((id) => id !== undefined);
  const found = ids.length === 0 ? [] : await readPeople(ids, people, log);
  const roles = new Map(found.map((person) => [person.id, staffRoleOf(person, facilityId)]));
  return (personId) => (personId === undefined ? "other" : (roles.get(personId) ?? "other"));
}

async function readPeople(ids: readonly string[], people: Pick<PersonStore, "findMany">, log: Log) {
  return readableOf(await people.findMany(ids), log);
}
