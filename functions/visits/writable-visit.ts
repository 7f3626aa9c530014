import type { Caller } from "../../domain/access/caller.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import { transitionOf } from "../../domain/visits/transitions.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { VisitStore } from "../../stores/visit-store.ts";
import { unknown } from "../shell/refusals.ts";
import { visitNotSo, visitNotYours } from "./visit-refusals.ts";

/** The visit, if the caller may write, sign or add to its note as it stands; throws a refusal otherwise. */
export async function writableVisit(
  id: string,
  caller: Caller,
  action: "note" | "addend" | "sign",
  deps: { readonly visits: Pick<VisitStore, "find"> },
): Promise<Visit> {
  const visit = await deps.visits.find(id);
  if (visit === undefined) throw unknown("visit", id);
  if (partyOf(caller, action, visit) === undefined) throw visitNotYours();
  const transition = transitionOf(visit.state, action, visit.kind);
  if (transition.kind === "refused") throw visitNotSo(transition.because);
  return visit;
}
