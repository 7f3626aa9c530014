import type { ConsentGiver, ConsentWay } from "../domain/referrals/consent.ts";
import type { ReferralMode } from "../domain/referrals/referral.ts";
import type { ReferralState } from "../domain/referrals/states.ts";
import type { ReferralStep } from "../domain/referrals/step.ts";
import type { PointCode } from "../domain/referrals/time-points.ts";
import type { Urgency } from "../domain/referrals/urgency.ts";
import type { Bilingual } from "./http/fields.ts";

/** Where a referral stands, in the words of the referral office. */
export const referralStateTitles: Readonly<Record<ReferralState, Bilingual>> = {
  requested: { zh: "待受理", en: "Requested" },
  triaged: { zh: "已分诊，待接收", en: "Triaged" },
  accepted: { zh: "已接收，待转运", en: "Accepted" },
  declined: { zh: "未接收，待改投", en: "Declined: ask the next" },
  "transport-arranged": { zh: "车辆已安排", en: "Transport arranged" },
  "en-route": { zh: "转运途中", en: "On the way" },
  arrived: { zh: "已到院", en: "Arrived" },
  admitted: { zh: "已收治", en: "Admitted" },
  treated: { zh: "已处置，可返回", en: "Treated, may return" },
  "onward-requested": { zh: "拟转院，待对方答复", en: "Asked another hospital to take over" },
  "onward-declined": { zh: "转院未获接收", en: "The other hospital declined" },
  "onward-accepted": { zh: "转院已接收，待出发", en: "Another hospital takes over, to leave" },
  "onward-en-route": { zh: "转院途中", en: "On the way to another hospital" },
  "ready-for-down": { zh: "可下转，待接回方确认", en: "Fit to go back" },
  "down-accepted": { zh: "接回方已确认", en: "Return accepted" },
  returning: { zh: "返回途中", en: "On the way back" },
  "follow-up-due": { zh: "已返回，待随访", en: "Back, follow-up due" },
  away: { zh: "在平台外医院，待追踪", en: "At a hospital outside, to be asked after" },
  closed: { zh: "已结束", en: "Closed" },
  cancelled: { zh: "已取消", en: "Cancelled" },
  died: { zh: "已去世", en: "Died" },
  elsewhere: { zh: "留在平台外医院，已结束", en: "Stays at a hospital outside" },
};

/**
 * Where a case of a mode stands. In the green channel nobody at the hospital has accepted anything: the agreement has,
 * whether or not anybody there has seen it yet.
 */
export function referralStateTitle(state: ReferralState, mode: ReferralMode): Bilingual {
  if (mode === "routine") return referralStateTitles[state];
  if (state === "onward-accepted") return onwardByAgreement;
  return state === "accepted" ? acceptedByAgreement : referralStateTitles[state];
}

const onwardByAgreement: Bilingual = { zh: "按协议转院，待出发", en: "By agreement to another hospital, to leave" };
const acceptedByAgreement: Bilingual = { zh: "按协议转诊，待转运", en: "By agreement, to leave" };

/** How far the person has come whose alert called the green channel, as that alert tells it. */
export function referralNewsText({
  state,
  house,
  isUnanswered,
  isAnswered,
}: {
  readonly state: ReferralState;
  readonly house: string;
  readonly isUnanswered?: true | undefined;
  readonly isAnswered?: true | undefined;
}): Bilingual {
  if (isUnanswered === true)
    return { zh: `${house}无人应答，请电话联系`, en: `Nobody at ${house} answers: telephone them` };
  if (isAnswered === true) return { zh: `${house}已应答`, en: `${house} answered` };
  const { zh, en } = referralStateTitle(state, "green-channel");
  return { zh: `${house} ${zh}`, en: `${house}: ${en}` };
}

/** What was done, in the words of the timeline. */
export const referralStepTitles: Readonly<Record<ReferralStep["what"], Bilingual>> = {
  request: { zh: "发起转诊", en: "Requested" },
  record: { zh: "记录时间节点", en: "Recorded a moment" },
  papers: { zh: "补充资料", en: "Completed the papers" },
  late: { zh: "环节超时，已提醒", en: "Late: called" },
  "late-papers": { zh: "资料未按时补全，已提醒", en: "Papers late: called" },
  untaken: { zh: "一周以上无人接收，已告知双方负责人", en: "Nobody takes them back: both managers are told" },
  "clock-set-back": { zh: "系统时间回拨，本环节重新计时", en: "The clock was set back: the stage counts anew" },
  "take-back": { zh: "撤回误操作", en: "Took back a mistake" },
  hold: { zh: "床位安排", en: "Bed" },
  triage: { zh: "分诊", en: "Triaged" },
  accept: { zh: "同意接收", en: "Accepted" },
  decline: { zh: "不接收", en: "Declined" },
  substitute: { zh: "改由其他医院接诊", en: "Another hospital takes the person" },
  offer: { zh: "改投下一家", en: "Asked the next house" },
  unanswered: { zh: "医院无人应答，已通知转出方", en: "Nobody at the hospital answers: the sending house is told" },
  answered: { zh: "医院已应答", en: "The hospital answered" },
  "call-again": { zh: "又有紧急情况，再次呼叫", en: "A further emergency: called again" },
  upgrade: { zh: "转为绿色通道", en: "Made a green channel" },
  "arrange-transport": { zh: "安排车辆", en: "Arranged transport" },
  depart: { zh: "出发", en: "Left" },
  arrive: { zh: "到院", en: "Arrived" },
  "arrive-elsewhere": { zh: "已到其他医院，转诊在那里继续", en: "Came to another hospital, where the case goes on" },
  "transfer-onward": { zh: "申请转往另一家医院", en: "Asked another hospital to take over" },
  "transfer-urgent": { zh: "绿色通道转往另一家医院", en: "Sent on to another hospital by the green channel" },
  stay: { zh: "不转院，留院", en: "Stays, not sent on" },
  "ask-after": { zh: "追踪近况", en: "Asked after them" },
  admit: { zh: "收治", en: "Admitted" },
  treat: { zh: "处置完毕", en: "Treated" },
  ready: { zh: "可下转", en: "Fit to go back" },
  "not-ready": { zh: "暂不下转", en: "Not fit after all" },
  "accept-down": { zh: "同意接回", en: "Takes the person back" },
  "decline-down": { zh: "不能接回", en: "Cannot take the person back" },
  "offer-down": { zh: "改请其他机构接回", en: "Asked another house to take the person back" },
  "depart-back": { zh: "离院返回", en: "Left for home" },
  "turn-back": { zh: "途中折返医院", en: "Turned back to the hospital" },
  "receive-back": { zh: "已接回", en: "Back" },
  "follow-up": { zh: "完成随访", en: "Followed up" },
  cancel: { zh: "取消", en: "Cancelled" },
  elsewhere: { zh: "去了平台外的医院", en: "Went to a hospital outside" },
  died: { zh: "去世", en: "Died" },
  close: { zh: "结束", en: "Closed" },
  note: { zh: "备注", en: "Note" },
  discharge: { zh: "本人已结束照护", en: "Care has ended" },
  supersede: { zh: "因新的急诊转诊而结束", en: "Ended for a new emergency" },
  expire: { zh: "长期无人办理，自动结束", en: "Ended: nobody did anything" },
};

