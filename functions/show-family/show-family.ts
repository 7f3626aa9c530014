import type * as z from "zod/mini";
import type { familyResidentDetail } from "../../contracts/http/family.ts";
import type { familyRoutes } from "../../contracts/http/family-routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { residentNow } from "../family/resident-now.ts";
import { seenBy } from "../family/seen-by.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/** How one of the caller's own residents is now. */
export async function showFamily(
  { path, caller }: HttpInput<(typeof familyRoutes)["show-family"]>,
  deps: Deps<"show-family">,
): Promise<z.input<typeof familyResidentDetail>> {
  const seen = seenBy(caller, path.id);
  const resident = seen && (await deps.residents.find(path.id));
  if (seen === undefined || resident === undefined) throw unknown("resident", path.id);
  return { ...(await residentNow(resident, seen, caller, deps)), asOf: isoTimeOf(deps.now()) };
}
