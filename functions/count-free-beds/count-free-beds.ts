import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { FreeBedsView } from "../../contracts/http/beds.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { occupancyOf } from "../../domain/beds/occupancy.ts";
import { type Facility, openBeds } from "../../domain/model/facility.ts";
import { ownFacilities } from "../consortium/own-facilities.ts";
import { routesToday } from "../consortium/routes-today.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

const atOnce = 4;
const referring = new Set<string>(["up-referral", "down-referral", "green-channel"]);

/**
 * Numbers of free beds of the caller's facilities, and of those to which an agreement lets refer from there today. Nobody is
 * named. Beds of an external hospital are not known here.
 */
export async function countFreeBeds(
  { query, caller }: HttpInput<(typeof bedRoutes)["count-free-beds"]>,
  deps: Deps<"count-free-beds">,
): Promise<FreeBedsView> {
  const { facilities, routes } = await routesToday(deps);
  const own = new Set(ownFacilities(caller, "bed.read", facilities, query.facilityId));
  const open = new Set(
    routes
      .filter(({ kind, fromFacilityId }) => referring.has(kind) && own.has(fromFacilityId))
      .map(({ toFacilityId }) => toFacilityId),
  );
  const shown = facilities.filter(({ id, kind }) => (own.has(id) || open.has(id)) && kind !== "external-hospital");
  const uses = new Map<string, FreeBedsView["items"][number]["uses"]>();
  await forEachBounded(shown, atOnce, async (facility) => {
    uses.set(facility.id, await usesOf(facility, query.use, own.has(facility.id), deps));
  });
  return {
    at: isoTimeOf(deps.now()),
    items: shown.map(({ id, name, kind }) => ({
      facilityId: id,
      name,
      kind,
      isOwn: own.has(id),
      uses: uses.get(id) ?? [],
    })),
  };
}

async function usesOf(
  facility: Facility,
  asked: string | undefined,
  isOwn: boolean,
  { residents, now }: Deps<"count-free-beds">,
): Promise<FreeBedsView["items"][number]["uses"]> {
  const ids = openBeds(facility).map(({ id }) => id);
  return occupancyOf(facility, await residents.bedStates(facility.id, ids), now())
    .filter(({ use }) => asked === undefined || use === asked)
    .map(({ use, beds, free, ...more }) => ({ use, beds, free, ...(isOwn && more) }));
}
