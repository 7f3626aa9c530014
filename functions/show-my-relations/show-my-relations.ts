import type { MyRelationsView } from "../../contracts/http/joining.ts";
import type { joiningRoutes } from "../../contracts/http/joining-routes.ts";
import { myRelationsView } from "../joining/my-relations.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";

/** Whose relative the caller is. */
export async function showMyRelations(
  { caller }: HttpInput<(typeof joiningRoutes)["show-my-relations"]>,
  deps: Deps<"show-my-relations">,
): Promise<MyRelationsView> {
  return myRelationsView(personOf(caller), deps);
}
