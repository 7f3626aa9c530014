import type { Caller } from "../../domain/access/caller.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * Throws where somebody is invited who is no relative of the resident: told like somebody who is not there, so that nobody
 * learns by it who has an account. The operators' command may invite whoever will be one.
 */
export async function checkInvited(
  invited: readonly string[],
  residentId: string,
  caller: Caller,
  deps: { readonly people: Pick<PersonStore, "find"> },
): Promise<void> {
  if (caller.kind === "operators-command") return;
  for (const id of invited) {
    const person = await deps.people.find(id);
    const isRelative = person?.relations.some((relation) => relation.residentId === residentId) === true;
    if (!isRelative || person.disabledAt !== undefined) throw unknown("person", id);
  }
}
