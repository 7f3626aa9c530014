import type { EpochMs } from "../../domain/model/time.ts";
import { careSettingWords, mobilityWords } from "../clinical-words.ts";
import { type NewResident, newResident } from "../http/residents.ts";
import { epochOf } from "../iso-time.ts";
import { type CellFault, type CheckedRow, checkedRow, faultsIn, repeatedCells, withoutId } from "./checked-row.ts";
import type { CsvRow, CsvShape } from "./csv-table.ts";

const sexes: Readonly<Record<string, string>> = { 女: "female", 男: "male" };
const mobilities = byWord(mobilityWords);
const settings = byWord(careSettingWords);

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
    familyDoctor: ["家庭医生", "签约医生"],
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
  values: {
    sex: byValue(sexes),
    careSetting: byValue(settings),
    mobility: byValue(mobilities),
    palliative: { true: "是", false: "否" },
  },
};

export type ResidentRow = NewResident & { readonly id: string };

/** Reads one row as the API would take it, at `now`; `facilityId` is for rows that name none. */
export function residentRow(row: CsvRow, now: EpochMs, facilityId?: string): CheckedRow<ResidentRow> {
  const {
    facility = facilityId,
    bed,
    birthDate,
    careSetting,
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
    ...(careSetting !== undefined && { careSetting: settings[careSetting] ?? careSetting }),
    ...(disabilityLevel !== undefined && { disabilityLevel: numberOf(disabilityLevel) }),
    ...(palliative !== undefined && { palliative: truths[palliative.toLowerCase()] ?? palliative }),
    ...(allergies !== undefined && { allergies: listOf(allergies) }),
    ...(contacts !== undefined && { contacts: listOf(contacts).map(contactOf) }),
    ...(diagnoses !== undefined && { diagnoses: listOf(diagnoses).map((each) => pairOf(each, "icd10")) }),
    ...(medicines !== undefined && { medicines: listOf(medicines).map((each) => pairOf(each, "dosage")) }),
    ...(infections !== undefined && { infections: listOf(infections) }),
    ...(mobility !== undefined && { mobility: mobilities[mobility] ?? mobility }),
  };
  const parsed = checkedRow(row, body, newResident, { facilityId: "facility", bedId: "bed" });
  const missing = withoutId(row);
  const faults = [
    ...(missing === undefined ? [] : faultsIn([missing])),
    ...faultsIn([parsed]).map(contactInWords),
    ...bornLater(row, body.birthDate, now),
  ];
  if (parsed.kind === "sound" && faults.length === 0) return parsed as CheckedRow<ResidentRow>;
  return { kind: "faulty", row: row.row, faults };
}

function bornLater({ row, cells }: CsvRow, birthDate: string | undefined, now: EpochMs): readonly CellFault[] {
  if ((epochOf(`${birthDate}T00:00:00+08:00`) ?? 0) <= now) return [];
  const expected = { zh: "应为今天或更早的日期", en: "must be today or earlier" };
  return [{ row, column: "birthDate", value: cells.birthDate ?? "", expected }];
}

/** What is wrong within a contact is not named by the parts of a form that a table has not. */
function contactInWords(fault: CellFault): CellFault {
  if (fault.column !== "contacts") return fault;
  const expected = {
    zh: "应写作“姓名/关系/电话”，三项都要有，多人用分号隔开",
    en: "must be name/relation/phone, all three, with semicolons between several people",
  };
  return { ...fault, expected };
}

/** Ids that stand twice, and beds in which two would lie; `facilityId` is for rows that name none. */
export function residentsRepeated(rows: readonly CsvRow[], facilityId = ""): readonly CellFault[] {
  return [
    ...repeatedCells(rows, "id"),
    ...repeatedCells(rows, "bed", ({ facility = facilityId, bed }) =>
      bed === undefined ? undefined : `${facility} ${bed}`,
    ),
  ];
}

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

/** Word of a Chinese table → what the API calls it. */
function byWord(words: Readonly<Record<string, { readonly zh: string }>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(words).map(([value, { zh }]) => [zh, value]));
}

function byValue(words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(words).map(([word, value]) => [value, word]));
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
