import type * as z from "zod/mini";
import type { newFacility } from "../../contracts/http/facilities.ts";
import { bed as bedSchema, newFacility as facilitySchema } from "../../contracts/http/facilities.ts";
import {
  type CheckedRow,
  checkedRow,
  faultsIn,
  type Numbered,
  repeatedIn,
  soundIn,
  withoutId,
} from "../../contracts/import/checked-row.ts";
import type { CsvRow, CsvShape } from "../../contracts/import/csv-table.ts";
import { facilityKindOf } from "../../contracts/import/kind-words.ts";
import {
  type ResidentRow,
  residentRow,
  residentShape,
  residentsRepeated,
} from "../../contracts/import/resident-rows.ts";
import type { BedName } from "../../domain/model/facility.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { type CsvFault, inFile, readCsv } from "./csv-file.ts";

type NewFacility = z.output<typeof newFacility> & { readonly id: string };
type BedRow = { readonly facility: string; readonly bed: BedName };

const facilityShape: CsvShape = {
  columns: { id: ["编号", "机构编号"], name: ["名称", "机构名称"], kind: ["类型", "机构类型"] },
  required: ["id", "name", "kind"],
};
const bedShape: CsvShape = {
  columns: { facility: ["facilityId", "机构", "机构编号"], id: ["编号", "床位编号"], label: ["床位", "床号", "名称"] },
  required: ["facility", "id", "label"],
};

/** Everything that the files name, in the words of the API; each with its row. */
export interface RegisterRows {
  readonly facilities: readonly Numbered<NewFacility>[];
  readonly beds: readonly Numbered<BedRow>[];
  readonly residents: readonly Numbered<ResidentRow>[];
  readonly faults: readonly CsvFault[];
  /** Ids of facilities that stand in a row with a fault: what belongs to them cannot be judged yet. */
  readonly doubtful: ReadonlySet<string>;
}

export interface RegisterFiles {
  readonly facilities?: string;
  readonly beds?: string;
  readonly residents?: string;
}

/** Reads and checks each row by itself, at `now`. What rows mean together is not looked at here. */
export function registerRowsIn(files: RegisterFiles, now: EpochMs): RegisterRows {
  const facilities = rowsIn(files.facilities, facilityShape).map((row) => withoutId(row) ?? facilityOf(row));
  const beds = rowsIn(files.beds, bedShape).map((row) => withoutId(row) ?? bedOf(row));
  const residents = rowsIn(files.residents, residentShape).map((row) => residentRow(row, now));
  return {
    facilities: soundIn(facilities) as RegisterRows["facilities"],
    beds: soundIn(beds),
    residents: soundIn(residents),
    faults: [
      ...inFile(files.facilities, [
        ...faultsIn(facilities),
        ...repeatedIn(soundIn(facilities), ({ id = "" }) => [id, "id", id]),
      ]),
      ...inFile(files.beds, [
        ...faultsIn(beds),
        ...repeatedIn(soundIn(beds), ({ facility, bed }) => [`${facility} ${bed.id}`, "id", bed.id]),
      ]),
      ...inFile(files.residents, [...faultsIn(residents), ...residentsRepeated(residents)]),
    ],
    doubtful: new Set([
      ...faultyIds(files.facilities, facilities, facilityShape, "id"),
      ...faultyIds(files.beds, beds, bedShape, "facility"),
    ]),
  };
}

function rowsIn(file: string | undefined, shape: CsvShape): readonly CsvRow[] {
  return file === undefined ? [] : readCsv(file, shape);
}

function facilityOf(row: CsvRow): CheckedRow<z.output<typeof newFacility>> {
  const { kind, ...plain } = row.cells;
  const body = { ...plain, ...(kind !== undefined && { kind: facilityKindOf(kind) }) };
  return checkedRow(row, body, facilitySchema);
}

function bedOf(row: CsvRow): CheckedRow<BedRow> {
  const { facility = "", ...bed } = row.cells;
  const parsed = checkedRow(row, bed, bedSchema);
  return parsed.kind === "faulty" ? parsed : { ...parsed, value: { facility, bed: parsed.value } };
}

/** What stands in `column` of rows with a fault. */
function faultyIds(
  file: string | undefined,
  rows: readonly CheckedRow<unknown>[],
  shape: CsvShape,
  column: string,
): readonly string[] {
  if (file === undefined) return [];
  const faulty = new Set(faultsIn(rows).map(({ row }) => row));
  if (faulty.size === 0) return [];
  return readCsv(file, shape).flatMap(({ row, cells }) => (faulty.has(row) ? (cells[column] ?? []) : []));
}
