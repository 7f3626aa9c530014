import type { VisitPlanView } from "../../contracts/http/visit-plans.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { nextOn, type VisitPlan } from "../../domain/visits/plan.ts";

/** A plan as staff sees it. */
export function shownPlan(plan: VisitPlan, leadName: string): VisitPlanView {
  const { id, kind, leadFacilityId, reason, every, state, endedBecause, lastVisitId, madeBy, madeAt, version } = plan;
  return {
    id,
    kind,
    leadFacility: { id: leadFacilityId, name: leadName },
    reason,
    every: { ...every },
    state,
    ...(endedBecause !== undefined && { endedBecause }),
    ...(state !== "ended" && { nextOn: nextOn(plan) }),
    ...(lastVisitId !== undefined && { lastVisitId }),
    madeBy: { id: madeBy.id, name: madeBy.name },
    madeAt: isoTimeOf(madeAt),
    version,
  };
}
