import type { PlanChangeRequest } from "../../contracts/http/monitoring-plan.ts";
import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { planChangeOf } from "../../contracts/monitoring-plan.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { changePlanFor } from "../../domain/register/change-facts.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import { shownResident } from "../register/shown-resident.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { noLongerInCare, planChangedByOthers } from "../shell/register-refusals.ts";

const maxTries = 20;

/**
 * A clinical role changes a resident's plan and says why. The resident is judged by it at once: a narrower limit may
 * raise, a wider one may clear. A request that stopped between the two is completed by sending it again.
 */
export async function setMonitoringPlan(
  { path, body, caller }: HttpInput<(typeof routes)["set-monitoring-plan"]>,
  deps: Deps<"set-monitoring-plan">,
): Promise<ResidentDetailView> {
  const resident = await replaceResident(path.id, body, caller, deps);
  const judgement = await judgeResident({ resident, readings: [] }, deps);
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
  return shownResident(resident, deps);
}

/** Of two who change the plan at the same time, the second changes what the first left. */
async function replaceResident(
  id: string,
  request: PlanChangeRequest,
  caller: Caller,
  deps: Deps<"set-monitoring-plan">,
): Promise<Resident> {
  // The operators' command speaks for whoever it names; somebody who signed in speaks for themselves.
  const { id: authorId, name } = nameOf(caller);
  const author = { id: authorId, name: caller.kind === "person" ? name : request.by };
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.residents.find(id);
    if (before === undefined) throw unknown("resident", id);
    if (before.discharge !== undefined) throw noLongerInCare(id);
    const step = changePlanFor(before, planChangeOf(request), author, request.reason, deps.now());
    if (step === undefined) return before;
    if ((await deps.residents.commit({ before, ...step })) === "committed") return step.after;
    await deps.backOff(attempt);
  }
  throw planChangedByOthers(id);
}
