import type { VisitView } from "../../contracts/http/visits.ts";

type OfRound = Pick<VisitView, "id" | "roundId" | "state" | "scheduledAt" | "requestedAt">;

/** In which somebody is still to be seen; who was missed can be seen after all. */
const toCome: readonly VisitView["state"][] = ["requested", "scheduled", "waiting", "in-call", "no-show"];

/** Of a round, in the order in which it goes. */
export function inRoundOrder(one: OfRound, other: OfRound): number {
  const at = ({ scheduledAt, requestedAt }: OfRound): number => Date.parse(scheduledAt ?? requestedAt);
  return at(one) - at(other) || one.id.localeCompare(other.id, "en", { numeric: true });
}

/**
 * Who comes next in the round of this visit: the first after it that still has to be seen, or else the first before it that
 * was passed over. Who was missed meanwhile counts as passed over: the round comes to them all the same.
 */
export function nextOfRound<V extends OfRound>(visits: readonly V[], visit: OfRound): V | undefined {
  if (visit.roundId === undefined) return undefined;
  const others = visits
    .filter(({ id, roundId, state }) => roundId === visit.roundId && id !== visit.id && toCome.includes(state))
    .toSorted(inRoundOrder);
  return others.find((other) => inRoundOrder(other, visit) > 0) ?? others[0];
}
