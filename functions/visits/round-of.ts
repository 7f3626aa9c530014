import type { Visit } from "../../domain/visits/visit.ts";
import type { VisitStore } from "../../stores/visit-store.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";

const mostOfRound = 100;

/** The visits of the round to which one belongs, itself among them; none where it is of no round. */
export async function roundOf(
  { roundId }: Pick<Visit, "roundId">,
  deps: { readonly visits: Pick<VisitStore, "listOfRound">; readonly log: Log },
): Promise<readonly Visit[]> {
  return roundId === undefined ? [] : readableOf(await deps.visits.listOfRound(roundId, mostOfRound), deps.log);
}
