import type { KinView } from "../../contracts/http/kin.ts";
import type { kinRoutes } from "../../contracts/http/kin-routes.ts";
import { kinView } from "../joining/kin-view.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** A resident's relatives, and every yes and no. */
export async function listKin(
  { path }: HttpInput<(typeof kinRoutes)["list-kin"]>,
  deps: Deps<"list-kin">,
): Promise<KinView> {
  return kinView(path.id, deps);
}
