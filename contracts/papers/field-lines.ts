import type { Diagnosis, Medicine, Tube } from "../../domain/model/clinical-facts.ts";
import { entryOf, type ObservationCode } from "../../domain/model/observations.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { TransferConsent } from "../../domain/referrals/consent.ts";
import { isUnchanged } from "../../domain/referrals/return-lists.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import {
  type Filled,
  type FollowUp,
  noneHere,
  type SnapshotAlert,
  type SnapshotField,
  type SnapshotFields,
  type SnapshotIdentity,
  type SnapshotNews2,
  type SnapshotPlace,
  type SnapshotValues,
  type SnapshotVitals,
} from "../../domain/referrals/snapshot-fields.ts";
import { news2Parameters } from "../../domain/watch/news2-scoring.ts";
import {
  careSettingWords,
  disabilityWords,
  isolationWords,
  mobilityWords,
  news2BandWords,
  tubeWords,
} from "../clinical-words.ts";
import { isoTimeOf } from "../iso-time.ts";
import { consentGiverWords, consentWayWords } from "../referral-words.ts";
import { reasonText } from "../verdict-words.ts";
import { alertTitle, thinSpace, valueText } from "../words.ts";
import { unchangedLine } from "./field-words.ts";

type LinesOf = { readonly [Name in SnapshotField]: (value: SnapshotValues[Name]) => readonly string[] };

/** A field of a snapshot as the papers print it: Chinese lines, none of which leaves anything out. */
const linesOf: LinesOf = {
  identity: identityLines,
  place: placeLines,
  referrer: ({ name, phone }) => [phone === undefined ? name : `${name}，电话 ${phone}`],
  contacts: (contacts) => contacts.map(({ name, relation, phone }) => `${name}（${relation}）${phone}`),
  situation: (text) => [text],
  alert: alertLines,
  earlierAlerts: (alerts) => alerts.flatMap(alertLines),
  impression: (text) => [text],
  diagnoses: diagnosesLines,
  diagnosesBefore: diagnosesLines,
  pastHistory: (text) => [text],
  medicines: medicinesLines,
  medicinesBefore: medicinesLines,
  allergies: (allergies) => (allergies === noneHere ? ["无已知过敏"] : allergies),
  infections: (infections) => infections,
  isolation: (kinds) => kinds.map((kind) => isolationWords[kind].zh),
  tubes: tubesLines,
  tubesBefore: tubesLines,
  pressureInjuries: injuriesLines,
  pressureInjuriesBefore: injuriesLines,
  mobility: (mobility) => [mobilityWords[mobility].zh],
  mobilityBefore: (mobility) => (mobility === undefined ? [] : [mobilityWords[mobility].zh]),
  disabilityLevel: (level) => [disabilityWords[level].zh],
  palliative: (isPalliative) => [isPalliative ? "是：以舒适为先" : "否"],
  advanceWishes: (text) => [text],
  treatment: (text) => [text],
  vitals: vitalsLines,
  news2: news2Lines,
  assessment: (text) => [text],
  recommendation: (text) => [text],
  consent: consentLines,
  inpatientNumber: (text) => [text],
  findings: (text) => [text],
  nextPlan: (text) => [text],
  rehabilitation: (text) => [text],
  followUps: (followUps) => followUps.map(followUpLine),
};

/** The lines of one field's value. */
export function valueLines<Name extends SnapshotField>(name: Name, value: SnapshotValues[Name]): readonly string[] {
  return linesOf[name](value).filter((line) => line.trim() !== "");
}

/** The lines of one field; none when it is not known, which the papers say as 未记录. */
export function fieldLines(fields: SnapshotFields, name: SnapshotField): readonly string[] {
  const { value } = (fields[name] ?? {}) as Filled<SnapshotValues[SnapshotField]>;
  if (value === undefined) return [];
  const lines = valueLines(name, value as never);
  return isUnchanged(fields, name) ? [unchangedLine, ...lines] : lines;
}

/** Who had found that there is none, where the record says so. */
function recordedNote(fields: SnapshotFields, name: SnapshotField): string | undefined {
  const recorded = fields[name]?.recorded;
  return recorded === undefined ? undefined : `${recorded.by} ${momentText(recorded.at)} 询问并记录`;
}

/**
 * Who changed a field, what the system had and what others had said; undefined where the system's own words stand, unless
 * they are that somebody found none. What was said after the snapshot was taken is marked as said afterwards.
 */
export function changedNote(
  { fields, takenAt }: Pick<Snapshot, "fields" | "takenAt">,
  name: SnapshotField,
): string | undefined {
  const field = fields[name] as Filled<SnapshotValues[SnapshotField]> | undefined;
  if (field === undefined) return undefined;
  if (field.by.kind === "system") return recordedNote(fields, name);
  const { person, at } = field.by;
  const verb =
    field.value === undefined ? "删去" : field.system === undefined && field.was === undefined ? "填写" : "修改";
  const before = field.system === undefined ? [] : valueLines(name, field.system as never);
  const original = before.length === 0 ? "" : `；系统原值：${before.join("；")}`;
  const earlier = (field.was ?? []).map(({ value, person: who, at: when }) => {
    const lines = value === undefined ? [] : valueLines(name, value as never);
    return `；此前 ${who.name} ${momentText(when)}：${lines.length === 0 ? "删去" : lines.join("；")}`;
  });
  const after = at > takenAt ? "事后" : "";
  return `${person.name} ${momentText(at)} ${after}${verb}${original}${earlier.join("")}`;
}

/** `2026-11-22 02:13` on the wall clock of Asia/Shanghai. */
export function momentText(at: EpochMs): string {
  return isoTimeOf(at).slice(0, 16).replace("T", " ");
}

