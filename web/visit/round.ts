import type { VisitView } from "../../contracts/http/visits.ts";

type OfRound = Pick<VisitView, "id" | "roundId" | "state" | "scheduledAt" | "requestedAt">;

/** Of a round, in the order in which it goes. */
function inOrder(one: OfRound, other: OfRound): number {
  const at = ({ scheduledAt, requestedAt }: OfRound): number => Date.parse(scheduledAt ?? requestedAt);
  return at(one) - at(other) || one.id.localeCompare(other.id, "en", { numeric: true });
}

/**
 * Who comes next in the round of this visit: the first after it that still has to be seen, or else the first before it that
 * was passed over. `open`: visits in which something is still to be done.
 */
export function nextOfRound<V extends OfRound>(open: readonly V[], visit: OfRound): V | undefined {
  if (visit.roundId === undefined) return undefined;
  const others = open
    .filter(({ id, roundId, state }) => roundId === visit.roundId && id !== visit.id && state !== "notes")
    .toSorted(inOrder);
  return others.find((other) => inOrder(other, visit) > 0) ?? others[0];
}
