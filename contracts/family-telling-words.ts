import type { AlertOutcome, AlertPriority } from "../domain/alerts/alert.ts";
import type { StaffRole } from "../domain/family/staff-role.ts";
import type { FamilyTold, FamilyWhat } from "../domain/family-telling/told.ts";
import type { MessageLanguage, MessageWords } from "./notification-words.ts";

type Bilingual = Readonly<Record<MessageLanguage, string>>;

/** What families call those who come: what they are, never who. */
const staffNames: Readonly<Record<StaffRole, Bilingual>> = {
  carer: { zh: "护理员", en: "A carer" },
  nurse: { zh: "护士", en: "A nurse" },
  doctor: { zh: "医生", en: "A doctor" },
  "referral-coordinator": { zh: "转诊协调员", en: "A referral coordinator" },
  "facility-manager": { zh: "机构负责人", en: "The facility's manager" },
  other: { zh: "工作人员", en: "Somebody of the staff" },
};

/** How a role stands in a message to relatives. */
export function staffName(role: StaffRole | undefined, language: MessageLanguage): string {
  return staffNames[role ?? "other"][language];
}

const begun: Readonly<Record<AlertPriority, Bilingual>> = {
  high: { zh: "▲ 您的家人有紧急情况", en: "▲ An emergency of your relative" },
  medium: { zh: "■ 您的家人有情况需要查看", en: "■ Your relative needs a look" },
  low: { zh: "● 您的家人有一条提醒", en: "● A remark about your relative" },
};

const outcomes: Readonly<Record<AlertOutcome, Bilingual>> = {
  real: { zh: "情况已处理完毕", en: "It has been dealt with" },
  false: { zh: "经查看是误报，家人没事", en: "It was a false alarm: your relative is all right" },
  test: { zh: "这是一次测试，家人没事", en: "It was a test: your relative is all right" },
  "device-fault": { zh: "是设备故障，家人没事", en: "A device was at fault: your relative is all right" },
  "cleared-by-rule": { zh: "情况已恢复正常", en: "It is over" },
};

const open: Bilingual = { zh: "打开安护查看", en: "Open Anhu to see more" };

/**
 * What a relative reads on a locked screen: that something is, and who does what about it. No name, no bed, no time, no
 * measurement and no diagnosis: whoever else looks at the telephone learns nothing of the resident's health. Of a record that
 * was opened the `house`, by name, where it is known.
 */
export function familyWords(
  told: FamilyTold,
  priority: AlertPriority,
  facility: string,
  language: MessageLanguage,
  house?: string,
): MessageWords {
  return { title: titleOf(told, priority, language, house), body: `${facility} · ${bodyOf(told, language)}` };
}

function titleOf(
  { what, role, outcome }: FamilyTold,
  priority: AlertPriority,
  language: MessageLanguage,
  house?: string,
): string {
  const who = staffName(role, language);
  const zh = language === "zh";
  const titles: Readonly<Record<FamilyWhat, string>> = {
    raised: begun[priority][language],
    acknowledged: zh ? `${who}已出发去看您的家人` : `${who} is on the way to your relative`,
    "on-site": zh ? `${who}已在您的家人身边` : `${who} is with your relative`,
    "called-again": zh ? "还没有处理完，正在再次呼叫" : "It is not dealt with yet: the staff are called again",
    "hospital-called": zh ? "已联系医院，正在安排送医" : "A hospital was called for your relative",
    "hospital-arrived": zh ? "您的家人已到医院" : "Your relative has come to the hospital",
    resolved: outcomes[outcome ?? "real"][language],
    "not-monitored": zh ? "暂时看不到您家人的情况" : "Your relative is not monitored at the moment",
    "monitored-again": zh ? "已恢复对您家人的监测" : "Your relative is monitored again",
    answer: zh ? "护理团队给您回了消息" : "The care team wrote to you",
    picture: zh ? "护理团队给您发来一张照片" : "The care team sent you a picture",
    "record-opened": zh
      ? `${house ?? "医院"}的${who}因急救打开了您家人的病历`
      : `${who} of ${house ?? "a hospital"} opened your relative's record in an emergency`,
  };
  return titles[what];
}

function bodyOf({ what }: FamilyTold, language: MessageLanguage): string {
  const zh = language === "zh";
  if (what === "raised")
    return zh ? "已呼叫护理人员，打开安护查看" : "The staff have been called; open Anhu to see more";
  if (what === "not-monitored")
    return zh ? "监测中断，护理人员已获通知" : "Monitoring is interrupted; the staff have been told";
  return open[language];
}

/** Of what quiet hours, or many at once, have held back; the newest is said, the others are counted. */
export function familyGroupWords(newest: MessageWords, count: number, language: MessageLanguage): MessageWords {
  return {
    title: language === "zh" ? `您有 ${count} 条家人消息` : `${count} messages about your relative`,
    body:
      language === "zh" ? `最近一条：${newest.title} · ${newest.body}` : `The latest: ${newest.title} · ${newest.body}`,
  };
}
