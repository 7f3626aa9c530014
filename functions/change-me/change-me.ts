import type { MeView } from "../../contracts/http/me.ts";
import type { routes } from "../../contracts/http/routes.ts";
import type { Person } from "../../domain/model/person.ts";
import { changedReach } from "../people/changed-reach.ts";
import { meView } from "../people/me-view.ts";
import { personChangedByOthers } from "../people/refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";

const maxTries = 5;

/** How one is reached, and in which language. Rights are changed by others only (change-person). */
export async function changeMe(
  { caller, body }: HttpInput<(typeof routes)["change-me"]>,
  deps: Deps<"change-me">,
): Promise<MeView> {
  let before: Person | undefined = personOf(caller);
  for (let attempt = 1; attempt <= maxTries && before !== undefined; attempt += 1) {
    const after: Person = { ...before, reach: changedReach(before.reach, body), version: before.version + 1 };
    if ((await deps.people.save(after)) === "saved") return meView(after, deps);
    await deps.backOff(attempt);
    before = await deps.people.find(before.id);
  }
  throw personChangedByOthers();
}
