import type { ErasureAnswer } from "../../contracts/http/retention.ts";
import type { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { erasePerson, planPersonErasure } from "../erasing/erase-person.ts";
import { checkAdministration } from "../people/checked.ts";
import { placesOf } from "../people/places.ts";
import { erasureRefusal, notConfirmed } from "../retaining/retention-refusals.ts";
import { erasedAnswer, plannedAnswer } from "../retaining/retention-views.ts";
import { timeLeftOfRequest } from "../retaining/time-left.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/**
 * Says what would become of an account; with the second word erases it. Whoever could take all that the person has may do
 * so: a manager erases nobody who is also another house's.
 */
export async function erasePersonOnRequest(
  { path, body, caller }: HttpInput<(typeof retentionRoutes)["erase-person"]>,
  deps: Deps<"erase-person">,
): Promise<ErasureAnswer> {
  await checkTheirs(path.id, caller, deps);
  if (body.confirm === undefined) return plannedAnswer(await planPersonErasure(path.id, deps));
  if (body.confirm !== path.id) throw notConfirmed(path.id);
  const timeLeft = timeLeftOfRequest(deps);
  const outcome = await erasePerson(path.id, { byId: nameOf(caller).id, why: "request", timeLeft }, deps);
  if (outcome.kind !== "erased") throw erasureRefusal(outcome, "person", path.id);
  deps.log.info("an account was erased", { erasureId: outcome.erasure.id });
  return erasedAnswer(outcome);
}

/** As if all that they have were taken from them. */
async function checkTheirs(personId: string, caller: Caller, deps: Deps<"erase-person">): Promise<void> {
  const before = await deps.people.find(personId);
  if (before === undefined) return;
  const placeOf = await placesOf(before.relations, deps.residents);
  const after = { ...before, name: "", roles: [], relations: [], version: before.version + 1 };
  await checkAdministration(caller, before, after, placeOf, deps.facilities);
}
