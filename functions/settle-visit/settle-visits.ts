import { dueAtOf, settleVisit, type VisitDue } from "../../domain/visits/due.ts";
import { isInCare } from "../../domain/visits/in-care.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { treatmentOf } from "../shell/error-table.ts";
import type { QueuedTimer } from "../shell/triggers.ts";
import { endSignalling } from "../visits/end-signalling.ts";
import { calledOff } from "../visits/end-visits.ts";
import { visitChangedByOthers } from "../visits/visit-refusals.ts";
import { remind } from "./remind.ts";

const atOnce = 8;
const maxTries = 20;

/**
 * Reminds of visits that are near, and says of those to which nobody came that they were missed; returns the records to
 * deliver again. One that carries no timer is among them, so that it ends as a dead letter that somebody sees.
 */
export async function settleVisits(
  timers: readonly QueuedTimer[],
  deps: Deps<"settle-visit">,
): Promise<readonly string[]> {
  const failed: string[] = [];
  await forEachBounded(timers, atOnce, async ({ recordId, timer }) => {
    if (timer === undefined) {
      deps.log.error("a queued message is no timer", { messageId: recordId, code: "unreadable-event" });
      failed.push(recordId);
      return;
    }
    try {
      await settle(timer.name, deps);
    } catch (error) {
      deps.log.error("a visit was not settled", { visitId: timer.name, code: treatmentOf(error).code, error });
      failed.push(recordId);
    }
  });
  return failed;
}

/** The next timer is set before the write: a crash between the two costs a wake that finds nothing to do. */
async function settle(id: string, deps: Deps<"settle-visit">): Promise<void> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.visits.find(id);
    if (stored === undefined) return;
    const due = await dueOf(stored, deps);
    const dueAt = dueAtOf(due.kind === "nothing" ? stored : due.visit);
    if (dueAt !== undefined) await deps.timer.set({ queue: "visit-due", name: id, dueAt });
    if (due.kind === "nothing") return;
    if ((await deps.visits.save(due.visit)) === "saved") {
      await endSignalling(stored, due.visit, deps);
      if (due.kind !== "called-off") await remind(due.visit, due.kind, deps);
      return;
    }
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();
}

/** Of a resident who moved, left or died nobody is reminded: what was to come is called off, whoever else should have. */
async function dueOf(
  visit: Visit,
  deps: Deps<"settle-visit">,
): Promise<VisitDue | { readonly kind: "called-off"; readonly visit: Visit }> {
  const now = deps.now();
  if (!isInCare(visit, await deps.residents.find(visit.residentId))) {
    const ended = calledOff(visit, undefined, now);
    return ended === undefined ? { kind: "nothing" } : { kind: "called-off", visit: ended };
  }
  return settleVisit(visit, now);
}
