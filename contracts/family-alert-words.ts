import type { Alert, AlertOutcome } from "../domain/alerts/alert.ts";
import type { AlertCourse, ToldOfAlert, ToldStep } from "../domain/family/alert-course.ts";
import type { StaffRole } from "../domain/family/staff-role.ts";
import { sentenceCase, staffRoleTitles } from "./family-role-words.ts";
import type { Bilingual } from "./http/fields.ts";
import { referralStateTitles } from "./referral-words.ts";

const ends: Readonly<Record<AlertOutcome, Bilingual>> = {
  real: { zh: "工作人员已处理", en: "Staff have dealt with it" },
  false: { zh: "工作人员看过，是误报", en: "Staff looked: it was a false alarm" },
  test: { zh: "是测试", en: "It was a test" },
  "device-fault": { zh: "工作人员看过，是设备故障", en: "Staff looked: a device was faulty" },
  "cleared-by-rule": { zh: "已恢复正常", en: "It is back to normal" },
};

/** What is being done about an alert now, or how it ended; `role` is that of whoever is on it. */
export function doingText(
  alert: Pick<Alert, "outcome" | "condition">,
  course: AlertCourse,
  role: StaffRole | undefined,
): Bilingual {
  if (course === "over") return alert.outcome === undefined ? { zh: "已结束", en: "It is over" } : ends[alert.outcome];
  const { zh, en } = staffRoleTitles[role ?? "other"];
  const who = sentenceCase(en);
  if (course === "there") return { zh: `${zh}已到身边`, en: `${who} is there` };
  if (course === "going") return { zh: `${zh}正在赶过去`, en: `${who} is on the way` };
  if (alert.condition === "cleared")
    return { zh: "情况已缓解，等工作人员确认", en: "It seems to be over; staff have yet to confirm it" };
  if (course === "watched")
    return { zh: "工作人员知道这个情况，暂时不再提醒", en: "Staff know of it and let it rest for a while" };
  return { zh: "系统正在通知工作人员，还没有人应答", en: "Staff are being called; nobody has answered yet" };
}

const steps: Readonly<Record<Exclude<ToldStep, "referral">, (zh: string, en: string) => Bilingual>> = {
  raised: () => ({ zh: "系统发现情况，开始通知工作人员", en: "It was noticed, and staff were called" }),
  cleared: () => ({ zh: "情况缓解", en: "It eased" }),
  "active-again": () => ({ zh: "情况再次出现，重新通知工作人员", en: "It came again, and staff were called again" }),
  acknowledged: (zh, en) => ({ zh: `${zh}说马上去`, en: `${en} is going` }),
  "on-site": (zh, en) => ({ zh: `${zh}到了身边`, en: `${en} was there` }),
  reopened: () => ({ zh: "没有按时到，重新通知工作人员", en: "Nobody came in time; staff were called again" }),
  released: (zh, en) => ({ zh: `${zh}去不了，重新通知工作人员`, en: `${en} could not go; staff were called again` }),
  "handed-over": (zh, en) => ({ zh: `${zh}交给下一班继续`, en: `${en} handed it to the next shift` }),
  shelved: (zh, en) => ({ zh: `${zh}看过，暂时不再提醒`, en: `${en} let it rest for a while` }),
  resolved: (zh, en) => ({ zh: `${zh}处理完毕`, en: `${en} dealt with it` }),
  closed: () => ({ zh: "已结束", en: "It is over" }),
};

/** One step of an alert's course, by role and without anybody's words. */
export function toldText({ what, state }: ToldOfAlert, role: StaffRole | undefined): Bilingual {
  if (what === "referral") {
    const stage = state === undefined ? { zh: "有进展", en: "went on" } : referralStateTitles[state];
    return { zh: `送医：${stage.zh}`, en: `To hospital: ${stage.en.toLowerCase()}` };
  }
  const { zh, en } = staffRoleTitles[role ?? "other"];
  return steps[what](zh, sentenceCase(en));
}
