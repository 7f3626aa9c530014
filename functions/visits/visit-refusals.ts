import type { Bilingual } from "../../contracts/http/fields.ts";
import type { VisitRefusalReason } from "../../domain/visits/act.ts";
import type { QualificationGap } from "../../domain/visits/qualification.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

const reasons: Readonly<Record<VisitRefusalReason | QualificationGap, Bilingual>> = {
  over: { zh: "这次巡诊已经结束", en: "this visit is over" },
  "not-begun": { zh: "通话还没有开始，请先进入候诊室", en: "the call has not begun; enter the waiting room first" },
  "in-call-already": { zh: "正在通话，请先结束通话", en: "the call is under way; end it first" },
  "not-medical": { zh: "家属通话和技术指导不含诊疗", en: "nobody is treated in a family's call or in guidance" },
  locked: { zh: "记录已签名锁定，只能补充", en: "the note is signed and locked; it can only be added to" },
  "too-early": {
    zh: "还没到时间，预约前 60 分钟起可以进入",
    en: "it is too early: one can enter from 60 minutes before",
  },
  "call-full": { zh: "通话已满 4 人", en: "four are in the call already" },
  "page-taken": {
    zh: "这个页面的通话标识已属于别人，请刷新页面后再进入",
    en: "this page's name in calls is somebody else's; load the page anew and enter again",
  },
  "no-consent": {
    zh: "还没有记录知情同意（远程会诊须书面）",
    en: "consent is not recorded yet (a consultation between facilities takes a written one)",
  },
  "not-in-care": {
    zh: "居民已不在申请这次巡诊的机构",
    en: "the resident is no longer in the care of the facility that asked for this visit",
  },
  "nobody-there": {
    zh: "主诊医生和居民身边的人都进入候诊室后才能开始",
    en: "the call begins when the doctor who leads and somebody at the resident's side are in the waiting room",
  },
  "stop-instead": {
    zh: "按核对结果不适合线上，请点“不适合线上，请来院”，记录会保留并可签名",
    en: "it is assessed as unsuitable; stop it as “come in” instead: the note stays and can be signed",
  },
  "not-eligible": {
    zh: "还没有核对资格，或按核对结果不适合线上",
    en: "eligibility is not assessed yet, or speaks against treating by video",
  },
  "list-full": { zh: "已达条数上限", en: "the list is full" },
  "unknown-order": { zh: "没有这项任务", en: "there is no such order" },
  "due-not-ahead": {
    zh: "完成时间须在现在之后、一年之内",
    en: "a task is due ahead of now and within a year",
  },
  "order-over": {
    zh: "这项任务已取消或已结束",
    en: "the task was cancelled, or is over",
  },
  "reported-already": { zh: "这项任务已经完成", en: "the order is done already" },
  "note-incomplete": {
    zh: "记录还有空缺的部分，补全后再签名",
    en: "parts of the note are empty; fill them in, then sign",
  },
  "no-licence": {
    zh: "您的执业证书还没有登记，不能下达任务和签名；请机构负责人在“人员”里补登，记录草稿会保留",
    en: "your licence is not recorded, so that you cannot order or sign; have the facility's manager record it under People, the draft stays",
  },
  "short-practice": {
    zh: "独立临床工作未满 3 年，不能线上诊疗；请由符合条件的医生下达任务和签名，记录草稿会保留",
    en: "treating online takes three years of independent clinical work; have a doctor with these order and sign, the draft stays",
  },
};

/** Why it cannot be done with the visit as it stands. */
export function visitNotSo(because: VisitRefusalReason | QualificationGap): RequestRefusedError {
  const { zh, en } = reasons[because];
  return new RequestRefusedError("visit-not-so", {
    zh: `${zh}，未做任何改动。`,
    en: `Not possible: ${en}. Nothing was changed.`,
  });
}

/** Somebody who has a part in the visit, but not this one. */
export function visitNotYours(): RequestRefusedError {
  return new RequestRefusedError("visit-not-yours", {
    zh: "这一步由主诊一方的医生来做（家属须被邀请才能参加），未做任何改动。",
    en: "This is for the leading side's doctor (relatives take part when they are invited); nothing was changed.",
  });
}

/** A visit that others kept writing, or a note that another one wrote since it was read. */
export function visitChangedByOthers(): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: "刚刚被别人改动，本次未做改动。请对照最新内容后重试。",
    en: "Somebody else changed it just now; nothing was changed. Compare with what stands there, then try again.",
  });
}

/** Two facilities without an agreement for it on that day. */
export function noVisitRoute(leadId: string, consultedId: string): RequestRefusedError {
  return new RequestRefusedError("no-such-visit-route", {
    zh: `机构 ${leadId} 与 ${consultedId} 之间当日没有这类巡诊所需的协议（诊疗、会诊须有“远程会诊”，技术指导须有“指导”），未登记。请先签订协议，或改选机构。`,
    en: `No agreement of that day covers this from ${leadId} to ${consultedId} (tele-consultation to treat or advise on a treatment, guidance to be asked); nothing was requested. Make one first, or choose another facility.`,
  });
}
