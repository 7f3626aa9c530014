import type { EpochMs } from "../model/time.ts";
import type { Escalation } from "./plan.ts";

/**
 * The step taken last reached nobody: the next one that is planned is due at `at`, those after it keep their times. Where
 * none is planned any more (its repetitions keep their distance), it is due by then anyway, or somebody answered
 * meanwhile, it comes back as it is.
 */
export function nextStepAt(escalation: Escalation, at: EpochMs): Escalation {
  if (escalation.kind !== "calling" || escalation.partly !== undefined) return escalation;
  const { steps, taken, dueAt } = escalation;
  if (dueAt === undefined || dueAt <= at || taken >= steps.length) return escalation;
  return {
    ...escalation,
    steps: steps.map((step, index) => (index === taken ? { ...step, dueAt: at } : step)),
    dueAt: at,
  };
}
