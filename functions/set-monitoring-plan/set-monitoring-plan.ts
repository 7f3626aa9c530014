import type { PlanChangeRequest } from "../../contracts/http/monitoring-plan.ts";
import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { planChangeOf } from "../../contracts/monitoring-plan.ts";
import { residentDetailView } from "../../contracts/views.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { changePlan } from "../../domain/watch/change-plan.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { planChangedByOthers, unknown } from "../shell/refusals.ts";

const maxTries = 20;

/**
 * A clinical role changes a resident's plan and says why. The resident is judged by it at once: a narrower limit may
 * raise, a wider one may clear. A request that stopped between the two is completed by sending it again.
 */
export async function setMonitoringPlan(
  { path, body }: HttpInput<(typeof routes)["set-monitoring-plan"]>,
  deps: Deps<"set-monitoring-plan">,
): Promise<ResidentDetailView> {
  const resident = await replaceResident(path.id, body, deps);
  const judgement = await judgeResident({ resident, readings: [] }, deps);
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);

  const [facility, stored] = await Promise.all([
    deps.facilities.find(resident.facilityId),
    deps.watches.find(resident.id),
  ]);
  const now = deps.now();
  return residentDetailView(resident, facility, stored?.watch, planFor(resident, now), now);
}

/** Of two who change the plan at the same time, the second changes what the first left. */
async function replaceResident(
  id: string,
  request: PlanChangeRequest,
  deps: Deps<"set-monitoring-plan">,
): Promise<Resident> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.residents.find(id);
    if (before === undefined) throw unknown("resident", id);
    const after = changePlan(before, planChangeOf(request), request, deps.now());
    if (after === before || (await deps.residents.replace(before, after)) === "replaced") return after;
    await deps.backOff(attempt);
  }
  throw planChangedByOthers(id);
}
