import { day, type EpochMs } from "../../domain/model/time.ts";
import { planDueAt, type VisitPlan } from "../../domain/visits/plan.ts";
import type { Ports } from "../shell/deps.ts";

/** The timer of a plan is looked at at least so often, however far ahead its next visit is. */
const lookAgainMs = 14 * day;
const prefix = "plan.";

/** Wakes the service when a plan has something to be asked for. */
export async function armPlan(
  plan: VisitPlan,
  now: EpochMs,
  { timer }: { readonly timer: Ports["timer"] },
): Promise<void> {
  const dueAt = planDueAt(plan);
  if (dueAt === undefined) return;
  await timer.set({ queue: "visit-due", name: `${prefix}${plan.id}`, dueAt: Math.min(dueAt, now + lookAgainMs) });
}

/** The plan of whose timer this is the name; no visit's id has a point. */
export function planOfTimer(name: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
