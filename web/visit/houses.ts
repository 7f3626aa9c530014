import { type ConsortiumView, consortium } from "../../contracts/http/consortium.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { useAnswer } from "../data/use-answer.ts";

export interface House {
  readonly id: string;
  readonly name: string;
}

type Seen = Pick<ConsortiumView, "facilities" | "routes">;

/** The houses that may lead a visit to residents of these: their own, and those to which agreements let each of them turn today. */
export function leadingHouses(
  seen: Seen | undefined,
  kind: VisitView["kind"],
  homes: readonly string[],
): readonly House[] {
  const isOwnAlone = kind === "guidance" || kind === "family-call";
  return named(seen, (id) =>
    homes.every((home) => home === id || (!isOwnAlone && hasWay(seen, "tele-consultation", home, id))),
  );
}

/** The houses that whoever leads may ask today: for advice on a treatment or, of guidance, with a question. */
export function askedHouses(
  seen: Seen | undefined,
  kind: VisitView["kind"],
  leads: readonly string[],
): readonly House[] {
  const cover = kind === "guidance" ? "guidance" : "tele-consultation";
  return named(seen, (id) => leads.length > 0 && leads.every((lead) => hasWay(seen, cover, lead, id)));
}

/** What the agreements of one's houses open today; undefined until it is known. */
export function useWays(): ConsortiumView | undefined {
  return useAnswer("/api/consortium", () => "/api/consortium", consortium).value;
}

function hasWay(seen: Seen | undefined, cover: Seen["routes"][number]["kind"], from: string, to: string): boolean {
  return (seen?.routes ?? []).some(
    ({ kind, fromFacilityId, toFacilityId }) => kind === cover && fromFacilityId === from && toFacilityId === to,
  );
}

function named(seen: Seen | undefined, isOne: (id: string) => boolean): readonly House[] {
  return (seen?.facilities ?? []).filter(({ id }) => isOne(id)).map(({ id, name }) => ({ id, name }));
}
