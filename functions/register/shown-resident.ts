import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import { residentDetailView } from "../../contracts/resident-view.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { WatchStore } from "../../stores/watch-store.ts";

/** A resident as their own page shows them, with what the watch knows now. */
export async function shownResident(
  resident: Resident,
  deps: {
    readonly facilities: Pick<FacilityStore, "find">;
    readonly watches: Pick<WatchStore, "find">;
    now(): number;
  },
): Promise<ResidentDetailView> {
  const [facility, stored] = await Promise.all([
    deps.facilities.find(resident.facilityId),
    deps.watches.find(resident.id),
  ]);
  const now = deps.now();
  return residentDetailView(resident, facility, stored?.watch, planFor(resident, now), now);
}
