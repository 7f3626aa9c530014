import type { Caller } from "../../domain/access/caller.ts";
import { grantsFor } from "../../domain/access/consent.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * Throws where somebody is invited who is no relative that may see the resident by video: told like somebody who is not there, so that nobody
 * learns by it who has an account. The operators' command may invite whoever will be one.
 */
export async function checkInvited(
  invited: readonly string[],
  residentId: string,
  caller: Caller,
  deps: { readonly people: Pick<PersonStore, "find">; now(): EpochMs },
): Promise<void> {
  if (caller.kind === "operators-command") return;
  for (const id of invited) {
    const person = await deps.people.find(id);
    const mayTakePart =
      person !== undefined && grantsFor({ kind: "person", person, at: deps.now() }, residentId).has("video");
    if (!mayTakePart) throw unknown("person", id);
  }
}
