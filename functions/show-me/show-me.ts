import type { MeView } from "../../contracts/http/me.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { meView } from "../people/me-view.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";

/** Who asks, where they may be, and what they may do there. */
export async function showMe(
  { caller }: HttpInput<(typeof routes)["show-me"]>,
  deps: Deps<"show-me">,
): Promise<MeView> {
  return meView(personOf(caller), deps);
}
