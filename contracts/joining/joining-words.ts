import { type DataClass, dataClasses } from "../../domain/access/data-classes.ts";
import { type JoiningPurpose, joiningPurposes } from "../../domain/joining/consent-entry.ts";
import { type GuardianProofKind, guardianProofs } from "../../domain/joining/guardianship.ts";
import type { Bilingual } from "../http/fields.ts";

/** In the order in which pages ask and show them. */
export const shownClasses = dataClasses;
export type ShownClass = DataClass;
export const shownPurposes = joiningPurposes;
export type ShownPurpose = JoiningPurpose;
export const shownProofs = guardianProofs;

/** What each class of data is called, and what is in it. */
export const dataClassWords: Readonly<Record<DataClass, { readonly label: Bilingual; readonly hint: Bilingual }>> = {
  "status-light": {
    label: { zh: "平安灯", en: "Light" },
    hint: { zh: "平安、有人照看还是紧急，从什么时候起", en: "all right, looked after or emergency, and since when" },
  },
  vitals: {
    label: { zh: "测量", en: "Measurements" },
    hint: { zh: "心率、血氧、睡眠、活动", en: "heart rate, oxygen, sleep, activity" },
  },
  alerts: {
    label: { zh: "告警", en: "Alerts" },
    hint: { zh: "发生了什么，谁在处理", en: "what happened, and who sees to it" },
  },
  record: {
    label: { zh: "记录", en: "Record" },
    hint: { zh: "每天的情况，照护写给家属的话", en: "each day, and what care writes for the family" },
  },
  video: {
    label: { zh: "视频", en: "Video" },
    hint: { zh: "视频通话和照片", en: "video calls and pictures" },
  },
};

export const guardianProofWords: Readonly<Record<GuardianProofKind, Bilingual>> = {
  "household-register": { zh: "户口簿", en: "household register" },
  "court-judgment": { zh: "法院判决书", en: "court judgment" },
  "agreed-guardianship": { zh: "意定监护公证书", en: "notarised agreement on guardianship" },
  appointment: { zh: "居（村）委会或民政部门指定书", en: "appointment by the committee or civil affairs" },
  other: { zh: "其他证明", en: "other proof" },
};

export const joiningPurposeWords: Readonly<
  Record<JoiningPurpose, { readonly label: Bilingual; readonly isNeeded: boolean }>
> = {
  relation: {
    label: {
      zh: "保存我的姓名、与老人的关系和查看记录（没有这一项就不能使用）",
      en: "Keep my name, my relation and when I looked (nothing works without)",
    },
    isNeeded: true,
  },
  messages: {
    label: { zh: "用我的联系方式给我发通知（可以不同意）", en: "Write to me by the address I give (you may say no)" },
    isNeeded: false,
  },
};
