import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitDetail } from "../../contracts/http/visits.ts";
import { referralStateTitle } from "../../contracts/referral-words.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { partiesOf } from "../../domain/referrals/referral.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { shownNote } from "../visits/shown-note.ts";
import { shownVisit } from "../visits/shown-visit.ts";

const mostLookedAt = 50;

/** A visit, and its note for those who may read what a doctor wrote. */
export async function showVisit(
  { path, caller }: HttpInput<(typeof visitRoutes)["show-visit"]>,
  deps: Deps<"show-visit">,
): Promise<VisitDetail> {
  const visit = await deps.visits.find(path.id);
  if (visit === undefined) throw unknown("visit", path.id);
  const [view, note] = await Promise.all([shownVisit(visit, caller, deps), deps.visits.findNote(path.id)]);
  const referral = await referralOf(visit, caller, deps);
  return { visit: view, ...shownNote(note, visit, caller), ...(referral !== undefined && { referral }) };
}

/** What came of "not suitable, come in", where the caller may see it. A damaged case keeps no visit from being shown. */
async function referralOf(
  { id, residentId, stopped }: Visit,
  caller: Caller,
  deps: Deps<"show-visit">,
): Promise<VisitDetail["referral"]> {
  if (stopped?.cause === undefined) return undefined;
  const cases = readableOf(await deps.referrals.listOfResident(residentId, mostLookedAt), deps.log);
  const asked = cases.find(({ visitId }) => visitId === id);
  const subject = asked && ({ kind: "referral", facilityIds: partiesOf(asked) } as const);
  if (asked === undefined || subject === undefined || !mayDo(caller, "referral.read", subject)) return undefined;
  return { id: asked.id, stateTitle: referralStateTitle(asked.state, asked.mode) };
}
