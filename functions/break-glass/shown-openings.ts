import type { OpeningView } from "../../contracts/http/openings.ts";
import { openingViewOf } from "../../contracts/opening-views.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { settled } from "../../domain/break-glass/advance.ts";
import { isUnreviewed, type RecordOpening } from "../../domain/break-glass/opening.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Deps } from "../shell/deps.ts";
import { readEach } from "../shell/read-each.ts";

type ShowingDeps = Pick<Deps<"list-openings">, "residents" | "facilities" | "log" | "now">;

/** Openings as whoever asks sees them: as they stand now, whether a sweep came by or not. */
export async function shownOpenings(
  openings: readonly RecordOpening[],
  caller: Caller,
  deps: ShowingDeps,
): Promise<readonly OpeningView[]> {
  const now = deps.now();
  const residentIds = [...new Set(openings.map(({ residentId }) => residentId))];
  const [residents, houses] = await Promise.all([readEach(deps.residents, residentIds), housesOf(openings, deps)]);
  return openings.map((stored) => {
    const opening = settled(stored, now);
    const { residentId, facilityId, person, state } = opening;
    const resident = residents.found.get(residentId);
    const bed = houses.get(facilityId)?.beds.find(({ id }) => id === resident?.bedId)?.label;
    const isTheirs = mayDo(caller, "opening.review", { kind: "facility", facilityId });
    return openingViewOf(
      opening,
      {
        resident: { id: residentId, name: resident?.name ?? "—", ...(bed !== undefined && { bed }) },
        houseName: (id) => houses.get(id)?.name ?? id,
        mayReview: isTheirs && state !== "open" && isUnreviewed(opening) && person.id !== nameOf(caller).id,
      },
      now,
    );
  });
}

async function housesOf(
  openings: readonly RecordOpening[],
  { facilities }: Pick<ShowingDeps, "facilities">,
): Promise<ReadonlyMap<string, Facility>> {
  const ids = [...new Set(openings.flatMap(({ facilityId, as }) => [facilityId, as.facilityId]))];
  const found = await Promise.all(ids.map((id) => facilities.find(id)));
  return new Map(found.flatMap((house) => (house === undefined ? [] : [[house.id, house]])));
}
