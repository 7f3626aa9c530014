import type * as z from "zod/mini";
import type { facilityList } from "../../contracts/http/facilities.ts";
import { facilityView } from "../../contracts/views.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** All facilities with their beds. */
export async function listFacilities(
  _request: unknown,
  deps: Deps<"list-facilities">,
): Promise<z.input<typeof facilityList>> {
  return { items: readableOf(await deps.facilities.list(), deps.log).map(facilityView) };
}
