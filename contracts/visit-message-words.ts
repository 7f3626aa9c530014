import type { EpochMs } from "../domain/model/time.ts";
import { clockTimeOf } from "./iso-time.ts";
import type { MessageLanguage, MessageWords } from "./notification-words.ts";

const newsWords = {
  cancelled: {
    zh: { title: "视频巡诊已取消", body: "不用再等候；有疑问请联系机构" },
    en: { title: "A video visit is called off", body: "There is no need to wait; ask the facility if in doubt" },
  },
  order: {
    zh: { title: "有新的待办任务", body: "请打开“待办任务”查看" },
    en: { title: "A new task", body: "Open the list of tasks" },
  },
  "order-not-done": {
    zh: { title: "下达的任务未做", body: "请查看原因并决定" },
    en: { title: "A task of yours was not done", body: "See why, and decide" },
  },
  "order-ended": {
    zh: { title: "巡诊任务已取消或结束", body: "请打开这次巡诊查看" },
    en: { title: "A task was cancelled, or ended", body: "Open the visit to see it" },
  },
  "plan-left-out": {
    zh: { title: "定期巡诊有人没有列入", body: "请打开“定期巡诊”查看是谁、为什么，并另行安排" },
    en: { title: "A planned visit leaves somebody out", body: "See in the plan who and why, and arrange it otherwise" },
  },
  "plan-lacks-doctor": {
    zh: { title: "定期巡诊没有可签名的医生", body: "主诊机构没有已登记执业证书的医生，请联系其负责人" },
    en: {
      title: "Nobody can sign a planned visit",
      body: "No doctor there has a licence on record; ask their manager",
    },
  },
} as const;

/** Of a visit that somebody asks for, that nobody took, that is near, missed or called off, and of its tasks; like every message it names neither person nor illness. */
export function visitWords(
  what: "remind" | "missed" | "ask" | "unanswered" | keyof typeof newsWords,
  scheduledAt: EpochMs | undefined,
  language: MessageLanguage,
): MessageWords {
  if (what in newsWords) return newsWords[what as keyof typeof newsWords][language];
  const time = scheduledAt === undefined ? "" : clockTimeOf(scheduledAt);
  if (what === "ask")
    return language === "zh"
      ? { title: "视频巡诊申请", body: "请尽快安排时间，或直接进入候诊室" }
      : { title: "A video visit is asked for", body: "Give it a time soon, or enter the waiting room" };
  if (what === "unanswered")
    return language === "zh"
      ? { title: "视频巡诊申请无人回应", body: "请安排时间；紧急时请打电话联系医生" }
      : { title: "Nobody took a video visit", body: "Give it a time; where it is urgent, telephone a doctor" };
  if (what === "remind")
    return language === "zh"
      ? { title: `视频巡诊 ${time}`, body: "即将开始，请提前进入候诊室" }
      : { title: `Video visit ${time}`, body: "It begins soon: enter the waiting room in time" };
  return language === "zh"
    ? { title: `视频巡诊 ${time} 未成行`, body: "没有人到场，请重新安排" }
    : { title: `Video visit ${time} was missed`, body: "Nobody came; arrange another time" };
}
