import type { EpochMs } from "../model/time.ts";
import type { Escalation } from "./plan.ts";

/**
 * The step taken last reached nobody: the next one that is planned is due now, those after it keep their times. Where none
 * is planned any more (its repetitions keep their distance), or somebody answered meanwhile, it comes back as it is.
 */
export function nextStepNow(escalation: Escalation, now: EpochMs): Escalation {
  if (escalation.kind !== "calling" || escalation.partly !== undefined) return escalation;
  const { steps, taken, dueAt } = escalation;
  if (dueAt === undefined || dueAt <= now || taken >= steps.length) return escalation;
  return {
    ...escalation,
    steps: steps.map((step, index) => (index === taken ? { ...step, dueAt: now } : step)),
    dueAt: now,
  };
}
