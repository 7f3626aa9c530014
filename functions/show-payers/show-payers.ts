import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { PayersView } from "../../contracts/http/payers.ts";
import { isoTimeOf, timeField } from "../../contracts/iso-time.ts";
import { meets, overlapping, type PayerPeriod, payerPeriods } from "../../domain/beds/payer-periods.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { bedUseOf } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf, readEach } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { bedsElsewhere } from "./beds-elsewhere.ts";
import { staysIn } from "./stays-in.ts";

/** Of the whole facility; conversions are few. */
const mostConversions = 1000;

/**
 * Who pays for which bed and use of whom, from when to when, for all who lay there in a month of Asia/Shanghai, with what is
 * known of their beds in other houses; and where two pay at once. Times are whole, also where they reach beyond the month.
 */
export async function showPayers(
  { path, query }: HttpInput<(typeof bedRoutes)["show-payers"]>,
  deps: Deps<"show-payers">,
): Promise<PayersView> {
  const facility = await deps.facilities.find(path.id);
  if (facility === undefined) throw unknown("facility", path.id);
  const month = monthOf(query.month ?? isoTimeOf(deps.now()).slice(0, 7));
  const own = await staysIn(
    facility.id,
    facility.beds.map(({ id }) => id),
    deps,
  );
  const listed = await deps.conversions.list(facility.id, mostConversions);
  const conversions = readableOf(listed, deps.log);
  const use = ({ bedId }: { readonly bedId: string }) => useIn(facility, bedId);
  const here = payerPeriods(own, conversions, use).filter((period) => meets(period, month));
  const { found } = await readEach(deps.residents, [...new Set(here.map(({ residentId }) => residentId))]);
  const elsewhere = await bedsElsewhere(facility.id, found, deps);
  const all = [...here, ...elsewhere.filter((period) => meets(period, month))];
  const twice = overlapping(all, month);
  const houses = new Map(readableOf(await deps.facilities.list(), deps.log).map((house) => [house.id, house]));
  return {
    facility: { id: facility.id, name: facility.name },
    month: month.name,
    items: all
      .filter((period) => period.place.facilityId === facility.id || twice.has(period))
      .map((period) => rowOf(period, facility, houses, found.get(period.residentId), twice.has(period)))
      .sort((a, b) => (a.resident.id === b.resident.id ? 0 : a.resident.id < b.resident.id ? -1 : 1)),
    ...(listed.unreadable.length > 0 && { unreadable: listed.unreadable.map(({ key }) => key) }),
  };
}

/** A calendar month in Asia/Shanghai, without its end. */
function monthOf(name: string): { readonly name: string; readonly from: number; readonly until: number } {
  const [year = 0, index = 1] = name.split("-").map(Number);
  const next = index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, "0")}`;
  return { name, from: Date.parse(`${name}-01T00:00:00+08:00`), until: Date.parse(`${next}-01T00:00:00+08:00`) };
}

/** Of a bed that is converted now the use to which it goes back: what it was used for meanwhile the conversion says. */
function useIn(facility: Facility, bedId: string) {
  const bed = facility.beds.find(({ id }) => id === bedId);
  return bed === undefined ? undefined : (bed.convertedFrom ?? bedUseOf(facility, bed));
}

function rowOf(
  { place, residentId, use, payer, from, until, conversionId }: PayerPeriod,
  facility: Facility,
  houses: ReadonlyMap<string, Facility>,
  resident: Resident | undefined,
  isTwice: boolean,
): PayersView["items"][number] {
  const house = houses.get(place.facilityId);
  const label = house?.beds.find(({ id }) => id === place.bedId)?.label;
  const isHere = place.facilityId === facility.id;
  const isTheirs = resident?.facilityId === facility.id;
  return {
    resident: { id: residentId, ...(isTheirs && { name: resident.name }) },
    ...(isHere && { bedId: place.bedId, ...(label !== undefined && { bedLabel: label }) }),
    ...(!isHere && { elsewhere: house?.name ?? place.facilityId }),
    ...(use !== undefined && { use }),
    ...(payer !== undefined && { payer }),
    ...(conversionId !== undefined && { conversionId }),
    ...timeField("from", from),
    ...timeField("until", until),
    overlaps: isTwice,
  };
}
