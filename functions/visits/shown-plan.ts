import type { VisitPlanView } from "../../contracts/http/visit-plans.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { nextOn, residentsOf, type VisitPlan } from "../../domain/visits/plan.ts";
import type { Deps } from "../shell/deps.ts";
import { readEach } from "../shell/read-each.ts";

/** Plans as staff sees them. A damaged record of a resident costs their name alone. */
export async function shownPlans(
  plans: readonly VisitPlan[],
  deps: Pick<Deps<"list-visit-plans">, "facilities" | "residents" | "log">,
): Promise<readonly VisitPlanView[]> {
  const ids = plans.flatMap((plan) => [
    ...residentsOf(plan),
    ...(plan.leftOut ?? []).map(({ residentId }) => residentId),
  ]);
  const leads = [...new Set(plans.map(({ leadFacilityId }) => leadFacilityId))];
  const [residents, ...facilities] = await Promise.all([
    readEach(deps.residents, [...new Set(ids)]),
    ...leads.map((id) => deps.facilities.find(id)),
  ]);
  for (const [residentId, error] of residents.unreadable)
    deps.log.error("resident cannot be read", { residentId, error });
  const nameOf = (id: string): string => residents.found.get(id)?.name ?? id;
  return plans.map((plan) =>
    shownPlan(plan, facilities[leads.indexOf(plan.leadFacilityId)]?.name ?? plan.leadFacilityId, nameOf),
  );
}

function shownPlan(plan: VisitPlan, leadName: string, nameOf: (residentId: string) => string): VisitPlanView {
  const { id, kind, leadFacilityId, reason, every, state, endedBecause, lastVisitId, madeBy, madeAt, version } = plan;
  const { leftOut = [], lacksDoctor } = plan;
  const named = (residentId: string) => ({ id: residentId, name: nameOf(residentId) });
  return {
    id,
    kind,
    leadFacility: { id: leadFacilityId, name: leadName },
    residents: residentsOf(plan).map(named),
    reason,
    every: { ...every },
    state,
    ...(endedBecause !== undefined && { endedBecause }),
    ...(state !== "ended" && { nextOn: nextOn(plan) }),
    ...(lastVisitId !== undefined && { lastVisitId }),
    leftOut: leftOut.map(({ residentId, on, why }) => ({ resident: named(residentId), on, why })),
    ...(lacksDoctor !== undefined && { lacksDoctor }),
    madeBy: { id: madeBy.id, name: madeBy.name },
    madeAt: isoTimeOf(madeAt),
    version,
  };
}
