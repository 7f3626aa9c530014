import { facilityView } from "../../contracts/facility-view.ts";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { repeatedIn } from "../../domain/register/change-beds.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { alreadyExists } from "../shell/refusals.ts";
import { bedTwice } from "../shell/register-refusals.ts";

/** Adds a facility with its beds; an id in use is refused. */
export async function registerFacility(
  { body }: HttpInput<(typeof routes)["register-facility"]>,
  deps: Deps<"register-facility">,
): Promise<FacilityView> {
  const twice = repeatedIn(body.beds);
  if (twice !== undefined) throw bedTwice(twice);
  const facility: Facility = { ...body, id: body.id ?? deps.newId() };
  if ((await deps.facilities.add(facility)) === "already-exists") throw alreadyExists("facility", facility.id);
  return facilityView(facility, dateOf(deps.now()));
}
