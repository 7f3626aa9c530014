import type { ErasureAnswer } from "../../contracts/http/retention.ts";
import type { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { eraseResident } from "../erasing/erase-resident.ts";
import { planErasure } from "../erasing/plan-erasure.ts";
import { erasureRefusal, notConfirmed } from "../retaining/retention-refusals.ts";
import { erasedAnswer, plannedAnswer } from "../retaining/retention-views.ts";
import { timeLeftOfRequest } from "../retaining/time-left.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Says what would become of a resident's data; with the second word does it, and says what was kept, by which rule, until when. */
export async function eraseOnRequest(
  { path, body, caller }: HttpInput<(typeof retentionRoutes)["erase-resident"]>,
  deps: Deps<"erase-resident">,
): Promise<ErasureAnswer> {
  const timeLeft = timeLeftOfRequest(deps);
  if (body.confirm === undefined) return plannedAnswer(await planErasure(path.id, { why: "request", timeLeft }, deps));
  if (body.confirm !== path.id) throw notConfirmed(path.id);
  const outcome = await eraseResident(path.id, { byId: nameOf(caller).id, why: "request", timeLeft }, deps);
  if (outcome.kind !== "erased") throw erasureRefusal(outcome, "resident", path.id);
  deps.log.info("a resident's data were erased", { erasureId: outcome.erasure.id });
  return erasedAnswer(outcome);
}
