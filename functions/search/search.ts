import type { routes } from "../../contracts/http/routes.ts";
import type { SearchResult } from "../../contracts/http/search.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { type Device, deviceKinds } from "../../domain/model/device.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { bestMatch, folded } from "../../domain/register/find-matches.ts";
import { pinyinInitials } from "../../domain/register/pinyin-initials.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";

const mostOfAKind = 20;
const facilitiesAtOnce = 8;

/** Everything in which is searched: what the caller may see, and no more is read. */
interface Register {
  readonly facilities: readonly Facility[];
  readonly residents: readonly Resident[];
  readonly devices: readonly Device[];
}

/** Finds residents by name, initials, id or bed, devices by id or kind, beds by label, facilities by name. */
export async function search(
  { body, caller }: HttpInput<(typeof routes)["search"]>,
  deps: Deps<"search">,
): Promise<SearchResult> {
  const query = folded(body.q);
  const listing = await deps.facilities.list();
  const facilities = readableOf(listing, deps.log);
  const inReach = (action: Parameters<typeof visibleFacilities>[1]) =>
    new Set(visibleFacilities(caller, action, idsOf(listing)));
  const register = await registerOf(facilities, inReach("resident.read"), inReach("device.read"), deps);
  return resultOf(query, register, inReach("facility.read"));
}

async function registerOf(
  facilities: readonly Facility[],
  ofResidents: ReadonlySet<string>,
  ofDevices: ReadonlySet<string>,
  deps: Deps<"search">,
): Promise<Register> {
  const residents: Resident[] = [];
  const devices: Device[] = [];
  await forEachBounded(facilities, facilitiesAtOnce, async ({ id }) => {
    const [inCare, former, there] = await Promise.all([
      ofResidents.has(id) ? deps.residents.listByFacility(id) : undefined,
      ofResidents.has(id) ? deps.residents.listFormer(id) : undefined,
      ofDevices.has(id) ? deps.devices.listByFacility(id) : undefined,
    ]);
    for (const list of [inCare, former]) if (list !== undefined) residents.push(...readableOf(list, deps.log));
    if (there !== undefined) devices.push(...readableOf(there, deps.log));
  });
  return { facilities, residents, devices };
}

function resultOf(query: string, register: Register, seen: ReadonlySet<string>): SearchResult {
  const beds = new Map(
    register.facilities.flatMap((facility) =>
      facility.beds.map((bed) => [`${facility.id}/${bed.id}`, { ...bed, facilityId: facility.id }] as const),
    ),
  );
  const bedOf = ({ facilityId, bedId }: Resident) => beds.get(`${facilityId}/${bedId}`);
  const byId = new Map(register.residents.map((resident) => [resident.id, resident]));
  const inBed = new Map(register.residents.map((resident) => [`${resident.facilityId}/${resident.bedId}`, resident]));

  const residents = best(register.residents, (resident) => {
    const match = bestMatch([resident.name, pinyinInitials(resident.name), resident.id, bedOf(resident)?.label], query);
    // Who is in care comes first.
    return match === undefined ? undefined : match + (resident.discharge === undefined ? 0 : 10);
  });
  const devices = best(register.devices, ({ id, kind }) => bestMatch([id, deviceKinds[kind].label.zh, kind], query));
  const foundBeds = best(
    [...beds.values()].filter(({ facilityId }) => seen.has(facilityId)),
    ({ label, id }) => bestMatch([label, id], query),
  );
  const facilities = best(
    register.facilities.filter(({ id }) => seen.has(id)),
    ({ name, id }) => bestMatch([name, pinyinInitials(name), id], query),
  );
  return {
    residents: residents.found.map((resident) => {
      const { id, name, facilityId, discharge } = resident;
      const bed = bedOf(resident);
      return {
        id,
        name,
        facilityId,
        ...(bed === undefined ? {} : { bed: { id: bed.id, label: bed.label } }),
        ...(discharge === undefined ? {} : { dischargedAt: isoTimeOf(discharge.at) }),
      };
    }),
    devices: devices.found.map(({ id, kind, facilityId, residentId }) => ({
      id,
      kind,
      facilityId,
      ...namedField(byId.get(residentId ?? "")),
    })),
    beds: foundBeds.found.map(({ id, label, facilityId }) => ({
      id,
      label,
      facilityId,
      ...namedField(inBed.get(`${facilityId}/${id}`)),
    })),
    facilities: facilities.found.map(({ id, name }) => ({ id, name })),
    hasMore: [residents, devices, foundBeds, facilities].some(({ hasMore }) => hasMore),
  };
}

function namedField(resident: Resident | undefined): { readonly resident?: { id: string; name: string } } {
  return resident === undefined ? {} : { resident: { id: resident.id, name: resident.name } };
}

function best<T>(
  all: readonly T[],
  matchOf: (one: T) => number | undefined,
): { readonly found: readonly T[]; readonly hasMore: boolean } {
  const matches = all.flatMap((one) => {
    const match = matchOf(one);
    return match === undefined ? [] : [{ one, match }];
  });
  matches.sort((a, b) => a.match - b.match);
  return { found: matches.slice(0, mostOfAKind).map(({ one }) => one), hasMore: matches.length > mostOfAKind };
}
