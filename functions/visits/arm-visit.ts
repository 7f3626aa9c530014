import { dueAtOf } from "../../domain/visits/due.ts";
import { newsDueAt } from "../../domain/visits/late-order.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { Ports } from "../shell/deps.ts";

/** What the timer of a visit goes by; that somebody says again that they are there moves nothing. */
function planOf(visit: Visit): string {
  const { state, scheduledAt, remindedAt } = visit;
  return JSON.stringify([state, scheduledAt, remindedAt, newsDueAt(visit)]);
}

/** Wakes the service when something about the visit is due, if that is another time than before. */
export async function armVisit(
  visit: Visit,
  before: Visit | undefined,
  deps: { readonly timer: Ports["timer"] },
): Promise<void> {
  if (before !== undefined && planOf(before) === planOf(visit)) return;
  const dueAt = dueAtOf(visit);
  if (dueAt !== undefined) await deps.timer.set({ queue: "visit-due", name: visit.id, dueAt });
}
