import type { ImportResult } from "../../contracts/http/import.ts";
import { type CellFault, faultsIn, type Numbered, soundIn } from "../../contracts/import/checked-row.ts";
import type { CsvRow } from "../../contracts/import/csv-table.ts";
import { type ResidentRow, residentRow, residentsRepeated } from "../../contracts/import/resident-rows.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import { bedRefused } from "../beds/bed-refusals.ts";
import { residentOf } from "../register/new-resident.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { ImportDeps, Imported, ImportInput } from "./import-register.ts";

const atOnce = 8;
type Outcome = ImportResult["rows"][number];

/** Takes in the residents of a table. Each comes with watch and bed, or not at all. */
export async function importResidents(
  table: readonly CsvRow[],
  { body, caller }: ImportInput,
  deps: ImportDeps,
): Promise<Imported> {
  const checked = table.map((row) => residentRow(row, deps.now(), body.facilityId));
  const rows = soundIn(checked);
  const facilities = new Map<string, Facility>();
  for (const facilityId of new Set(rows.map(({ value }) => value.facilityId))) {
    if (!mayDo(caller, "resident.manage", { kind: "facility", facilityId })) continue;
    const facility = await deps.facilities.find(facilityId);
    if (facility !== undefined) facilities.set(facilityId, facility);
  }
  const found = await deps.residents.findMany(rows.map(({ value }) => value.id));
  const isMine = ({ id, facilityId }: Resident) =>
    mayDo(caller, "resident.manage", { kind: "resident", facilityId, residentId: id });
  const known = new Map([...found].filter(([, resident]) => isMine(resident)));
  const faults = [
    ...faultsIn(checked),
    ...residentsRepeated(checked),
    ...(await placeFaults(rows, facilities, known, deps)),
  ].toSorted((a, b) => a.row - b.row);
  if (faults.length > 0) return { rows: [], faults };

  const outcomes: Outcome[] = [];
  await forEachBounded(rows, atOnce, async (row) => {
    const { id } = row.value;
    const there = known.get(id);
    const isElsewhere = there === undefined && found.has(id);
    outcomes.push(isElsewhere ? notUsable(row.row, id) : await importResident(row, there, isMine, body.dryRun, deps));
  });
  return { rows: outcomes.toSorted((a, b) => a.row - b.row), faults: [] };
}

/** Facilities that are not there (or not the caller's, which looks the same), and beds that are not there or not free. */
async function placeFaults(
  rows: readonly Numbered<ResidentRow>[],
  facilities: ReadonlyMap<string, Facility>,
  known: ReadonlyMap<string, Resident>,
  deps: ImportDeps,
): Promise<readonly CellFault[]> {
  const faults: CellFault[] = [];
  for (const [facilityId, there] of Map.groupBy(rows, ({ value }) => value.facilityId)) {
    const facility = facilities.get(facilityId);
    if (facility === undefined) {
      for (const { row } of there)
        faults.push({ row, column: "facility", value: facilityId, expected: noSuchFacility });
      continue;
    }
    const beds = new Set(facility.beds.map(({ id }) => id));
    const wanted = there.flatMap(({ value: { bedId } }) => bedId ?? []);
    await deps.residents.guardBeds(facilityId);
    const occupants = await deps.residents.occupants(facilityId, wanted);
    for (const { row, value } of there) {
      const { id, bedId } = value;
      // Who is registered stays where they are.
      if (bedId === undefined || known.has(id)) continue;
      if (!beds.has(bedId)) faults.push({ row, column: "bed", value: bedId, expected: noSuchBed(facilityId) });
      else if (occupants.has(bedId))
        faults.push({ row, column: "bed", value: bedId, expected: taken(occupants.get(bedId) ?? "") });
    }
  }
  return faults;
}

async function importResident(
  { row, value }: Numbered<ResidentRow>,
  known: Resident | undefined,
  isMine: (resident: Resident) => boolean,
  isDry: boolean,
  deps: ImportDeps,
): Promise<Outcome> {
  const { id } = value;
  const resident = residentOf(value, id);
  if (known !== undefined) return { row, id, outcome: isSame(known, resident) ? "unchanged" : "different" };
  if (isDry) return { row, id, outcome: "new" };
  await deps.watches.create(emptyWatch(id));
  const outcome = await deps.residents.add(resident, { now: deps.now() });
  if (outcome === "added") return { row, id, outcome: "new" };
  if (outcome !== "already-exists")
    return { row, id, outcome: "refused", messages: bedRefused(value.bedId ?? "", outcome).detail };
  // Somebody registered the id meanwhile, perhaps where it is none of the caller's business.
  const there = await deps.residents.find(id);
  if (there !== undefined && !isMine(there)) return notUsable(row, id);
  return { row, id, outcome: there !== undefined && isSame(there, resident) ? "unchanged" : "different" };
}

/** An id of somebody whom the caller may not know: no word of who or where they are. */
function notUsable(row: number, id: string): Outcome {
  return { row, id, outcome: "refused", messages: idNotUsable };
}

const idNotUsable = {
  zh: "这个编号不能使用，请换一个编号。",
  en: "This id cannot be used. Use another one.",
};

/** Of what a table says. */
function isSame(there: Resident, row: Resident): boolean {
  return (Object.keys(row) as (keyof Resident)[]).every(
    (name) => JSON.stringify(there[name]) === JSON.stringify(row[name]),
  );
}

const noSuchFacility = {
  zh: "没有这个机构，或无权在那里登记",
  en: "must be a facility where you may register residents",
};

function noSuchBed(facilityId: string) {
  return { zh: `应为机构 ${facilityId} 的床位`, en: `must be a bed of facility ${facilityId}` };
}

function taken(residentId: string) {
  return { zh: `床位已有人（${residentId}）`, en: `must be free: ${residentId} has it` };
}
