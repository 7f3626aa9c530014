import { grantsOf } from "../../domain/access/consent.ts";
import type { Person } from "../../domain/model/person.ts";
import { actOnVisit } from "../../domain/visits/act.ts";
import { liveVisitStates } from "../../domain/visits/transitions.ts";
import { endConnections } from "../people/end-connections.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { endSignalling } from "../visits/end-signalling.ts";
import { visitChangedByOthers } from "../visits/visit-refusals.ts";

const maxTries = 20;
const mostLookedAt = 300;

export type EndingDeps = Pick<
  Deps<"change-consent">,
  "visits" | "connections" | "liveConnections" | "log" | "now" | "backOff"
>;

/**
 * Ends what a person listens to and, where they may not be seen by video any more, their part in calls with the resident;
 * what they may still hear they connect to anew. To be asked after what they may was written. Again it changes nothing.
 */
export async function endAccess(person: Person, residentId: string, deps: EndingDeps): Promise<void> {
  await endConnections(person.id, deps);
  const relation = person.relations.find((one) => one.residentId === residentId);
  if (relation !== undefined && grantsOf(relation, deps.now()).has("video")) return;
  for (const { id, state } of readableOf(await deps.visits.listByResident(residentId, mostLookedAt), deps.log))
    if (liveVisitStates.includes(state)) await leave(id, person, deps);
}

async function leave(id: string, { id: personId, name }: Person, deps: EndingDeps): Promise<void> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.visits.find(id);
    const there = stored?.present.find((one) => one.personId === personId);
    if (stored === undefined || there === undefined) return;
    const act = { kind: "leave", peerId: there.peerId, personId } as const;
    const answer = actOnVisit(stored, act, { id: personId, name }, deps.now());
    if (answer.kind !== "done") return;
    if ((await deps.visits.save(answer.visit)) === "saved") return endSignalling(stored, answer.visit, deps);
    await deps.backOff(attempt);
  }
  throw visitChangedByOthers();
}
