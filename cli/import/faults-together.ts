import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import type { BedName } from "../../domain/model/facility.ts";
import type { CsvFault } from "./csv-file.ts";
import type { PlannedFacility } from "./planned-facility.ts";
import type { RegisterFiles, RegisterRows } from "./register-rows.ts";

/** What only all rows together, with what is registered, can show. */
export function faultsTogether(
  files: RegisterFiles,
  { beds, residents, doubtful }: RegisterRows,
  known: ReadonlyMap<string, FacilityView>,
  planned: readonly PlannedFacility[],
): readonly CsvFault[] {
  const all = new Map<string, { readonly beds: readonly BedName[] }>([
    ...planned.map((facility) => [facility.id, facility] as const),
    // What is registered counts, since an import changes nothing of it.
    ...known,
  ]);
  const noFacility = {
    zh: "没有这个机构：应在 facilities 中或已登记",
    en: "must be a facility of these files or registered",
  };
  const bedFaults = beds.flatMap(({ row, value: { facility, bed } }) => {
    const file = files.beds ?? "";
    if (doubtful.has(facility)) return [];
    if (!all.has(facility)) return [{ file, row, column: "facility", value: facility, expected: noFacility }];
    const there = known.get(facility);
    if (there === undefined || there.beds.some(({ id }) => id === bed.id)) return [];
    const expected = {
      zh: `机构 ${facility} 已登记且没有这张床位；床位只能随机构一起登记`,
      en: `must be a bed that facility ${facility} was registered with: beds come with their facility`,
    };
    return [{ file, row, column: "id", value: bed.id, expected }];
  });
  const residentFaults = residents.flatMap(({ row, value: { facilityId, bedId } }) => {
    const file = files.residents ?? "";
    if (doubtful.has(facilityId)) return [];
    const facility = all.get(facilityId);
    if (facility === undefined) return [{ file, row, column: "facility", value: facilityId, expected: noFacility }];
    if (bedId === undefined || facility.beds.some(({ id }) => id === bedId)) return [];
    const expected = { zh: `应为机构 ${facilityId} 的床位`, en: `must be a bed of facility ${facilityId}` };
    return [{ file, row, column: "bed", value: bedId, expected }];
  });
  return [...bedFaults, ...residentFaults];
}

/** Beds in which somebody lies already. Who is registered stays where they are. */
export function bedsOccupied(
  files: RegisterFiles,
  { residents }: RegisterRows,
  known: ReadonlyMap<string, ResidentView>,
): readonly CsvFault[] {
  const inBed = new Map(
    Array.from(known.values()).flatMap(({ id, facilityId, bed }) =>
      bed === undefined ? [] : [[`${facilityId} ${bed.id}`, id] as const],
    ),
  );
  return residents.flatMap(({ row, value: { id, facilityId, bedId } }) => {
    const occupant = inBed.get(`${facilityId} ${bedId}`);
    if (bedId === undefined || occupant === undefined || known.has(id)) return [];
    const expected = { zh: `床位已有人（${occupant}）`, en: `must be free: ${occupant} has it` };
    return [{ file: files.residents ?? "", row, column: "bed", value: bedId, expected }];
  });
}
