import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitDetail } from "../../contracts/http/visits.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { shownNote } from "../visits/shown-note.ts";
import { shownVisit } from "../visits/shown-visit.ts";

/** A visit, and its note for those who may read what a doctor wrote. */
export async function showVisit(
  { path, caller }: HttpInput<(typeof visitRoutes)["show-visit"]>,
  deps: Deps<"show-visit">,
): Promise<VisitDetail> {
  const visit = await deps.visits.find(path.id);
  if (visit === undefined) throw unknown("visit", path.id);
  const [view, note] = await Promise.all([shownVisit(visit, caller, deps), deps.visits.findNote(path.id)]);
  return { visit: view, ...shownNote(note, visit, caller) };
}
