import type * as z from "zod/mini";
import { agreementView } from "../../contracts/agreement-view.ts";
import type { agreementList } from "../../contracts/http/consortium.ts";
import type { consortiumRoutes } from "../../contracts/http/consortium-routes.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { isClosedOn } from "../../domain/consortium/closing.ts";
import { ownFacilities } from "../consortium/own-facilities.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/** Agreements of the caller's facilities, ended ones too. One that cannot be read is named to those who see all of them. */
export async function listAgreements(
  { query, caller }: HttpInput<(typeof consortiumRoutes)["list-agreements"]>,
  deps: Deps<"list-agreements">,
): Promise<z.input<typeof agreementList>> {
  const [facilities, listed] = await Promise.all([deps.facilities.list(), deps.agreements.list()]);
  const all = readableOf(facilities, deps.log);
  const own = new Set(ownFacilities(caller, "consortium.read", all, query.facilityId));
  const isWhole = own.size === all.length;
  const day = dateOf(deps.now());
  const closed = new Set(all.filter((facility) => isClosedOn(facility, day)).map(({ id }) => id));
  const items = readableOf(listed, deps.log)
    .filter(({ fromFacilityId, toFacilityId }) => own.has(fromFacilityId) || own.has(toFacilityId))
    .map((agreement) => agreementView(agreement, day, closed.has(agreement.toFacilityId)));
  return {
    items,
    ...(isWhole && listed.unreadable.length > 0 && { unreadable: listed.unreadable.map(({ key }) => key) }),
  };
}
