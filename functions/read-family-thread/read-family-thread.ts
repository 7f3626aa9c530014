import type * as z from "zod/mini";
import type { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import type { familyThreadUnread } from "../../contracts/http/family-messages.ts";
import { sideOf } from "../family-messaging/sides.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/** Somebody of the caller's side has seen what stood in a thread until then; what came later stays unread. */
export async function readFamilyThread(
  { path, body, caller }: HttpInput<(typeof familyMessageRoutes)["read-family-thread"]>,
  deps: Deps<"read-family-thread">,
): Promise<z.input<typeof familyThreadUnread>> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const { side, relative } = await sideOf(caller, resident, body.personId, deps);
  const of = { residentId: resident.id, personId: relative.id };
  const thread = await deps["family-messages"].annotate(of, side, Date.parse(body.until));
  return { unread: (side === "team" ? thread?.teamUnread : thread?.relativeUnread) ?? 0 };
}
