import type { MyRelationsView } from "../../contracts/http/joining.ts";
import type { joiningRoutes } from "../../contracts/http/joining-routes.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { Person } from "../../domain/model/person.ts";
import { endAccess } from "../joining/end-access.ts";
import { consentChangedByOthers } from "../joining/joining-refusals.ts";
import { myRelationsView } from "../joining/my-relations.ts";
import { saveStep, stepped } from "../joining/take-step.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";

const maxTries = 5;

/** The caller is a resident's relative no more and sees nothing from now on; again it ends what may have been left. */
export async function leaveRelation(
  { body, caller }: HttpInput<(typeof joiningRoutes)["leave-relation"]>,
  deps: Deps<"leave-relation">,
): Promise<MyRelationsView> {
  const { residentId } = body;
  const left = await leftBy(personOf(caller), residentId, deps);
  await endAccess(left, residentId, deps);
  return myRelationsView(left, deps);
}

async function leftBy(self: Person, residentId: string, deps: Deps<"leave-relation">): Promise<Person> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = (await deps.people.find(self.id)) ?? self;
    if (!before.relations.some((one) => one.residentId === residentId)) return before;
    const by = nameOf({ kind: "person", person: before, at: deps.now() });
    const next = await stepped(before, { residentId, by, step: { kind: "left" } }, deps);
    if ((await saveStep(next, deps)) === "saved") return next.person;
    await deps.backOff(attempt);
  }
  throw consentChangedByOthers();
}
