import type { openingRoutes } from "../../contracts/http/opening-routes.ts";
import { openingRefusals } from "../break-glass/opening-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Says for how long records of a house's residents are opened, and by when that is judged; what is open stays as it is. */
export async function setOpeningPolicy(
  { path, body }: HttpInput<(typeof openingRoutes)["set-opening-policy"]>,
  deps: Deps<"set-opening-policy">,
): Promise<{ facilityId: string; hours: number; reviewDays: number }> {
  const { version } = await deps["break-glass"].policy(path.id);
  const policy = { facilityId: path.id, ...body, version: version + 1 };
  if ((await deps["break-glass"].savePolicy(policy)) === "conflict") throw openingRefusals.changed();
  return { facilityId: path.id, ...body };
}