/** How soon somebody has to be seen, with a shape of its own beside its words. */
export const urgencyWords: Readonly<Record<Urgency, Bilingual & { readonly shape: string }>> = {
  stat: { shape: "◆", zh: "急诊", en: "At once" },
  asap: { shape: "◈", zh: "24 小时内", en: "Within 24 h" },
  urgent: { shape: "◇", zh: "本周内", en: "This week" },
  routine: { shape: "○", zh: "择期", en: "Elective" },
};

/** Of the same urgency they come before others. */
export const contractedWords: Bilingual = { zh: "优先转诊（家庭医生签约）", en: "First in line (family doctor)" };

/** Who consented to a transfer, and how. */
export const consentGiverWords: Readonly<Record<ConsentGiver, Bilingual>> = {
  resident: { zh: "本人", en: "the person" },
  relative: { zh: "家属", en: "a relative" },
  guardian: { zh: "监护人", en: "the guardian" },
};
export const consentWayWords: Readonly<Record<ConsentWay, Bilingual>> = {
  signed: { zh: "书面签字", en: "signed on paper" },
  phone: { zh: "电话", en: "by telephone" },
  spoken: { zh: "当面口头", en: "said in presence" },
};

/** Moments and preparations, as a button names them. */
export const pointTitles: Readonly<Record<PointCode, Bilingual>> = {
  door: { zh: "到达医院大门", en: "Hospital door" },
  "first-door": { zh: "到达首诊机构", en: "First house reached" },
  "first-door-out": { zh: "离开首诊机构", en: "First house left" },
  "last-known-well": { zh: "最后正常时间", en: "Last known well" },
  "first-medical-contact": { zh: "首次医疗接触", en: "First medical contact" },
  "first-ecg": { zh: "首份心电图", en: "First ECG" },
  "ecg-diagnosis": { zh: "心电图诊断", en: "ECG read" },
  "troponin-drawn": { zh: "肌钙蛋白采血", en: "Troponin drawn" },
  "troponin-result": { zh: "肌钙蛋白结果", en: "Troponin result" },
  "cath-lab-activated": { zh: "启动导管室", en: "Cath lab activated" },
  "cath-lab-ready": { zh: "导管室可用", en: "Cath lab ready" },
  wire: { zh: "导丝通过", en: "Wire crossed" },
  ct: { zh: "CT 检查", en: "CT" },
  needle: { zh: "静脉溶栓给药", en: "Thrombolysis begun" },
  puncture: { zh: "股动脉穿刺", en: "Groin puncture" },
  "team-at-bedside": { zh: "创伤团队到床旁", en: "Trauma team at the bedside" },
  surgery: { zh: "急诊手术开始", en: "Emergency surgery begun" },
  "prepare-ecg": { zh: "心电图机就位", en: "ECG ready" },
  "prepare-cath-lab": { zh: "通知导管室", en: "Cath lab told" },
  "prepare-cardiologist": { zh: "通知心内科值班医生", en: "Cardiologist told" },
  "prepare-ct": { zh: "CT 预留", en: "CT kept free" },
  "prepare-stroke-team": { zh: "通知卒中小组", en: "Stroke team told" },
  "prepare-thrombolysis": { zh: "溶栓药备好", en: "Thrombolysis ready" },
  "prepare-trauma-team": { zh: "通知创伤团队", en: "Trauma team told" },
  "prepare-blood": { zh: "备血", en: "Blood ready" },
  "prepare-operating-room": { zh: "手术室准备", en: "Operating room ready" },
  "prepare-resuscitation-bay": { zh: "抢救床位准备", en: "Resuscitation bay ready" },
  "prepare-obstetric-team": { zh: "通知产科小组", en: "Obstetric team told" },
  "prepare-paediatric-team": { zh: "通知儿科小组", en: "Paediatric team told" },
};