/** `2026-11-22`. */
export function dayText(at: EpochMs): string {
  return isoTimeOf(at).slice(0, 10);
}

export const sexWords = { female: "女", male: "男" } as const;

function identityLines(identity: SnapshotIdentity): readonly string[] {
  const { name, sex, age, birthDate, identityNumber, insuranceNumber, recordNumber, address, phone } = identity;
  return [
    `${name}，${sexWords[sex]}，${age}${thinSpace}岁，出生 ${birthDate}`,
    ...named("身份证号", identityNumber),
    ...named("医保卡号", insuranceNumber),
    ...named("档案编号", recordNumber),
    ...named("住址", address),
    ...named("电话", phone),
  ];
}

function named(label: string, text: string | undefined): readonly string[] {
  return text === undefined ? [] : [`${label} ${text}`];
}

function placeLines({ facilityName, bedLabel, careSetting }: SnapshotPlace): readonly string[] {
  const bed = bedLabel === undefined ? "" : ` ${bedLabel}`;
  return [`${facilityName}${bed}（${careSettingWords[careSetting].zh}）`];
}

function alertLines({ kind, reason, raisedAt, priority, inputs }: SnapshotAlert): readonly string[] {
  const urgency = { high: "高", medium: "中", low: "低" }[priority];
  return [
    `${momentText(raisedAt)} ${alertTitle(kind, reason).zh}（优先级 ${urgency}）`,
    reasonText(reason).zh,
    ...inputs.map(({ code, value, at }) => `${labelOf(code)} ${valueText(code, value).zh}（${momentText(at)}）`),
  ];
}

function diagnosesLines(diagnoses: SnapshotValues["diagnoses"]): readonly string[] {
  return diagnoses === noneHere ? ["无已知诊断"] : diagnoses.map(diagnosisLine);
}

function medicinesLines(medicines: SnapshotValues["medicines"]): readonly string[] {
  return medicines === noneHere ? ["无，目前不用药"] : medicines.map(medicineLine);
}

function diagnosisLine({ name, icd10, since, past }: Diagnosis): string {
  return `${name}${icd10 === undefined ? "" : `（${icd10}）`}${sinceText(since)}${past === true ? "，既往" : ""}`;
}

function medicineLine({ name, dosage, since }: Medicine): string {
  return `${name}${dosage === undefined ? "" : ` ${dosage}`}${sinceText(since)}`;
}

function tubesLines(tubes: SnapshotValues["tubes"]): readonly string[] {
  return tubes === noneHere ? ["无管路与植入物"] : tubes.map(tubeLine);
}

function injuriesLines(injuries: SnapshotValues["pressureInjuries"]): readonly string[] {
  return injuries === noneHere ? ["无压力性损伤"] : injuries;
}

function tubeLine({ kind, note, since }: Tube): string {
  return `${tubeWords[kind].zh}${note === undefined ? "" : ` ${note}`}${sinceText(since)}`;
}

function sinceText(since: string | undefined): string {
  return since === undefined ? "" : `，${since} 起`;
}

function vitalsLines({ latest }: SnapshotVitals): readonly string[] {
  return latest.map(({ code, value, at }) => `${labelOf(code)} ${valueText(code, value).zh}（${momentText(at)}）`);
}

/** A partial score is a range with what is missing, never a bare number; how grave it is at least, and never that it is not. */
function news2Lines({ status, min, max, band, missing, scale, parts, excludedBecause, version }: SnapshotNews2) {
  if (status === "not-scored") return [`不评分：${excludedWords[excludedBecause ?? "under-16"]}`];
  const isWhole = status === "full" && min === max;
  const total = isWhole ? `${min}${thinSpace}分` : `${min}–${max}${thinSpace}分（不完整）`;
  const risk = isWhole ? news2BandWords[band].zh : band === "low" ? "风险未定" : `至少${news2BandWords[band].zh}`;
  const scored = news2Parameters.flatMap((name) => {
    const points = parts[name];
    return points === undefined ? [] : [`${labelOf(name)} ${points}`];
  });
  return [
    `${total}，${risk}；血氧量表 ${scale}；${version}`,
    ...(scored.length === 0 ? [] : [`分项：${scored.join("，")}`]),
    ...(missing.length === 0 ? [] : [`缺：${missing.map(labelOf).join("、")}`]),
    ...(excludedBecause === undefined ? [] : [`仅供参考：${excludedWords[excludedBecause]}`]),
  ];
}

const excludedWords = {
  "under-16": "未满 16 岁",
  "pregnant-or-postpartum": "妊娠或产后六周内",
  palliative: "安宁疗护",
} as const;

function consentLines(consent: TransferConsent): readonly string[] {
  const { at, witness } = consent;
  const heard = witness === undefined ? "" : `，见证人 ${witness}`;
  if (consent.kind === "emergency")
    return [
      `紧急情况，未能取得同意：${consent.reason}`,
      `${consent.approvedBy} ${momentText(at)} 批准先行转诊${heard}`,
    ];
  const { who, name, relation, how } = consent;
  const giver = relation === undefined ? consentGiverWords[who].zh : `${consentGiverWords[who].zh}，${relation}`;
  return [`已告知病情与转诊安排，${name}（${giver}）${momentText(at)} ${consentWayWords[how].zh}同意${heard}`];
}

function followUpLine({ what, dueOn, by }: FollowUp): string {
  return `${dueOn} ${what}${by === undefined ? "" : `（${by}）`}`;
}

function labelOf(code: ObservationCode): string {
  return entryOf(code).label.zh;
}
