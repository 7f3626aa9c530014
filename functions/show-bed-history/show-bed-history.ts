import { bedEventView } from "../../contracts/bed-history-view.ts";
import { conversionView } from "../../contracts/bed-view.ts";
import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { BedHistoryView } from "../../contracts/http/beds.ts";
import { epochOf, isoTimeOf } from "../../contracts/iso-time.ts";
import type { BedState } from "../../domain/beds/guard.ts";
import { bedUseOf } from "../../domain/model/facility.ts";
import { namesSeen } from "../beds/names-seen.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { unknownBed } from "../shell/register-refusals.ts";

const atOnce = 50;
/** Of the whole facility, among which those of one bed are. */
const mostConversions = 500;

/**
 * What happened with one bed, the newest first: for whom it was held, until when and why no more, who lay there, and its
 * conversions with every step. Of whom is told to those who may read residents there, as on the board.
 */
export async function showBedHistory(
  { path, query, caller }: HttpInput<(typeof bedRoutes)["show-bed-history"]>,
  deps: Deps<"show-bed-history">,
): Promise<BedHistoryView> {
  const facility = await deps.facilities.find(path.id);
  if (facility === undefined) throw unknown("facility", path.id);
  const place = { facilityId: path.id, bedId: query.bedId };
  const bed = facility.beds.find(({ id }) => id === query.bedId);
  if (bed === undefined) throw unknownBed(path.id, query.bedId);
  const before = query.before === undefined ? undefined : epochOf(query.before);
  const [listed, converted, [state]] = await Promise.all([
    deps.residents.bedHistory(place, { limit: atOnce, before }),
    deps.conversions.list(path.id, mostConversions),
    deps.residents.bedStates(path.id, [query.bedId]),
  ]);
  const entries = readableOf(listed, deps.log);
  const conversions = readableOf(converted, deps.log).filter(({ bedId }) => bedId === bed.id);
  const lying = entries.flatMap(({ event }) => ("residentId" in event ? [event.residentId] : []));
  const converting = conversions.flatMap(({ residentId }) => (residentId === undefined ? [] : [residentId]));
  const names = await namesSeen([...lying, ...converting], path.id, caller, deps);
  const last = entries.at(-1);
  const unreadable = [...listed.unreadable, ...converted.unreadable].map(({ key }) => key);
  return {
    bed: { id: bed.id, label: bed.label, use: bedUseOf(facility, bed) },
    items: entries.map((entry) => bedEventView(entry, names)),
    ...(entries.length === atOnce && last !== undefined && { before: isoTimeOf(last.at) }),
    conversions: conversions.map((conversion) => conversionView(conversion, facility, state as BedState, names)),
    ...(unreadable.length > 0 && { unreadable }),
  };
}
