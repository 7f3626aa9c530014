import type { openingRoutes } from "../../contracts/http/opening-routes.ts";
import type { OpeningView } from "../../contracts/http/openings.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { reviewed } from "../../domain/break-glass/advance.ts";
import { openingRefusals } from "../break-glass/opening-refusals.ts";
import { shownOpenings } from "../break-glass/shown-openings.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Judges afterwards whether a record had to be opened: somebody else than who opened it, once, when it is over. */
export async function reviewOpening(
  { path, body, caller }: HttpInput<(typeof openingRoutes)["review-opening"]>,
  deps: Deps<"review-opening">,
): Promise<OpeningView> {
  if (caller.kind !== "person") throw openingRefusals.nobodyAnswers();
  const opening = await deps["break-glass"].find(body.openingId);
  if (opening === undefined || opening.facilityId !== path.id) throw openingRefusals.unknown(body.openingId);
  const { openingId: _, ...said } = body;
  const next = reviewed(opening, { ...said, by: nameOf(caller) }, deps.now());
  if (next === "own") throw openingRefusals.own();
  if (next === "still-open") throw openingRefusals.stillOpen();
  if (next === "reviewed") throw openingRefusals.reviewed();
  // One write may tell of two steps, that it lapsed and what was found: each counts, and the store asks for what was read.
  const written = { ...next, version: opening.version + 1 };
  if ((await deps["break-glass"].save(written)) === "conflict") throw openingRefusals.changed();
  const [view] = await shownOpenings([written], caller, deps);
  return view as OpeningView;
}
