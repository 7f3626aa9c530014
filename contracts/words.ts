import type { AlertKind, VerdictReason } from "../domain/alerts/alert.ts";
import { entryOf, type ObservationCode } from "../domain/model/observations.ts";
import type { ObservationValue } from "../domain/model/reading.ts";
import { day, hour, minute, second } from "../domain/model/time.ts";
import type { ReferralState } from "../domain/referrals/states.ts";
import type { LimitedCode } from "../domain/watch/plan.ts";
import type { Bilingual } from "./http/fields.ts";

/** U+2009: stands between digits and their unit. */
export const thinSpace = "\u2009";

const englishUnits: Readonly<Record<string, string>> = { "次/分": "/min", 步: "steps" };

/** The unit as people read it; empty for booleans and codes. */
export function unitText(code: ObservationCode): Bilingual {
  const entry = entryOf(code);
  if (entry.value !== "quantity") return { zh: "", en: "" };
  return { zh: entry.displayUnit, en: englishUnits[entry.displayUnit] ?? entry.displayUnit };
}

/** A value with its unit (`135 次/分`), yes or no, or the label of its code. */
export function valueText(code: ObservationCode, value: ObservationValue): Bilingual {
  const entry = entryOf(code);
  if (entry.value === "code") {
    const answer = String(value);
    const label = Object.hasOwn(entry.answers, answer) ? entry.answers[answer] : undefined;
    return label ?? { zh: answer, en: answer };
  }
  if (typeof value === "boolean") return value ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  if (entry.value !== "quantity" || typeof value !== "number") return { zh: String(value), en: String(value) };
  const digits = value.toFixed(entry.decimals);
  const unit = unitText(code);
  return { zh: `${digits}${thinSpace}${unit.zh}`, en: `${digits}${thinSpace}${unit.en}` };
}

/** Seconds below a minute, minutes below two hours, then hours, then days; rounded down. */
export function durationText(ms: number): Bilingual {
  const [unit, zh, en] =
    ms < minute
      ? ([second, "秒", "s"] as const)
      : ms < 2 * hour
        ? ([minute, "分钟", "min"] as const)
        : ms < 2 * day
          ? ([hour, "小时", "h"] as const)
          : ([day, "天", "days"] as const);
  const count = Math.floor(ms / unit);
  return { zh: `${count}${thinSpace}${zh}`, en: `${count}${thinSpace}${en}` };
}

const vitalLimits: Readonly<Record<LimitedCode, Bilingual>> = {
  "heart-rate": { zh: "心率", en: "Heart rate" },
  "respiratory-rate": { zh: "呼吸", en: "Respiratory rate" },
  spo2: { zh: "血氧", en: "SpO₂" },
  "systolic-blood-pressure": { zh: "收缩压", en: "Systolic pressure" },
  "diastolic-blood-pressure": { zh: "舒张压", en: "Diastolic pressure" },
  "body-temperature": { zh: "体温", en: "Temperature" },
  glucose: { zh: "血糖", en: "Glucose" },
};

const kindTitles: Readonly<Record<Exclude<AlertKind, `${LimitedCode}-limit`>, Bilingual>> = {
  fall: { zh: "疑似跌倒", en: "Suspected fall" },
  sos: { zh: "紧急呼叫", en: "SOS call" },
  smoke: { zh: "烟雾报警", en: "Smoke" },
  gas: { zh: "燃气报警", en: "Gas" },
  news2: { zh: "早期预警评分升高", en: "NEWS2 raised" },
  "bed-exit": { zh: "离床未归", en: "Out of bed, not back" },
  inactivity: { zh: "长时间无活动", en: "No activity" },
  "long-lie": { zh: "跌倒后久未起身", en: "Long lie after a fall" },
  "device-silent": { zh: "设备无信号", en: "Device silent" },
  "low-battery": { zh: "设备电量低", en: "Battery low" },
  "referral-incoming": { zh: "绿色通道患者将到", en: "Green channel: somebody is coming" },
  "referral-late": { zh: "转诊环节超时", en: "Referral is late" },
  "referral-asked": { zh: "转诊等您答复", en: "A referral waits for your answer" },
  "referral-papers": { zh: "转诊资料未按时补全", en: "Papers of a referral are late" },
  "referral-untaken": {
    zh: "下转一周以上无人接收，请定去向",
    en: "Nobody takes them back: say what is to become of it",
  },
  "referral-unanswered": { zh: "医院无人应答，请电话联系", en: "Nobody at the hospital answers: telephone them" },
  "bed-asked": { zh: "床位事项等您办理", en: "A bed waits for you" },
  "bed-late": { zh: "床位事项超时未办", en: "A bed was not seen to in time" },
  "task-late": { zh: "巡诊任务超时未做", en: "A task of a visit is late" },
  "referral-ended": {
    zh: "对方已结束转诊，或告知人在别处：请核对",
    en: "The other house ended a referral, or says they are elsewhere: look and act",
  },
};

/** Nobody of any house ended it. */
const endedByTime: Bilingual = {
  zh: "转诊长期无人办理，已自动结束：请核对",
  en: "A referral ended by itself, nobody dealt with it: look and act",
};

/** The hospital found an emergency where it was asked for a place. */
const sendAtOnce: Bilingual = {
  zh: "医院要求走绿色通道，请立即送出",
  en: "The hospital asks for the green channel: send them at once",
};

/** A department is told of somebody whom the house has accepted and who is to come to it. */
const toCome: Bilingual = {
  zh: "转诊病人将来本科，请准备",
  en: "Somebody referred comes to your department: get ready",
};

/** What an alert is, in the words of the ward: 疑似跌倒, 离床未归, 心率偏高. */
export function alertTitle(kind: AlertKind, reason: VerdictReason): Bilingual {
  const code = limitedCodeOf(kind);
  if (code === undefined && kind === "referral-ended" && reason.code === "referral" && reason.state === "cancelled")
    return endedByTime;
  if (kind === "referral-asked" && reason.code === "referral") return askedTitle(reason);
  if (code === undefined) return kindTitles[kind as keyof typeof kindTitles];
  const vital = vitalLimits[code];
  if (reason.code === "above-limit") return { zh: `${vital.zh}偏高`, en: `${vital.en} high` };
  if (reason.code === "below-limit") return { zh: `${vital.zh}偏低`, en: `${vital.en} low` };
  return { zh: `${vital.zh}异常`, en: `${vital.en} out of range` };
}

/** Once there is a place nobody is asked for one: whom the hospital found to be an emergency is to be sent, others are to come. */
function askedTitle({ state, mode }: Extract<VerdictReason, { readonly code: "referral" }>): Bilingual {
  if (mode === "green-channel" && (state === "accepted" || state === "onward-accepted")) return sendAtOnce;
  return isAccepted.includes(state) ? toCome : kindTitles["referral-asked"];
}

/** There is a place, and they have not come yet. */
const isAccepted: readonly ReferralState[] = [
  "accepted",
  "transport-arranged",
  "en-route",
  "onward-accepted",
  "onward-en-route",
];

function limitedCodeOf(kind: AlertKind): LimitedCode | undefined {
  const code = kind.replace(/-limit$/, "");
  return Object.hasOwn(vitalLimits, code) ? (code as LimitedCode) : undefined;
}
