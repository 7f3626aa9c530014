import type { Resident } from "../domain/model/resident.ts";
import type { PlanState, ResidentChangeRecord } from "../domain/register/history.ts";
import { changedPartsOf } from "../domain/watch/change-plan.ts";
import type { PlanHistory } from "./http/monitoring-plan.ts";
import { isoTimeOf } from "./iso-time.ts";
import { overridesView } from "./monitoring-plan.ts";

type ChangeView = PlanHistory["items"][number];

/** One change of a resident's record as the API shows it. */
export function changeView({ version, at, by, what, reason, changed, plan, facts }: ResidentChangeRecord): ChangeView {
  return {
    version,
    at: isoTimeOf(at),
    by,
    what,
    ...(reason === undefined ? {} : { reason }),
    changed: [...changed],
    ...(plan === undefined ? {} : { plan: { before: planStateView(plan.before), after: planStateView(plan.after) } }),
    ...(facts === undefined ? {} : { facts: { before: { ...facts.before }, after: { ...facts.after } } }),
  };
}

/** What the record itself remembers from before there was a history, newest first; `oldest` is the first change in it. */
export function recordedBefore(
  { planChanges = [] }: Pick<Resident, "planChanges">,
  oldest: Pick<ResidentChangeRecord, "at"> | undefined,
): readonly ChangeView[] {
  return planChanges
    .filter(({ at }) => oldest === undefined || at < oldest.at)
    .toReversed()
    .map(({ at, by, reason, change }) => ({
      at: isoTimeOf(at),
      by,
      what: "plan" as const,
      reason,
      changed: [...changedPartsOf(change)],
    }));
}

function planStateView({ overrides, palliative, disabilityLevel, spo2Scale2 }: PlanState) {
  return {
    overrides: overridesView(overrides),
    palliative,
    disabilityLevel,
    ...(spo2Scale2 === undefined ? {} : { spo2Scale2: { ...spo2Scale2, orderedAt: isoTimeOf(spo2Scale2.orderedAt) } }),
  };
}
