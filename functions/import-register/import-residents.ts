import { isId } from "../../contracts/http/fields.ts";
import type { ImportResult } from "../../contracts/http/import.ts";
import { faultsIn, type Numbered, oncePerCell, soundIn } from "../../contracts/import/checked-row.ts";
import type { CsvRow } from "../../contracts/import/csv-table.ts";
import { type ResidentRow, residentRow, residentsRepeated } from "../../contracts/import/resident-rows.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import { bedRefused } from "../beds/bed-refusals.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import { noneSaidBy, residentOf } from "../register/new-resident.ts";
import { idsOfNumber, isManaged, type NumberedResident, numberedResident } from "../register/numbered-resident.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { ImportDeps, Imported, ImportInput } from "./import-register.ts";
import { placeFaults } from "./place-faults.ts";

const atOnce = 8;
type Outcome = ImportResult["rows"][number];

/** Takes in the residents of a table. Each comes with watch and bed, or not at all; pages that show the beds hear of it. */
export async function importResidents(
  table: readonly CsvRow[],
  input: ImportInput,
  deps: ImportDeps,
): Promise<Imported> {
  const { body, caller } = input;
  const checked = table.map((row) => residentRow(row, deps.now(), body.facilityId));
  const numberedOf = await whoIsThere(table, input, deps);
  const faults = oncePerCell([
    ...faultsIn(checked),
    ...residentsRepeated(table, body.facilityId),
    ...(await placeFaults(table, numberedOf, input, deps)),
  ]);
  if (faults.length > 0) return { rows: [], faults };

  const outcomes: Outcome[] = [];
  const homes = new Set<string>();
  await forEachBounded(soundIn(checked), atOnce, async (row) => {
    const numbered = numberedOf.get(row.row);
    if (numbered === undefined) return;
    const outcome = await importResident(row, numbered, { body, caller }, deps);
    outcomes.push(outcome);
    if (outcome.outcome === "new" && !body.dryRun) homes.add(row.value.facilityId);
  });
  await tellBeds(homes, deps);
  return { rows: outcomes.toSorted((a, b) => a.row - b.row), faults: [] };
}

/** Row → who is registered under its number, or which id they would get. */
async function whoIsThere(
  table: readonly CsvRow[],
  { body, caller }: ImportInput,
  deps: ImportDeps,
): Promise<ReadonlyMap<number, NumberedResident>> {
  const numbers = table.flatMap(({ row, cells: { id: number, facility: facilityId = body.facilityId } }) =>
    number === undefined || !isId(number) || facilityId === undefined ? [] : [{ row, number, facilityId }],
  );
  const found = await deps.residents.findMany([...new Set(numbers.flatMap(idsOfNumber))]);
  return new Map(numbers.map((numbered) => [numbered.row, numberedResident(numbered, found, caller)]));
}

async function importResident(
  { row, value }: Numbered<ResidentRow>,
  { id, there, isGone }: NumberedResident,
  { body, caller }: Pick<ImportInput, "body" | "caller">,
  deps: ImportDeps,
): Promise<Outcome> {
  const resident = residentOf(value, id, noneSaidBy(caller, deps.now()));
  if (there !== undefined) return { row, id, outcome: isSame(there, resident) ? "unchanged" : "different" };
  if (isGone) return { row, id, outcome: "refused", messages: usedBefore };
  if (body.dryRun) return { row, id, outcome: "new" };
  await deps.watches.create(emptyWatch(id));
  const outcome = await deps.residents.add(resident, { now: deps.now() });
  if (outcome === "added") return { row, id, outcome: "new" };
  if (outcome !== "already-exists")
    return { row, id, outcome: "refused", messages: bedRefused(value.bedId ?? "", outcome).detail };
  // Somebody took the number meanwhile, or who had it here has gone where it is none of the caller's business.
  const now = await deps.residents.find(id);
  if (now !== undefined && !isManaged(now, caller)) return { row, id, outcome: "refused", messages: usedBefore };
  return { row, id, outcome: now !== undefined && isSame(now, resident) ? "unchanged" : "different" };
}

const usedBefore = {
  zh: "本机构以前用过这个编号，请换一个编号。",
  en: "This facility used the number before. Use another one.",
};

/** Of what a table says; when somebody first said that there is none is not of the table. */
function isSame(there: Resident, row: Resident): boolean {
  const said = ({ noneKnown, ...facts }: Resident): Readonly<Record<string, unknown>> => ({
    ...facts,
    ...(noneKnown !== undefined && { noneKnown: Object.keys(noneKnown) }),
  });
  const [one, other] = [said(there), said(row)];
  return Object.keys(other).every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}
