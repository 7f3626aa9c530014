import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { residentDetailView } from "../../contracts/views.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/** One resident with everything that their page shows. */
export async function showResident(
  { path }: HttpInput<(typeof routes)["show-resident"]>,
  deps: Deps<"show-resident">,
): Promise<ResidentDetailView> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const [facility, stored] = await Promise.all([
    deps.facilities.find(resident.facilityId),
    deps.watches.find(resident.id),
  ]);
  const now = deps.now();
  return residentDetailView(resident, facility, stored?.watch, planFor(resident, now), now);
}
