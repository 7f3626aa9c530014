import { type AlertKind, type AlertPriority, isAboutBed } from "../domain/alerts/alert.ts";
import type { NoticeKind } from "../domain/notify/notice.ts";

/** The words of a message: they stand on locked screens, so they name the bed and how urgent it is, nothing else. */
export interface MessageWords {
  readonly title: string;
  readonly body: string;
}

export type MessageLanguage = "zh" | "en";

const marks: Readonly<Record<AlertPriority, string>> = { high: "▲", medium: "■", low: "●" };
const levels: Readonly<Record<AlertPriority, Readonly<Record<MessageLanguage, string>>>> = {
  high: { zh: "高优先级告警", en: "High-priority alert" },
  medium: { zh: "中优先级告警", en: "Medium-priority alert" },
  low: { zh: "低优先级告警", en: "Low-priority alert" },
};
/** What one is called to: somebody's bedside, whom a hospital is to take in, or a case between houses. */
export type CalledTo = "bedside" | "arrival" | "case";

/** What an alert calls to: of a case between houses, or of what is to be settled about a bed, nobody walks to one. */
export function calledTo(kind: AlertKind): CalledTo {
  if (kind === "referral-incoming") return "arrival";
  return kind.startsWith("referral-") || isAboutBed(kind) ? "case" : "bedside";
}

const atOnce: Readonly<Record<CalledTo, Readonly<Record<MessageLanguage, string>>>> = {
  bedside: { zh: "请立即查看，并点“我去”", en: 'Go at once, and tap "I\'m going"' },
  arrival: { zh: "请立即查看，并点“我来接诊”", en: 'Look at once, and tap "I take them in"' },
  case: { zh: "请立即查看，并点“我来办理”", en: 'Look at once, and tap "I see to it"' },
};
const later: Readonly<Record<Exclude<AlertPriority, "high">, Readonly<Record<MessageLanguage, string>>>> = {
  medium: { zh: "请尽快查看", en: "Look soon" },
  low: { zh: "请留意查看", en: "Have a look" },
};

function whatToDo(priority: AlertPriority, to: CalledTo, language: MessageLanguage): string {
  return (priority === "high" ? atOnce[to] : later[priority])[language];
}

/** Where somebody has to go: a bed of a facility; without a bed the facility alone. */
export interface Place {
  readonly facility: string;
  readonly bed?: string;
}

/** Of one alert, e.g. `▲ 高优先级告警 · 3号楼205-1床`. */
export function alertWords(
  priority: AlertPriority,
  { facility, bed }: Place,
  language: MessageLanguage,
  to: CalledTo = "bedside",
): MessageWords {
  const title = `${marks[priority]} ${levels[priority][language]} · ${bed ?? facility}`;
  const todo = whatToDo(priority, to, language);
  return { title, body: bed === undefined ? todo : `${facility} · ${todo}` };
}

/** Beds that one message names; more are counted. */
const mostBedsNamed = 8;

/** Of several alerts in one message, by the most urgent of them; `to`: what all of them call to, the bedside where they differ. */
export function groupWords(
  priority: AlertPriority,
  places: readonly Place[],
  language: MessageLanguage,
  to: CalledTo = "bedside",
): MessageWords {
  const beds = [...new Set(places.map(({ facility, bed }) => bed ?? facility))];
  const named = beds.slice(0, mostBedsNamed).join(language === "zh" ? "、" : ", ");
  const more = beds.length - mostBedsNamed;
  const count = places.length;
  if (language === "zh") {
    const rest = more > 0 ? ` 等 ${beds.length} 处` : "";
    return {
      title: `${marks[priority]} ${count} 条告警待处理`,
      body: `${named}${rest} · ${whatToDo(priority, to, "zh")}`,
    };
  }
  const rest = more > 0 ? ` and ${more} more` : "";
  return {
    title: `${marks[priority]} ${count} alerts are waiting`,
    body: `${named}${rest} · ${whatToDo(priority, to, "en")}`,
  };
}

const notices: Readonly<Record<NoticeKind, Readonly<Record<MessageLanguage, MessageWords>>>> = {
  "swap-proposed": {
    zh: { title: "有同事想和您换班", body: "请打开值班表，同意或谢绝" },
    en: { title: "A colleague asks to swap duties", body: "Open the roster to accept or decline" },
  },
  "swap-accepted": {
    zh: { title: "换班已同意", body: "值班表已改，请核对您的班次" },
    en: { title: "Your swap was accepted", body: "The roster has changed: look at your duties" },
  },
  "swap-declined": {
    zh: { title: "换班被谢绝", body: "您的班次不变" },
    en: { title: "Your swap was declined", body: "Your duty stays yours" },
  },
  "swap-withdrawn": {
    zh: { title: "换班已撤回", body: "您的班次不变，无需答复" },
    en: { title: "A swap was withdrawn", body: "Your duty stays yours; no answer is needed" },
  },
  "duty-covered": {
    zh: { title: "您的班次已有人替", body: "请打开值班表核对时间" },
    en: { title: "Somebody covers your duty", body: "Open the roster and check the times" },
  },
  "duty-given": {
    zh: { title: "有班次排给您", body: "请打开值班表核对时间" },
    en: { title: "A duty is yours now", body: "Open the roster and check the times" },
  },
  "duty-moved": {
    zh: { title: "您的班次改了时间", body: "请打开值班表核对时间" },
    en: { title: "Your duty has other times", body: "Open the roster and check the times" },
  },
  "duty-removed": {
    zh: { title: "您的班次已取消", body: "请打开值班表核对" },
    en: { title: "Your duty was removed", body: "Open the roster and check" },
  },
  "handed-over": {
    zh: { title: "同事把工作交接给您", body: "请打开交接单，看过后确认" },
    en: { title: "A colleague hands over to you", body: "Open the hand-over sheet, read it and confirm" },
  },
  "record-opened": {
    zh: { title: "有记录被紧急调阅", body: "请查看是谁、为何，事后复核" },
    en: { title: "A record was opened in an emergency", body: "See who opened it and why; judge it afterwards" },
  },
  "opening-late": {
    zh: { title: "有紧急调阅逾期未复核", body: "请尽快复核" },
    en: { title: "An emergency opening was not judged in time", body: "Please judge it soon" },
  },
  "family-message": {
    zh: { title: "有家属留言", body: "请打开家属消息，看过后回复" },
    en: { title: "A relative wrote to the care team", body: "Open the relatives' messages, read and answer" },
  },
};

/** Of what somebody is told about their own work: the facility and what to do, no person and no time. */
export function noticeWords(kind: NoticeKind, facility: string, language: MessageLanguage): MessageWords {
  const { title, body } = notices[kind][language];
  return { title: `${title} · ${facility}`, body };
}

/** Of a test that somebody asked for. */
export function testWords(language: MessageLanguage): MessageWords {
  return language === "zh"
    ? { title: "安护测试消息", body: "收到这条消息，说明此通知渠道可用。无需处理。" }
    : { title: "Anhu test message", body: "If you read this, the channel works. Nothing needs doing." };
}

/** Of the service's call to itself. */
export function selfTestWords(language: MessageLanguage): MessageWords {
  return language === "zh"
    ? { title: "安护自检呼叫", body: "系统定时自检，无需处理。" }
    : { title: "Anhu self-test call", body: "The service tests itself. Nothing needs doing." };
}
