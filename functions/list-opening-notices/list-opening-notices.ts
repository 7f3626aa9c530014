import type { openingRoutes } from "../../contracts/http/opening-routes.ts";
import type { OpeningNotices } from "../../contracts/http/openings.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { openingNoticeOf } from "../../contracts/opening-views.ts";
import { settled } from "../../domain/break-glass/advance.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

const mostShown = 50;

/** When and where a resident's record was opened in an emergency, the last first, as relatives are told it. */
export async function listOpeningNotices(
  { path }: HttpInput<(typeof openingRoutes)["list-opening-notices"]>,
  deps: Deps<"list-opening-notices">,
): Promise<OpeningNotices> {
  const now = deps.now();
  const openings = readableOf(await deps["break-glass"].listOfResident(path.id, mostShown), deps.log);
  const items = await Promise.all(
    openings.map(async (opening) => {
      const house = await deps.facilities.find(opening.as.facilityId);
      return openingNoticeOf(settled(opening, now), house?.name ?? "—");
    }),
  );
  return { items, at: isoTimeOf(now) };
}
