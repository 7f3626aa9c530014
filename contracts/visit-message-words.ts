import type { EpochMs } from "../domain/model/time.ts";
import { clockTimeOf } from "./iso-time.ts";
import type { MessageLanguage, MessageWords } from "./notification-words.ts";

/** Of a visit that somebody asks for, that nobody took, that is near, or was missed; like every message it names neither person nor illness. */
export function visitWords(
  what: "remind" | "missed" | "ask" | "unanswered",
  scheduledAt: EpochMs | undefined,
  language: MessageLanguage,
): MessageWords {
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
