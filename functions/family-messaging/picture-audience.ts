import { mayBeTold } from "../../domain/family-telling/told.ts";
import type { Person } from "../../domain/model/person.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";

/** The relatives to whom the resident, or the guardian, shows pictures now. */
export async function picturesGoTo(
  residentId: string,
  deps: { readonly people: Pick<PersonStore, "listByRelation">; readonly log: Log; now(): number },
): Promise<readonly Person[]> {
  const relatives = readableOf(await deps.people.listByRelation(residentId), deps.log);
  return relatives.filter((person) => mayBeTold(person, residentId, { what: "picture" }, "low", deps.now()));
}
