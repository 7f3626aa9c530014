import type { Period } from "./period.ts";

/** What has to have happened to a person, or to a record, before its time begins to count. */
export const clocks = ["last-visit", "last-discharge", "service-end", "written", "in-use"] as const;
export type RetentionClock = (typeof clocks)[number];

interface ClassFacts {
  readonly label: { readonly zh: string; readonly en: string };
  /** `law`: nothing of it is deleted before; `policy`: ours, and whoever is meant may have it deleted at once. */
  readonly basis: "law" | "policy";
  /** The least that law or policy asks for; absent: as long as it is used. */
  readonly period?: Period;
  readonly from: RetentionClock;
  /** Where it stands written. Not verified where it says so: ask counsel before relying on it. */
  readonly source: string;
}

/**
 * How long each kind of record is kept, and from when on (reference: 医疗机构管理条例实施细则 art. 53, 互联网诊疗监管细则,
 * 养老机构管理办法 2020, 网络安全法 art. 21, 个人信息保护法 art. 19, 56). Operators may lengthen what law asks for, and
 * never shorten it.
 */
export const retentionClasses = {
  "outpatient-record": {
    label: { zh: "门（急）诊病历", en: "outpatient and emergency record" },
    basis: "law",
    period: { years: 15 },
    from: "last-visit",
    source: "医疗机构管理条例实施细则 art. 53",
  },
  "inpatient-record": {
    label: { zh: "住院病历", en: "inpatient record" },
    basis: "law",
    period: { years: 30 },
    from: "last-discharge",
    source: "医疗机构管理条例实施细则 art. 53",
  },
  "internet-process": {
    label: { zh: "互联网诊疗过程记录", en: "record of the course of internet care" },
    basis: "law",
    period: { years: 3 },
    from: "last-visit",
    source: "互联网诊疗监管细则（试行） 2022",
  },
  "prescription-ordinary": {
    label: { zh: "普通处方", en: "ordinary prescription" },
    basis: "law",
    period: { years: 1 },
    from: "written",
    source: "处方管理办法 art. 50 (not verified)",
  },
  "prescription-restricted": {
    label: { zh: "医疗用毒性药品、第二类精神药品处方", en: "prescription of toxic or class II psychotropic medicines" },
    basis: "law",
    period: { years: 2 },
    from: "written",
    source: "处方管理办法 art. 50 (not verified)",
  },
  "prescription-narcotic": {
    label: { zh: "麻醉药品、第一类精神药品处方", en: "prescription of narcotics or class I psychotropic medicines" },
    basis: "law",
    period: { years: 3 },
    from: "written",
    source: "处方管理办法 art. 50 (not verified)",
  },
  "resident-file": {
    label: { zh: "养老机构老年人档案", en: "resident's file of an elderly home" },
    basis: "law",
    period: { years: 5 },
    from: "service-end",
    source: "养老机构管理办法 2020 (not verified)",
  },
  "security-log": {
    label: { zh: "网络安全日志", en: "security logs" },
    basis: "law",
    period: { months: 6 },
    from: "written",
    source: "网络安全法 art. 21 (not verified)",
  },
  "audit-trail": {
    label: { zh: "访问审计记录", en: "audit trail of who read and changed what" },
    basis: "law",
    period: { years: 3 },
    from: "written",
    source: "网络安全法 art. 21 asks for 6 months; 个人信息保护法 art. 54, 56: 3 years (not verified)",
  },
  "consent-evidence": {
    label: { zh: "同意与告知的凭证", en: "evidence of consent and notice" },
    basis: "law",
    period: { years: 3 },
    from: "service-end",
    source: "个人信息保护法 art. 56 (not verified), 民法典 art. 188: claims lapse after 3 years (not verified)",
  },
  "sensor-data": {
    label: { zh: "原始传感器数据", en: "raw sensor data" },
    basis: "policy",
    period: { days: 90 },
    from: "written",
    source: "no medical record by itself; aggregates stay with the record",
  },
  "observation-archive": {
    label: { zh: "体征数据归档", en: "archived observations" },
    basis: "policy",
    period: { years: 15 },
    from: "written",
    source: "as long as the record that they explain; deleted with the person's request",
  },
  "family-messages": {
    label: { zh: "家属留言和照片", en: "messages and photographs of families" },
    basis: "policy",
    period: { years: 1 },
    from: "service-end",
    source: "个人信息保护法 art. 19: no longer than needed",
  },
  "call-log": {
    label: { zh: "呼叫和值班记录", en: "log of calls and duties" },
    basis: "policy",
    period: { days: 400 },
    from: "written",
    source: "to say a year later who was called and was on duty",
  },
  passing: {
    label: { zh: "过程数据", en: "passing state" },
    basis: "policy",
    period: { days: 8 },
    from: "written",
    source: "gone by itself once it has served",
  },
  account: {
    label: { zh: "账号", en: "account" },
    basis: "policy",
    from: "in-use",
    source: "as long as somebody signs in with it",
  },
  "in-care": {
    label: { zh: "照护期间使用的数据", en: "what only the care needs" },
    basis: "policy",
    from: "in-use",
    source: "as long as the person is cared for, or the thing is used",
  },
  house: {
    label: { zh: "机构与系统配置", en: "what belongs to houses and to the service" },
    basis: "policy",
    from: "in-use",
    source: "about no resident or relative",
  },
  "kept-by-law": {
    label: { zh: "依法留存", en: "kept by law after an erasure" },
    basis: "law",
    from: "in-use",
    source: "until the time of the class under which it was put away",
  },
  backup: {
    label: { zh: "备份", en: "backups" },
    basis: "policy",
    period: { days: 35 },
    from: "written",
    source: "as far back as a cell can be restored; files of a box are not to be kept longer",
  },
  register: {
    label: { zh: "删除登记", en: "register of erasures" },
    basis: "law",
    from: "in-use",
    source: "个人信息保护法 art. 47, 55: that and when something was erased; ids only",
  },
} as const satisfies Record<string, ClassFacts>;

export type RetentionClass = keyof typeof retentionClasses;
export const retentionClassNames = Object.keys(retentionClasses) as readonly RetentionClass[];

export function classFacts(name: RetentionClass): ClassFacts {
  return retentionClasses[name];
}
