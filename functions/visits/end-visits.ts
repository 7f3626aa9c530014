import type { Actor } from "../../domain/alerts/alert.ts";
import { actOnVisit } from "../../domain/visits/act.ts";
import { isInCare } from "../../domain/visits/in-care.ts";
import { ordersLeft } from "../../domain/visits/orders.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { armVisit } from "./arm-visit.ts";
import { endSignalling } from "./end-signalling.ts";
import { visitChangedByOthers } from "./visit-refusals.ts";

const maxTries = 20;
const mostLookedAt = 300;
const leftHere = "已不在本机构照护 / no longer in this facility's care";

type EndingDeps = Pick<
  Deps<"discharge-resident">,
  "residents" | "visits" | "connections" | "liveConnections" | "timer" | "log" | "backOff" | "now"
>;

/**
 * Calls off what was still to come of a resident who moved, left or died, and ends the tasks that are open: nobody is reminded
 * any more, and whoever was to come, asked, or ordered is told. A call that is under way goes on to its note. Asked again it
 * does what is still to be done.
 */
export async function endVisits(residentId: string, by: Actor, deps: EndingDeps): Promise<void> {
  const visits = readableOf(await deps.visits.listByResident(residentId, mostLookedAt), deps.log);
  for (const { id } of visits) await endVisit(id, by, deps);
}

async function endVisit(id: string, by: Actor, deps: EndingDeps): Promise<void> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.visits.find(id);
    if (stored === undefined || isInCare(stored, await deps.residents.find(stored.residentId))) return;
    const ended = calledOff(stored, by, deps.now());
    if (ended === undefined) return;
    await armTelling(ended, stored, deps);
    if ((await deps.visits.save(ended)) === "saved") return endSignalling(stored, ended, deps);
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();
}

/** A timer that cannot be set must not keep the visit from being called off: the pages say it all the same. */
async function armTelling(ended: Visit, stored: Visit, deps: EndingDeps): Promise<void> {
  try {
    await armVisit(ended, stored, deps);
  } catch (error) {
    deps.log.error("nobody is told that a visit is called off", { visitId: ended.id, error });
  }
}

/** The visit called off, or its tasks ended, because the resident is no longer there; undefined: there is nothing to end. */
export function calledOff(visit: Visit, by: Actor | undefined, now: number): Visit | undefined {
  const answer = actOnVisit(visit, { kind: "cancel", reason: leftHere }, by, now);
  return answer.kind === "done" ? answer.visit : ordersLeft(visit, by, now);
}
