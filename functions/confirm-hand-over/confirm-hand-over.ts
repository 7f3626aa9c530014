import { handOverView } from "../../contracts/hand-over-views.ts";
import type { handOverRoutes } from "../../contracts/http/hand-over-routes.ts";
import type { HandOverView } from "../../contracts/http/hand-overs.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { confirmed } from "../../domain/alerts/hand-over.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

/**
 * The taker says that they have read a hand-over; the same again answers with when they first did. One that somebody else
 * took is answered like none.
 */
export async function confirmHandOver(
  { path, body, caller }: HttpInput<(typeof handOverRoutes)["confirm-hand-over"]>,
  deps: Deps<"confirm-hand-over">,
): Promise<HandOverView> {
  const stored = await deps.handovers.find(path.id, epochOf(body.at) ?? Number.NaN, body.handOverId);
  const handOver = stored && confirmed(stored, nameOf(caller).id, deps.now());
  if (handOver === undefined || handOver === "not-yours") throw unknownHandOver();
  if (handOver !== stored && (await deps.handovers.confirm(handOver)) === "gone") throw unknownHandOver();
  return handOverView(handOver);
}

function unknownHandOver(): RequestRefusedError {
  return new RequestRefusedError("unknown-hand-over", {
    zh: "没有交给您的这次交接，未做任何改动。请刷新交接单。",
    en: "There is no such hand-over to you; nothing was changed. Reload the sheet.",
  });
}
