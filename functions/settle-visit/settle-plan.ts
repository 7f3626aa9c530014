import { isInCare } from "../../domain/visits/in-care.ts";
import { settlePlan, type VisitPlan } from "../../domain/visits/plan.ts";
import type { Deps } from "../shell/deps.ts";
import { armPlan } from "../visits/arm-plan.ts";
import { armVisit } from "../visits/arm-visit.ts";
import { visitChangedByOthers } from "../visits/visit-refusals.ts";

const maxTries = 20;

/**
 * Asks for the visit that is due by a plan, and lets the plan wait for its next day, in one write: woken twice it asks once. The
 * plan of a resident who moved, left or died ends. Timers are set before the write.
 */
export async function settleVisitPlan(id: string, deps: Deps<"settle-visit">): Promise<void> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const plan = await deps.visits.findPlan(id);
    if (plan === undefined || plan.state === "ended") return;
    const now = deps.now();
    if (!isInCare(plan, await deps.residents.find(plan.residentId))) {
      const left: VisitPlan = { ...plan, state: "ended", endedBecause: "left", version: plan.version + 1 };
      if ((await deps.visits.replacePlan(left)) === "saved") return;
      await deps.backOff(attempt);
      continue;
    }
    const due = settlePlan(plan, now);
    await armPlan(due?.plan ?? plan, now, deps);
    if (due === undefined) return;
    await armVisit(due.visit, undefined, deps);
    if ((await deps.visits.replacePlan(due.plan, due.visit)) === "saved") return;
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();
}
