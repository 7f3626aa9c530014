import { routesFrom } from "../../domain/consortium/routes.ts";
import { type EpochMs, hour } from "../../domain/model/time.ts";
import { isInCare } from "../../domain/visits/in-care.ts";
import {
  dueOn,
  type PlanDue,
  type PlanFacts,
  residentsOf,
  settlePlan,
  type VisitPlan,
} from "../../domain/visits/plan.ts";
import { judgeQualification } from "../../domain/visits/qualification.ts";
import { coverOf } from "../../domain/visits/routes.ts";
import { isOpen } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf, readEach } from "../shell/read-each.ts";
import { armPlan } from "../visits/arm-plan.ts";
import { armVisit } from "../visits/arm-visit.ts";
import { visitChangedByOthers } from "../visits/visit-refusals.ts";
import { onDuty, tell } from "./tell.ts";

const maxTries = 20;

/**
 * Asks for the visits that are due by a plan, and lets the plan wait for its next day. Agreement, licences and who is in care
 * are looked at anew; who was left out and why stands in the plan and is told to whoever made it and to the nurses. Woken twice
 * it asks once: visits have the day and the place in the plan as their names. The plan of residents who all moved, left or died
 * ends. Timers are set before the write.
 */
export async function settleVisitPlan(id: string, deps: Deps<"settle-visit">): Promise<void> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const plan = await deps.visits.findPlan(id);
    if (plan === undefined || plan.state === "ended") return;
    const now = deps.now();
    const facts = await factsOf(plan, now, deps);
    const due = settlePlan(plan, now, facts) ?? endedOf(plan, facts);
    await armPlan(due?.plan ?? plan, now, deps);
    if (due === undefined) return;
    if (await isSaved(due, deps)) return tellLeftOut(due, deps);
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();
}

/** Before it is due: nobody of it is in care any more. */
function endedOf(plan: VisitPlan, facts: PlanFacts): PlanDue | undefined {
  if (residentsOf(plan).some(facts.isInCare)) return undefined;
  return { plan: { ...plan, state: "ended", endedBecause: "left", version: plan.version + 1 }, visits: [] };
}

/** One visit goes with the plan in one write; of a round, which can be longer than one write, each goes before it. */
async function isSaved({ plan, visits }: PlanDue, deps: Deps<"settle-visit">): Promise<boolean> {
  for (const visit of visits) await armVisit(visit, undefined, deps);
  const [only, second] = visits;
  if (second === undefined) return (await deps.visits.replacePlan(plan, only)) === "saved";
  for (const visit of visits) await deps.visits.add(visit);
  return (await deps.visits.replacePlan(plan)) === "saved";
}

async function factsOf(plan: VisitPlan, now: EpochMs, deps: Deps<"settle-visit">): Promise<PlanFacts> {
  const { found, unreadable } = await readEach(deps.residents, residentsOf(plan));
  for (const [residentId, error] of unreadable) deps.log.error("resident cannot be read", { residentId, error });
  const on = dueOn(plan, now);
  const isDue = on !== undefined;
  return {
    // Of whoever cannot be read a visit too many is called off by a person; one too few would be nobody's.
    isInCare: (residentId) => unreadable.has(residentId) || isInCare(plan, found.get(residentId)),
    isAgreed: !isDue || (await isAgreedOn(plan, on, deps)),
    hasDoctor: !isDue || (await hasDoctor(plan, on, deps)),
  };
}

async function isAgreedOn(plan: VisitPlan, on: string, deps: Deps<"settle-visit">): Promise<boolean> {
  const { facilityId, leadFacilityId, kind } = plan;
  if (facilityId === leadFacilityId) return true;
  const [facilities, agreements] = await Promise.all([deps.facilities.list(), deps.agreements.list()]);
  const routes = routesFrom(readableOf(facilities, deps.log), readableOf(agreements, deps.log), on);
  return isOpen(routes, coverOf(kind), facilityId, leadFacilityId);
}

async function hasDoctor(
  { leadFacilityId, kind }: VisitPlan,
  on: string,
  deps: Deps<"settle-visit">,
): Promise<boolean> {
  const at = Date.parse(`${on}T00:00:00+08:00`) + 12 * hour;
  return readableOf(await deps.people.listAt(leadFacilityId), deps.log).some(
    ({ roles, licence, disabledAt }) =>
      disabledAt === undefined &&
      roles.some(({ role, facilityId }) => role === "doctor" && facilityId === leadFacilityId) &&
      judgeQualification(kind, licence, at).length === 0,
  );
}

/** Best effort: the plan says the same on the resident's page. */
async function tellLeftOut({ plan }: PlanDue, deps: Deps<"settle-visit">): Promise<void> {
  const { leftOut = [], lacksDoctor, facilityId, changedBy = plan.madeBy } = plan;
  if (leftOut.length === 0 && lacksDoctor === undefined) return;
  const people = [plan.madeBy.id, changedBy.id, ...(await onDuty("nurse", facilityId, deps))];
  const about = { id: plan.id, version: plan.version, path: `/residents/${plan.residentId}` };
  const what = leftOut.length > 0 ? "plan-left-out" : "plan-lacks-doctor";
  const isReached = await tell(people, { visit: about, what, facilityId, priority: "low" }, deps);
  if (!isReached) deps.log.warn("nobody was reached about a plan of visits", { visitId: plan.id });
}
