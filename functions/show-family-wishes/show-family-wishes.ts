import type { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import type { FamilyWishesView } from "../../contracts/http/family-messages.ts";
import { familyWishesView } from "../family-messaging/wishes-view.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";

/** By what and when the caller is told as a relative. */
export async function showFamilyWishes(
  { caller }: HttpInput<(typeof familyMessageRoutes)["show-family-wishes"]>,
  _deps: Deps<"show-family-wishes">,
): Promise<FamilyWishesView> {
  return familyWishesView(personOf(caller));
}
