import type * as z from "zod/mini";
import type { newFacility } from "../../contracts/http/facilities.ts";
import { bed as bedSchema, newFacility as facilitySchema } from "../../contracts/http/facilities.ts";
import {
  type CheckedRow,
  checkedRow,
  faultsIn,
  type Numbered,
  oncePerCell,
  repeatedCells,
  soundIn,
  withoutId,
} from "../../contracts/import/checked-row.ts";
import type { CsvRow, CsvShape } from "../../contracts/import/csv-table.ts";
import { facilityKindOf, facilityKindValues } from "../../contracts/import/kind-words.ts";
import {
  type ResidentRow,
  residentRow,
  residentShape,
  residentsRepeated,
} from "../../contracts/import/resident-rows.ts";
import type { BedName } from "../../domain/model/facility.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { type CsvFault, type CsvFile, inFile, readCsv, type WordsOfFiles } from "./csv-file.ts";

type NewFacility = z.output<typeof newFacility> & { readonly id: string };
type BedRow = { readonly facility: string; readonly bed: BedName };

const facilityShape: CsvShape = {
  columns: { id: ["编号", "机构编号"], name: ["名称", "机构名称"], kind: ["类型", "机构类型"] },
  required: ["id", "name", "kind"],
  values: { kind: facilityKindValues },
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
  readonly words: WordsOfFiles;
}

export interface RegisterFiles {
  readonly facilities?: string;
  readonly beds?: string;
  readonly residents?: string;
}

/** Reads and checks each row by itself, at `now`. What rows mean together is not looked at here. */
export function registerRowsIn(files: RegisterFiles, now: EpochMs): RegisterRows {
  const facilityFile = fileIn(files.facilities, facilityShape);
  const bedFile = fileIn(files.beds, bedShape);
  const residentFile = fileIn(files.residents, residentShape);
  const facilities = facilityFile.rows.map((row) => withoutId(row) ?? facilityOf(row));
  const beds = bedFile.rows.map((row) => withoutId(row) ?? bedOf(row));
  const residents = residentFile.rows.map((row) => residentRow(row, now));
  return {
    facilities: soundIn(facilities) as RegisterRows["facilities"],
    beds: soundIn(beds),
    residents: soundIn(residents),
    faults: [
      ...inFile(files.facilities, [...faultsIn(facilities), ...repeatedCells(facilityFile.rows, "id")]),
      ...inFile(files.beds, [
        ...faultsIn(beds),
        ...repeatedCells(bedFile.rows, "id", ({ facility, id }) => id && `${facility} ${id}`),
      ]),
      ...inFile(files.residents, oncePerCell([...faultsIn(residents), ...residentsRepeated(residentFile.rows)])),
    ],
    doubtful: new Set([...faultyIds(facilityFile, facilities, "id"), ...faultyIds(bedFile, beds, "facility")]),
    words: new Map(
      [facilityFile, bedFile, residentFile].flatMap(({ file, words }) =>
        file === undefined || words === undefined ? [] : [[file, words] as const],
      ),
    ),
  };
}

interface RegisterFile {
  readonly file?: string;
  readonly rows: readonly CsvRow[];
  readonly words?: CsvFile["words"];
}

function fileIn(file: string | undefined, shape: CsvShape): RegisterFile {
  return file === undefined ? { rows: [] } : { file, ...readCsv(file, shape) };
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
function faultyIds({ rows }: RegisterFile, checked: readonly CheckedRow<unknown>[], column: string): readonly string[] {
  const faulty = new Set(faultsIn(checked).map(({ row }) => row));
  return rows.flatMap(({ row, cells }) => (faulty.has(row) ? (cells[column] ?? []) : []));
}
