import type * as z from "zod/mini";
import type { newFacility } from "../../contracts/http/facilities.ts";
import { bed as bedSchema, newFacility as facilitySchema } from "../../contracts/http/facilities.ts";
import { type NewResident, newResident } from "../../contracts/http/residents.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import type { Bed } from "../../domain/model/facility.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { type CheckedRow, checkedRow, faultsIn, soundIn } from "./checked-row.ts";
import { type CsvFault, type CsvRow, type CsvShape, readCsv } from "./csv-file.ts";
import { facilityKindOf } from "./kind-words.ts";

type NewFacility = z.output<typeof newFacility> & { readonly id: string };
type Numbered<T> = { readonly row: number; readonly value: T };
type BedRow = { readonly facility: string; readonly bed: Bed };

const facilityShape: CsvShape = {
  columns: { id: ["编号", "机构编号"], name: ["名称", "机构名称"], kind: ["类型", "机构类型"] },
  required: ["id", "name", "kind"],
};
const bedShape: CsvShape = {
  columns: { facility: ["facilityId", "机构", "机构编号"], id: ["编号", "床位编号"], label: ["床位", "床号", "名称"] },
  required: ["facility", "id", "label"],
};
const residentShape: CsvShape = {
  columns: {
    id: ["编号"],
    name: ["姓名"],
    sex: ["性别"],
    birthDate: ["出生日期"],
    facility: ["facilityId", "机构", "机构编号"],
    bed: ["bedId", "床位", "床位编号"],
    careSetting: ["照护场所"],
    disabilityLevel: ["失能等级"],
    palliative: ["安宁疗护"],
    allergies: ["过敏"],
    contacts: ["联系人"],
    advanceWishes: ["预嘱"],
  },
  required: ["id", "name", "sex", "birthDate", "facility"],
};

/** Everything that the files name, in the words of the API; each with its row. */
export interface RegisterRows {
  readonly facilities: readonly Numbered<NewFacility>[];
  readonly beds: readonly Numbered<BedRow>[];
  readonly residents: readonly Numbered<NewResident & { readonly id: string }>[];
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
  const facilities = checked(files.facilities, facilityShape, facilityOf);
  const beds = checked(files.beds, bedShape, bedOf);
  const residents = checked(files.residents, residentShape, (file, row) => residentOf(file, row, now));
  return {
    facilities: soundIn(facilities) as RegisterRows["facilities"],
    beds: soundIn(beds),
    residents: soundIn(residents) as RegisterRows["residents"],
    faults: [
      ...[...facilities, ...beds, ...residents].flatMap((row) => faultsIn([row])),
      ...repeated(files.facilities, soundIn(facilities), ({ id = "" }) => [id, "id", id]),
      ...repeated(files.beds, soundIn(beds), ({ facility, bed }) => [`${facility} ${bed.id}`, "id", bed.id]),
      ...repeated(files.residents, soundIn(residents), ({ id = "" }) => [id, "id", id]),
    ],
    doubtful: new Set([
      ...faultyIds(files.facilities, facilities, facilityShape, "id"),
      ...faultyIds(files.beds, beds, bedShape, "facility"),
    ]),
  };
}

function checked<T>(
  file: string | undefined,
  shape: CsvShape,
  read: (file: string, row: CsvRow) => CheckedRow<T>,
): readonly CheckedRow<T>[] {
  return file === undefined ? [] : readCsv(file, shape).map((row) => withId(file, row) ?? read(file, row));
}

/** An import that is safe to run twice knows each thing by an id of its own. */
function withId(file: string, { row, cells }: CsvRow): CheckedRow<never> | undefined {
  if (cells.id !== undefined) return undefined;
  const expected = {
    zh: "应填编号（字母、数字、_、-），否则再次运行会重复登记",
    en: "must be an id (letters, digits, _, -): without one a second run would register it again",
  };
  return { kind: "faulty", faults: [{ file, row, column: "id", value: "", expected }] };
}

function facilityOf(file: string, row: CsvRow) {
  const { kind, ...plain } = row.cells;
  const body = { ...plain, ...(kind !== undefined && { kind: facilityKindOf(kind) }) };
  return checkedRow(file, row, body, facilitySchema);
}

function bedOf(file: string, row: CsvRow): CheckedRow<BedRow> {
  const { facility = "", ...bed } = row.cells;
  const parsed = checkedRow(file, row, bed, bedSchema);
  return parsed.kind === "faulty" ? parsed : { ...parsed, value: { facility, bed: parsed.value } };
}

function residentOf(file: string, row: CsvRow, now: EpochMs): CheckedRow<NewResident> {
  const { facility, bed, birthDate, disabilityLevel, palliative, allergies, contacts, sex, ...plain } = row.cells;
  const body = {
    ...plain,
    ...(facility !== undefined && { facilityId: facility }),
    ...(bed !== undefined && { bedId: bed }),
    ...(sex !== undefined && { sex: sexes[sex] ?? sex }),
    ...(birthDate !== undefined && { birthDate: dateOf(birthDate) }),
    ...(disabilityLevel !== undefined && { disabilityLevel: numberOf(disabilityLevel) }),
    ...(palliative !== undefined && { palliative: truths[palliative.toLowerCase()] ?? palliative }),
    ...(allergies !== undefined && { allergies: listOf(allergies) }),
    ...(contacts !== undefined && { contacts: listOf(contacts).map(contactOf) }),
  };
  const parsed = checkedRow(file, row, body, newResident, { facilityId: "facility", bedId: "bed" });
  if (parsed.kind === "faulty" || (epochOf(`${parsed.value.birthDate}T00:00:00+08:00`) ?? 0) <= now) return parsed;
  const expected = { zh: "应为今天或更早的日期", en: "must be today or earlier" };
  return {
    kind: "faulty",
    faults: [{ file, row: row.row, column: "birthDate", value: birthDate ?? "", expected }],
  };
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

const sexes: Readonly<Record<string, string>> = { 女: "female", 男: "male" };
const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  是: true,
  "1": true,
  false: false,
  no: false,
  否: false,
  "0": false,
};

/** Spreadsheets turn 1941-03-08 into 1941/3/8. */
function dateOf(text: string): string {
  const [, year, month = "", day = ""] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function numberOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function listOf(text: string): readonly string[] {
  return text
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** `李明/儿子/13800000000`. */
function contactOf(text: string): Readonly<Record<string, string>> {
  const [name = "", relation = "", phone = ""] = text.split("/").map((part) => part.trim());
  return { name, relation, phone };
}

function repeated<T>(
  file: string | undefined,
  rows: readonly Numbered<T>[],
  keyOf: (value: T) => readonly [key: string, column: string, value: string],
): readonly CsvFault[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, value }) => {
    const [key, column, text] = keyOf(value);
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    if (before === undefined || file === undefined) return [];
    const expected = { zh: `与第 ${before} 行重复`, en: `stands in row ${before} already` };
    return [{ file, row, column, value: text, expected }];
  });
}
