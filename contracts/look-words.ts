import type { AuditClass, AuditDeed, AuditReason } from "../domain/audit/entry.ts";
import type { Role } from "../domain/model/person.ts";
import type { Bilingual } from "./http/fields.ts";

/** What of a resident somebody touched. */
export const auditClassTitles: Readonly<Record<AuditClass, Bilingual>> = {
  identity: { zh: "姓名与床位", en: "name and bed" },
  "status-light": { zh: "平安灯", en: "the light" },
  vitals: { zh: "体征与活动", en: "vitals and activity" },
  alerts: { zh: "告警", en: "alerts" },
  record: { zh: "健康与照护记录", en: "the record" },
  video: { zh: "视频探访与巡诊", en: "video visits" },
  referral: { zh: "转诊资料", en: "papers of a referral" },
  consent: { zh: "家属与授权", en: "relatives and consents" },
  audit: { zh: "“谁看过”名单", en: "who looked" },
};

const deeds: Readonly<Record<AuditDeed, Bilingual>> = {
  read: { zh: "查看", en: "looked at" },
  change: { zh: "更改", en: "changed" },
  listen: { zh: "实时查看", en: "watched live" },
};

/** In what role somebody looked. */
export const lookRoleTitles: Readonly<Record<Role, Bilingual>> = {
  carer: { zh: "护理员", en: "carer" },
  nurse: { zh: "护士", en: "nurse" },
  doctor: { zh: "医生", en: "doctor" },
  "referral-coordinator": { zh: "转诊专员", en: "referral coordinator" },
  "facility-manager": { zh: "机构负责人", en: "facility manager" },
  "health-supervisor": { zh: "卫健监管人员", en: "health supervisor" },
  "civil-affairs-supervisor": { zh: "民政监管人员", en: "civil affairs supervisor" },
  operator: { zh: "系统管理员", en: "operator" },
  family: { zh: "家属", en: "relative" },
  device: { zh: "设备", en: "device" },
};

/** What somebody did, e.g. `查看告警（机构名单）`. */
export function lookText(deed: AuditDeed, dataClass: AuditClass, inList: boolean): Bilingual {
  const [verb, thing] = [deeds[deed], auditClassTitles[dataClass]];
  return {
    zh: `${verb.zh}${thing.zh}${inList ? "（本机构名单）" : ""}`,
    en: `${verb.en} ${thing.en}${inList ? " (in a list of the house)" : ""}`,
  };
}

/** As whom somebody looked. */
export function lookRoleOf(why: AuditReason): Bilingual {
  if (why.kind === "relation") return { zh: why.relation, en: why.relation };
  if (why.kind === "break-glass") return { zh: "紧急查阅", en: "in an emergency" };
  if (why.kind === "operators-command") return lookRoleTitles.operator;
  return why.role === undefined ? { zh: "工作人员", en: "staff" } : lookRoleTitles[why.role];
}

/** By what right, in words. */
export function lookReasonText(why: AuditReason): Bilingual {
  switch (why.kind) {
    case "relation":
      return why.consentId === undefined
        ? { zh: "作为家属", en: "as a relative" }
        : { zh: "经本人或监护人同意", en: "by the consent of the resident or guardian" };
    case "duty":
      return why.facilityId === undefined
        ? { zh: "监管或系统职责", en: "by a duty for the whole service" }
        : { zh: "在本机构的工作", en: "by their work at the house" };
    case "part":
      return why.in === "referral"
        ? { zh: "参与这次转诊", en: "by their house's part in a referral" }
        : { zh: "参与视频巡诊", en: "by their house's part in a visit" };
    case "break-glass":
      return { zh: "紧急情况下限时打开，须事后审核", en: "opened in an emergency for a limited time, to be reviewed" };
    case "operators-command":
      return { zh: "系统维护", en: "to keep the service running" };
  }
}
