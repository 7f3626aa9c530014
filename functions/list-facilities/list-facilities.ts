import type * as z from "zod/mini";
import { facilityView } from "../../contracts/facility-view.ts";
import type { facilityList } from "../../contracts/http/facilities.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";

/** The facilities of the caller, with their beds. */
export async function listFacilities(
  { caller }: HttpInput<(typeof routes)["list-facilities"]>,
  deps: Deps<"list-facilities">,
): Promise<z.input<typeof facilityList>> {
  const facilities = readableOf(await deps.facilities.list(), deps.log);
  const ids = facilities.map(({ id }) => id);
  const visible = new Set(visibleFacilities(caller, "facility.read", ids));
  const today = dateOf(deps.now());
  return { items: facilities.filter(({ id }) => visible.has(id)).map((one) => facilityView(one, today)) };
}
