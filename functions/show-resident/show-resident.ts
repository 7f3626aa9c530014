import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { residentDetailView } from "../../contracts/views.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readEach } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * One resident with everything that their page shows; of what is clinical only what the caller may see. Who has a damaged
 * watch is shown as unmonitored.
 */
export async function showResident(
  { path, caller }: HttpInput<(typeof routes)["show-resident"]>,
  deps: Deps<"show-resident">,
): Promise<ResidentDetailView> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const [facility, watches] = await Promise.all([
    deps.facilities.find(resident.facilityId),
    readEach(deps.watches, [resident.id]),
  ]);
  for (const [residentId, error] of watches.unreadable) deps.log.error("watch cannot be read", { residentId, error });
  const now = deps.now();
  const { clinical, ...view } = residentDetailView(
    resident,
    facility,
    watches.found.get(resident.id)?.watch,
    planFor(resident, now),
    now,
  );
  const subject = { kind: "resident", facilityId: resident.facilityId, residentId: resident.id } as const;
  const isShown = clinical !== undefined && mayDo(caller, "clinical.read", subject);
  return isShown ? { ...view, clinical } : view;
}
