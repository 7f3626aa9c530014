import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { facilityView } from "../../contracts/views.ts";
import { changeFacility as change } from "../../domain/register/change-beds.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { bedsOccupied, bedTwice, facilityChangedByOthers, unknown, unknownBed } from "../shell/refusals.ts";

const maxTries = 20;

/** Renames a facility and changes its beds. A bed in which somebody lies, or into which somebody just moves, stays. */
export async function changeFacility(
  { path, body }: HttpInput<(typeof routes)["change-facility"]>,
  deps: Deps<"change-facility">,
): Promise<FacilityView> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.facilities.find(path.id);
    if (before === undefined) throw unknown("facility", path.id);
    const step = change(before, body);
    if (step.kind === "unknown-bed") throw unknownBed(path.id, step.bedId);
    if (step.kind === "twice") throw bedTwice(step.what);
    if (step.kind === "unchanged") return facilityView(before);
    await deps.residents.guardBeds(path.id);
    const occupants = await deps.residents.occupants(path.id, body.removeBeds);
    if (occupants.size > 0) throw bedsOccupied([...occupants.keys()]);
    const outcome = await deps.facilities.replace(before, step.facility);
    if (outcome === "replaced") return facilityView(step.facility);
    await deps.backOff(attempt);
  }
  throw facilityChangedByOthers(path.id);
}
