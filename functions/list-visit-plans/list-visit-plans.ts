import type * as z from "zod/mini";
import type { visitPlanRoutes } from "../../contracts/http/visit-plan-routes.ts";
import type { visitPlanList } from "../../contracts/http/visit-plans.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { shownPlans } from "../visits/shown-plan.ts";

/** The plans of visits to a resident where they are cared for now, ended ones too; the latest made first. */
export async function listVisitPlans(
  { path }: HttpInput<(typeof visitPlanRoutes)["list-visit-plans"]>,
  deps: Deps<"list-visit-plans">,
): Promise<z.input<typeof visitPlanList>> {
  const resident = await deps.residents.find(path.id);
  const plans = readableOf(await deps.visits.listPlans(path.id), deps.log);
  const here = plans.filter(({ facilityId }) => facilityId === resident?.facilityId);
  return { items: [...(await shownPlans(here, deps))] };
}
