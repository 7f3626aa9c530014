import type { VisitView } from "../../contracts/http/visits.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { facilitiesOf, type Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import { alreadyExists } from "../shell/refusals.ts";
import { armVisit } from "./arm-visit.ts";
import { shownVisit } from "./shown-visit.ts";

type AddingDeps = Pick<
  Deps<"request-visit">,
  "facilities" | "residents" | "visits" | "timer" | "newId" | "log" | "now"
>;

/**
 * Stores a visit that is asked for. The same id again by the same person for the same resident is the same request. Of a visit
 * that is none of theirs nobody learns that it is there: theirs has another id.
 */
export async function addVisit(visit: Visit, caller: Caller, deps: AddingDeps): Promise<VisitView> {
  await armVisit(visit, undefined, deps);
  if ((await deps.visits.add(visit)) === "added") return shownVisit(visit, caller, deps);
  const there = await deps.visits.find(visit.id);
  const isSame = there?.requestedBy.id === visit.requestedBy.id && there.residentId === visit.residentId;
  if (there !== undefined && isSame) return shownVisit(there, caller, deps);
  if (there !== undefined && maySee(caller, there)) throw alreadyExists("visit", visit.id);
  return addVisit({ ...visit, id: deps.newId() }, caller, deps);
}

function maySee(caller: Caller, visit: Visit): boolean {
  const { residentId } = visit;
  return mayDo(caller, "visit.read", { kind: "visit", facilityIds: facilitiesOf(visit), residentId });
}
