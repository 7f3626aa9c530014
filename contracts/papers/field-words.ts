import { alwaysInLetter } from "../../domain/referrals/return-lists.ts";
import type { SnapshotField } from "../../domain/referrals/snapshot-fields.ts";
import type { Bilingual } from "../http/fields.ts";

/** The parts of ISBAR, and what the way back adds. */
export const isbarParts = ["identify", "situation", "background", "assessment", "recommendation", "return"] as const;
export type IsbarPart = (typeof isbarParts)[number];

export const isbarWords = {
  identify: { zh: "I 身份", en: "Identify" },
  situation: { zh: "S 现况", en: "Situation" },
  background: { zh: "B 背景", en: "Background" },
  assessment: { zh: "A 评估", en: "Assessment" },
  recommendation: { zh: "R 建议", en: "Recommendation" },
  return: { zh: "回转", en: "Way back" },
} as const satisfies Record<IsbarPart, Bilingual>;

interface FieldWords extends Bilingual {
  readonly part: IsbarPart;
}

/** What each field is called and in which part it stands, in the order of the papers. */
export const fieldWords = {
  identity: { part: "identify", zh: "本人", en: "Person" },
  place: { part: "identify", zh: "所在机构", en: "Place" },
  referrer: { part: "identify", zh: "转诊人", en: "Referred by" },
  contacts: { part: "identify", zh: "联系人", en: "Contacts" },
  situation: { part: "situation", zh: "主要现病史（转出原因）", en: "Present illness, reason" },
  alert: { part: "situation", zh: "告警", en: "Alert" },
  earlierAlerts: { part: "situation", zh: "此前的告警", en: "Earlier alerts" },
  impression: { part: "situation", zh: "初步印象", en: "Impression" },
  diagnoses: { part: "background", zh: "诊断", en: "Diagnoses" },
  pastHistory: { part: "background", zh: "主要既往史", en: "Past history" },
  diagnosesBefore: { part: "background", zh: "转诊前诊断", en: "Diagnoses before the referral" },
  medicines: { part: "background", zh: "用药", en: "Medicines" },
  medicinesBefore: { part: "background", zh: "转诊前用药", en: "Medicines before the referral" },
  allergies: { part: "background", zh: "过敏史", en: "Allergies" },
  infections: { part: "background", zh: "感染", en: "Infections" },
  isolation: { part: "background", zh: "隔离要求", en: "Isolation" },
  tubes: { part: "background", zh: "管路与植入物", en: "Devices and tubes" },
  tubesBefore: { part: "background", zh: "转诊前管路与植入物", en: "Devices and tubes before the referral" },
  pressureInjuries: { part: "background", zh: "压力性损伤", en: "Pressure injuries" },
  pressureInjuriesBefore: { part: "background", zh: "转诊前压力性损伤", en: "Pressure injuries before the referral" },
  mobility: { part: "background", zh: "行动能力", en: "Mobility" },
  mobilityBefore: { part: "background", zh: "转诊前行动能力", en: "Mobility before the referral" },
  disabilityLevel: { part: "background", zh: "失能等级", en: "Disability level" },
  palliative: { part: "background", zh: "安宁疗护", en: "Hospice plan" },
  advanceWishes: { part: "background", zh: "预先意愿", en: "Advance wishes" },
  treatment: { part: "background", zh: "治疗经过", en: "Treatment so far" },
  vitals: { part: "assessment", zh: "最近体征", en: "Vital signs" },
  news2: { part: "assessment", zh: "NEWS2 评分", en: "NEWS2" },
  assessment: { part: "assessment", zh: "评估意见", en: "Assessment" },
  recommendation: { part: "recommendation", zh: "请求与建议", en: "Request" },
  consent: { part: "recommendation", zh: "患者告知与知情同意", en: "Consent to the transfer" },
  inpatientNumber: { part: "return", zh: "住院病案号", en: "Inpatient no." },
  findings: { part: "return", zh: "主要检查结果", en: "Main findings" },
  nextPlan: { part: "return", zh: "下一步治疗方案", en: "Next plan" },
  rehabilitation: { part: "return", zh: "康复建议", en: "Rehabilitation" },
  followUps: { part: "return", zh: "随访安排", en: "Follow-up" },
} as const satisfies Record<SnapshotField, FieldWords>;

/** In the order of the papers. */
export const snapshotFieldNames = Object.keys(fieldWords) as readonly SnapshotField[];

/** What a field is called on one of the two ways: the first impression of the one who sends is the diagnosis of the one who treated. */
export function labelOf(name: SnapshotField, direction: "up" | "down"): Bilingual {
  return direction === "down" && name in onTheWayBack
    ? onTheWayBack[name as keyof typeof onTheWayBack]
    : fieldWords[name];
}

const onTheWayBack = {
  impression: { zh: "诊断结果", en: "Diagnosis" },
  diagnoses: { zh: "出院时诊断", en: "Diagnoses on leaving" },
  medicines: { zh: "出院用药", en: "Medicines on leaving" },
  tubes: { zh: "出院时管路与植入物", en: "Devices and tubes on leaving" },
  pressureInjuries: { zh: "出院时压力性损伤", en: "Pressure injuries on leaving" },
  mobility: { zh: "出院时行动能力", en: "Mobility on leaving" },
} as const;

/** What a letter of the way back has to say before all else. */
export const letterNames = alwaysInLetter;

/** Stands before a list that is that of before the referral. */
export const unchangedLine = "无变化，与转诊前相同：";

const formerNames = [
  "diagnosesBefore",
  "medicinesBefore",
  "tubesBefore",
  "pressureInjuriesBefore",
  "mobilityBefore",
] as const satisfies readonly SnapshotField[];

/** Whether it is what the home had before, which stands in the papers of the way back alone. */
export function isFormer(name: SnapshotField): boolean {
  return formerNames.some((each) => each === name);
}

/** What the system measured or what stood before: nobody fills it in. */
const evidenceNames = ["alert", "earlierAlerts", "vitals", "news2", ...formerNames] as const;

/** The fields that a person may fill in; the rest is evidence. */
export const statementNames = snapshotFieldNames.filter(
  (name): name is Exclude<SnapshotField, (typeof evidenceNames)[number]> =>
    !evidenceNames.some((each) => each === name),
);
