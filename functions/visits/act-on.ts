import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { actOnVisit, type VisitAct } from "../../domain/visits/act.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import type { Visit, VisitParty } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import { unknown } from "../shell/refusals.ts";
import { armVisit } from "./arm-visit.ts";
import { endSignalling } from "./end-signalling.ts";
import { visitChangedByOthers, visitNotSo, visitNotYours } from "./visit-refusals.ts";

const maxTries = 20;

type ActingDeps = Pick<
  Deps<"join-visit">,
  "visits" | "connections" | "liveConnections" | "timer" | "log" | "backOff" | "now"
>;

/**
 * Does with a visit what somebody wants, on whatever others make of it meanwhile: who loses a race reads again and is asked
 * again. `act` gets the side that the caller acts for; who may not do such a thing is refused. The timer is set before the
 * write, so that no crash between the two leaves a visit that nothing looks at; pages that are no longer part of the call
 * lose their way to the others afterwards.
 */
export async function actOn(
  id: string,
  caller: Caller,
  kind: VisitAct["kind"],
  act: (party: VisitParty, visit: Visit) => VisitAct,
  deps: ActingDeps,
): Promise<Visit> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.visits.find(id);
    if (stored === undefined) throw unknown("visit", id);
    const party = partyOf(caller, kind, stored);
    if (party === undefined) throw visitNotYours();
    const answer = actOnVisit(stored, act(party, stored), nameOf(caller), deps.now());
    if (answer.kind === "refused") throw visitNotSo(answer.because);
    if (answer.kind === "unchanged") return stored;
    await armVisit(answer.visit, stored, deps);
    if ((await deps.visits.save(answer.visit)) === "saved") {
      await endSignalling(stored, answer.visit, deps);
      return answer.visit;
    }
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();
}
