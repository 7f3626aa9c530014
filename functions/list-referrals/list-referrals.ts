import type * as z from "zod/mini";
import type { referralList } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { referralView } from "../../contracts/referral-views.ts";
import { partiesOf, type Referral } from "../../domain/referrals/referral.ts";
import { houseNames } from "../referring/house-names.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { pageAcross } from "../shell/paged.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";

/** Cases that ended are listed back to this many of each house. */
const mostClosed = 200;

/** A page of the cases in which the caller's houses have a part, house by house, the last requested first. Each once. */
export async function listReferrals(
  { query, caller }: HttpInput<(typeof routes)["list-referrals"]>,
  deps: Deps<"list-referrals">,
): Promise<z.input<typeof referralList>> {
  const all = query.facilityId === undefined ? idsOf(await deps.facilities.list()) : [query.facilityId];
  const own = visibleFacilities(caller, "referral.read", all);
  const seen = new Set(own);
  const limit = query.state === "closed" ? mostClosed : undefined;
  const page = await pageAcross(own, query, async (facilityId, { after = "", limit: most }) => {
    const cases = readableOf(await deps.referrals.listOfHouse(facilityId, query.state, limit), deps.log);
    return cases
      .filter((referral) => partiesOf(referral).find((id) => seen.has(id)) === facilityId)
      .map((referral) => ({ id: placeOf(referral), read: referral }))
      .filter(({ id }) => id > after)
      .slice(0, most);
  });
  const names = await houseNames(page.items, deps);
  const now = deps.now();
  return {
    items: page.items.map((referral) => referralView(referral, names, now)),
    ...(page.next !== undefined && { next: page.next }),
  };
}

/** Never changes, and the last requested comes first. */
function placeOf({ requestedAt, id }: Referral): string {
  return `${String(9_999_999_999_999 - requestedAt).padStart(13, "0")}-${id}`;
}
