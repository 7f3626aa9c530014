import type { visitPlanRoutes } from "../../contracts/http/visit-plan-routes.ts";
import type { VisitPlanView } from "../../contracts/http/visit-plans.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { isInCare } from "../../domain/visits/in-care.ts";
import { planAfter, residentsOf, type VisitPlan } from "../../domain/visits/plan.ts";
import { isOpen, routesToday } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";
import { armPlan } from "../visits/arm-plan.ts";
import { shownPlans } from "../visits/shown-plan.ts";
import { noVisitRoute, visitChangedByOthers, visitNotSo, visitNotYours } from "../visits/visit-refusals.ts";

type Input = HttpInput<(typeof visitPlanRoutes)["set-visit-plan"]>;
type Making = Extract<Input["body"], { kind: "make" }>;

const maxTries = 20;

/**
 * Makes a plan of visits that come again, or pauses, resumes or ends it. Relatives have no part in it. The same plan made again,
 * and what is so already, changes nothing.
 */
export async function setVisitPlan(
  { path, body, caller }: Input,
  deps: Deps<"set-visit-plan">,
): Promise<VisitPlanView> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  if (!mayDo(caller, "visit.request", { kind: "facility", facilityId: resident.facilityId })) throw visitNotYours();
  if (resident.discharge !== undefined) throw noLongerInCare(resident.id);
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.visits.findPlan(body.planId);
    const next = await asAsked(stored, body, resident, caller, deps);
    if (next === stored || (await isSaved(next, deps))) {
      return (await shownPlans([next], deps))[0] as VisitPlanView;
    }
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();
}

async function isSaved(plan: VisitPlan, deps: Deps<"set-visit-plan">): Promise<boolean> {
  await armPlan(plan, deps.now(), deps);
  return (await deps.visits.replacePlan(plan)) === "saved";
}

async function asAsked(
  stored: VisitPlan | undefined,
  body: Input["body"],
  resident: Resident,
  caller: Caller,
  deps: Deps<"set-visit-plan">,
): Promise<VisitPlan> {
  if (stored === undefined && body.kind === "make") return made(body, resident, caller, deps);
  if (stored === undefined || !residentsOf(stored).includes(resident.id) || !isInCare(stored, resident))
    throw unknown("visit", body.planId);
  if (body.kind === "make") return stored;
  const next = planAfter(stored, body.kind, nameOf(caller), deps.now());
  if (next === "over") throw visitNotSo("over");
  return next;
}

async function made(
  { planId, visitKind, leadId, reason, every, firstOn, others: named = [] }: Making,
  { id: residentId, facilityId }: Resident,
  caller: Caller,
  deps: Deps<"set-visit-plan">,
): Promise<VisitPlan> {
  const now = deps.now();
  if (firstOn < isoTimeOf(now).slice(0, 10)) throw visitNotSo("due-not-ahead");
  const leadFacilityId = leadId ?? facilityId;
  if (leadFacilityId !== facilityId) {
    const routes = await routesToday(now, deps);
    if (!isOpen(routes, "tele-consultation", facilityId, leadFacilityId))
      throw noVisitRoute(facilityId, leadFacilityId);
  }
  const others = [...new Set(named)].filter((id) => id !== residentId);
  for (const id of others) await checkOfTheHouse(id, facilityId, deps);
  const base = { id: planId, residentId, facilityId, leadFacilityId, kind: visitKind, reason, every, firstOn } as const;
  const round = others.length === 0 ? {} : { others };
  return { ...base, ...round, passed: 0, state: "active", madeBy: nameOf(caller), madeAt: now, version: 1 };
}

/** Whoever plans for a house may plan for all of it: of anybody else nobody learns whether they are there. */
async function checkOfTheHouse(id: string, facilityId: string, deps: Deps<"set-visit-plan">): Promise<void> {
  const resident = await deps.residents.find(id);
  if (resident?.facilityId !== facilityId) throw unknown("resident", id);
  if (resident.discharge !== undefined) throw noLongerInCare(id);
}
