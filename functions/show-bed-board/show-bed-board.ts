import { bedOnBoardView } from "../../contracts/bed-view.ts";
import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { BedBoardView } from "../../contracts/http/beds.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { BedState } from "../../domain/beds/guard.ts";
import { occupancyOf } from "../../domain/beds/occupancy.ts";
import { casesSeen } from "../beds/cases-seen.ts";
import { namesSeen } from "../beds/names-seen.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * Every bed of a facility: its use, who has it and whether they are away in a hospital (for those who may read that there),
 * holds and conversions.
 */
export async function showBedBoard(
  { path, caller }: HttpInput<(typeof bedRoutes)["show-bed-board"]>,
  deps: Deps<"show-bed-board">,
): Promise<BedBoardView> {
  const facility = await deps.facilities.find(path.id);
  if (facility === undefined) throw unknown("facility", path.id);
  const [listed, states] = await Promise.all([
    deps.conversions.listOpen(path.id),
    deps.residents.bedStates(
      path.id,
      facility.beds.map(({ id }) => id),
    ),
  ]);
  const conversions = new Map(readableOf(listed, deps.log).map((conversion) => [conversion.bedId, conversion]));
  const occupants = states.flatMap(({ guard }) => (guard.kind === "occupied" ? [guard.residentId] : []));
  const [names, cases] = await Promise.all([
    namesSeen(occupants, path.id, caller, deps),
    casesSeen(path.id, caller, deps),
  ]);
  const now = deps.now();
  return {
    facility: { id: facility.id, name: facility.name, kind: facility.kind },
    at: isoTimeOf(now),
    occupancy: [...occupancyOf(facility, states, now)],
    beds: facility.beds.map((bed, index) =>
      bedOnBoardView(bed, facility, states[index] as BedState, conversions.get(bed.id), { names, cases }, now),
    ),
    ...(listed.unreadable.length > 0 && { unreadable: listed.unreadable.map(({ key }) => key) }),
  };
}
