import type * as z from "zod/mini";
import { conversionView } from "../../contracts/bed-view.ts";
import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { conversionList } from "../../contracts/http/beds.ts";
import type { BedState } from "../../domain/beds/guard.ts";
import { namesSeen } from "../beds/names-seen.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

const shown = 200;

/** Conversions of a facility's beds that are not over; with `all` the latest 200. */
export async function listConversions(
  { path, query, caller }: HttpInput<(typeof bedRoutes)["list-conversions"]>,
  deps: Deps<"list-conversions">,
): Promise<z.input<typeof conversionList>> {
  const facility = await deps.facilities.find(path.id);
  if (facility === undefined) throw unknown("facility", path.id);
  const listed =
    query.all === undefined ? await deps.conversions.listOpen(path.id) : await deps.conversions.list(path.id, shown);
  const conversions = readableOf(listed, deps.log);
  const bedIds = [...new Set(conversions.map(({ bedId }) => bedId))];
  const states = await deps.residents.bedStates(path.id, bedIds);
  const bedOf = new Map(states.map((state) => [state.place.bedId, state]));
  const names = await namesSeen(
    conversions.flatMap(({ residentId }) => residentId ?? []),
    path.id,
    caller,
    deps,
  );
  return {
    items: conversions.map((each) => conversionView(each, facility, bedOf.get(each.bedId) as BedState, names)),
    ...(listed.unreadable.length > 0 && { unreadable: listed.unreadable.map(({ key }) => key) }),
  };
}
