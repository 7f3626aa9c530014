import type { DutyRole } from "../domain/duty/shift.ts";
import type { ChannelKind } from "../domain/notify/channel.ts";
import type { Bilingual } from "./http/fields.ts";

/** Roles that are on duty, as people call them. */
export const dutyRoleWords: Readonly<Record<DutyRole, Bilingual>> = {
  carer: { zh: "护理员", en: "carer" },
  nurse: { zh: "护士", en: "nurse" },
  doctor: { zh: "医生", en: "doctor" },
  "referral-coordinator": { zh: "转诊协调员", en: "referral coordinator" },
  "facility-manager": { zh: "机构负责人", en: "facility manager" },
};

/** The ways by which people are told. */
export const channelWords: Readonly<Record<ChannelKind, Bilingual>> = {
  "web-push": { zh: "网页推送", en: "Web push" },
  sms: { zh: "短信", en: "SMS" },
  voice: { zh: "语音电话", en: "Voice call" },
  email: { zh: "电子邮件", en: "E-mail" },
  wecom: { zh: "企业微信机器人", en: "WeCom robot" },
  dingtalk: { zh: "钉钉机器人", en: "DingTalk robot" },
  webhook: { zh: "外部系统接口", en: "Webhook" },
};
