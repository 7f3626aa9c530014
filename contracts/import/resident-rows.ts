import type { EpochMs } from "../../domain/model/time.ts";
import { mobilityWords } from "../clinical-words.ts";
import { type NewResident, newResident } from "../http/residents.ts";
import { epochOf } from "../iso-time.ts";
import {
  type CellFault,
  type CheckedRow,
  checkedRow,
  type Numbered,
  repeatedIn,
  soundIn,
  withoutId,
} from "./checked-row.ts";
import type { CsvRow, CsvShape } from "./csv-table.ts";

/** A table of residents as people write it. */
export const residentShape: CsvShape = {
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
    diagnoses: ["诊断"],
    pastHistory: ["既往史"],
    medicines: ["用药"],
    infections: ["感染"],
    mobility: ["行动能力"],
    identityNumber: ["身份证号"],
    insuranceNumber: ["医保卡号", "医保号"],
    recordNumber: ["健康档案编号", "档案编号"],
    address: ["住址", "地址"],
    phone: ["电话"],
  },
  required: ["id", "name", "sex", "birthDate", "facility"],
};

export type ResidentRow = NewResident & { readonly id: string };

/** Reads one row as the API would take it, at `now`; `facilityId` is for rows that name none. */
export function residentRow(row: CsvRow, now: EpochMs, facilityId?: string): CheckedRow<ResidentRow> {
  const {
    facility = facilityId,
    bed,
    birthDate,
    disabilityLevel,
    palliative,
    allergies,
    contacts,
    sex,
    diagnoses,
    medicines,
    infections,
    mobility,
    ...plain
  } = row.cells;
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
    ...(diagnoses !== undefined && { diagnoses: listOf(diagnoses).map((each) => pairOf(each, "icd10")) }),
    ...(medicines !== undefined && { medicines: listOf(medicines).map((each) => pairOf(each, "dosage")) }),
    ...(infections !== undefined && { infections: listOf(infections) }),
    ...(mobility !== undefined && { mobility: mobilities[mobility] ?? mobility }),
  };
  const missing = withoutId(row);
  if (missing !== undefined) return missing;
  const parsed = checkedRow(row, body, newResident, { facilityId: "facility", bedId: "bed" });
  if (parsed.kind === "faulty" || (epochOf(`${parsed.value.birthDate}T00:00:00+08:00`) ?? 0) <= now)
    return parsed as CheckedRow<ResidentRow>;
  const expected = { zh: "应为今天或更早的日期", en: "must be today or earlier" };
  return {
    kind: "faulty",
    row: row.row,
    faults: [{ row: row.row, column: "birthDate", value: birthDate ?? "", expected }],
  };
}

/** Ids that stand twice, and beds in which two would lie. */
export function residentsRepeated(rows: readonly CheckedRow<ResidentRow>[]): readonly CellFault[] {
  const sound = soundIn(rows);
  const inBed = sound.filter(({ value }) => value.bedId !== undefined) as readonly Numbered<ResidentRow>[];
  return [
    ...repeatedIn(sound, ({ id }) => [id, "id", id]),
    ...repeatedIn(inBed, ({ facilityId, bedId = "" }) => [`${facilityId} ${bedId}`, "bed", bedId]),
  ];
}

const sexes: Readonly<Record<string, string>> = { 女: "female", 男: "male" };
const mobilities: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(mobilityWords).map(([mobility, { zh }]) => [zh, mobility]),
);
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

/** `高血压/I10`, `氨氯地平/5 mg 每日一次`: a name and what belongs to it. */
function pairOf(text: string, second: "icd10" | "dosage"): Readonly<Record<string, string>> {
  const at = text.indexOf("/");
  if (at < 0) return { name: text };
  return { name: text.slice(0, at).trim(), [second]: text.slice(at + 1).trim() };
}

/** `李明/儿子/13800000000`. */
function contactOf(text: string): Readonly<Record<string, string>> {
  const [name = "", relation = "", phone = ""] = text.split("/").map((part) => part.trim());
  return { name, relation, phone };
}
