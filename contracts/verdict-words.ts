import type { VerdictReason } from "../domain/alerts/alert.ts";
import { type DeviceKind, deviceKinds } from "../domain/model/device.ts";
import { entryOf, type ObservationCode } from "../domain/model/observations.ts";
import type { OrderRole } from "../domain/visits/visit.ts";
import type { News2Band } from "../domain/watch/news2.ts";
import { bedMatterWords } from "./bed-matter-words.ts";
import { dutyRoleWords } from "./duty-words.ts";
import type { Bilingual } from "./http/fields.ts";
import { clockTimeOf, isoTimeOf } from "./iso-time.ts";
import { referralStateTitle } from "./referral-words.ts";
import { durationText, thinSpace, valueText } from "./words.ts";

type ReasonOf<Code extends VerdictReason["code"]> = Extract<VerdictReason, { code: Code }>;

/** Why an alert was raised, in one sentence with its values; clock times are of Asia/Shanghai. */
export function reasonText(reason: VerdictReason): Bilingual {
  switch (reason.code) {
    case "event":
      return eventText(reason);
    case "above-limit":
    case "below-limit":
      return limitText(reason);
    case "news2":
      return news2Text(reason);
    case "out-of-bed": {
      const since = clockTimeOf(reason.sinceMs);
      return { zh: `${since} 离床，至今未归`, en: `Out of bed since ${since}, not back` };
    }
    case "no-movement": {
      const since = clockTimeOf(reason.sinceMs);
      return { zh: `${since} 后没有活动`, en: `No movement since ${since}` };
    }
    case "long-lie": {
      const since = clockTimeOf(reason.sinceMs);
      return {
        zh: `${since} 跌倒，至今没有起身的迹象，也没有人到场`,
        en: `Fell at ${since}: not seen up since, and nobody there`,
      };
    }
    case "devices-silent": {
      const since = isoTimeOf(reason.sinceMs).slice(5, 16).replace("T", " ");
      const devices = devicesText(reason.kinds);
      return { zh: `${devices.zh} ${since} 起无信号`, en: `No signal from ${devices.en} since ${since}` };
    }
    case "battery-low": {
      const percent = valueText("battery", reason.percent);
      const devices = devicesText(reason.kinds);
      return { zh: `${devices.zh}电量 ${percent.zh}`, en: `Battery of ${devices.en} at ${percent.en}` };
    }
    case "referral":
      return referralText(reason);
    case "task":
      return taskText(reason);
    case "bed":
      return bedText(reason);
  }
}

/** Nothing of the person: what the houses know of them stands in the referral. */
function referralText({ state, mode, sinceMs, dueMs, house, owner, about }: ReasonOf<"referral">): Bilingual {
  const stage = referralStateTitle(state, mode);
  const since = clockTimeOf(sinceMs);
  if (dueMs === undefined) return { zh: `${since} 起：${stage.zh}`, en: `Since ${since}: ${stage.en.toLowerCase()}` };
  const due = isoTimeOf(dueMs).slice(5, 16).replace("T", " ");
  const who =
    house === undefined ? undefined : { zh: `${house} ${owner ?? "转诊值班"}`, en: `${owner ?? "the desk"}, ${house}` };
  if (about === "papers")
    return {
      zh: `转诊资料应在 ${due} 前补全${who === undefined ? "" : `，负责：${who.zh}`}`,
      en: `Its papers were to be complete by ${due}${who === undefined ? "" : `, by ${who.en}`}`,
    };
  return {
    zh: `“${stage.zh}”应在 ${due} 前完成${who === undefined ? "" : `，负责：${who.zh}`}`,
    en: `"${stage.en}" was to be over by ${due}${who === undefined ? "" : `, by ${who.en}`}`,
  };
}

/** What is to be done stands with the visit: like every message this one names neither person nor illness. */
function taskText({ role, assignee, dueMs }: ReasonOf<"task">): Bilingual {
  const due = isoTimeOf(dueMs).slice(5, 16).replace("T", " ");
  const { zh, en } = orderRoleTitles[role];
  return {
    zh: `应在 ${due} 前完成，负责：${assignee === undefined ? zh : `${assignee}（${zh}）`}`,
    en: `To be done by ${due}, by ${assignee === undefined ? en : `${assignee} (${en})`}`,
  };
}

/** The bed and what is to be done; nobody who lies there. */
function bedText({ what, label, roles, owner, sinceMs, dueMs }: ReasonOf<"bed">): Bilingual {
  const { zh, en } = bedMatterWords[what];
  const role = { zh: roles.map((each) => dutyRoleWords[each].zh).join("、"), en: roles.join(", ") };
  const named = owner === undefined ? { zh: "", en: "" } : { zh: `（${owner}）`, en: ` (${owner})` };
  const at = isoTimeOf(dueMs ?? sinceMs)
    .slice(5, 16)
    .replace("T", " ");
  const when = dueMs === undefined ? { zh: `${at} 起`, en: `since ${at}` } : { zh: `应在 ${at} 前`, en: `by ${at}` };
  return {
    zh: `${label}：${zh}，${when.zh}，负责：${role.zh}${named.zh}`,
    en: `${label}: ${en}, ${when.en}, by ${role.en}${named.en}`,
  };
}

const orderRoleTitles: Readonly<Record<OrderRole, Bilingual>> = {
  carer: { zh: "护理员", en: "a carer" },
  nurse: { zh: "护士", en: "a nurse" },
  doctor: { zh: "医生", en: "a doctor" },
  "referral-coordinator": { zh: "转诊协调员", en: "a referral coordinator" },
};

/** Staff look for a mattress sensor, not for an id; two of a kind are named once. */
function devicesText(kinds: readonly DeviceKind[]): Bilingual {
  const labels = [...new Set(kinds)].map((kind) => deviceKinds[kind].label);
  return { zh: labels.map(({ zh }) => zh).join("、"), en: labels.map(({ en }) => en.toLowerCase()).join(", ") };
}

const eventSentences = {
  fall: { zh: "设备检测到跌倒", en: "A device detected a fall" },
  sos: { zh: "按下了呼叫按钮", en: "The call button was pressed" },
  smoke: { zh: "探测器检测到烟雾", en: "A detector found smoke" },
  gas: { zh: "探测器检测到燃气", en: "A detector found gas" },
} as const;

function eventText({ type, reportedLateMs = 0 }: ReasonOf<"event">): Bilingual {
  const sentence = eventSentences[type];
  if (reportedLateMs < 60_000) return sentence;
  const late = durationText(reportedLateMs);
  return { zh: `${sentence.zh}，${late.zh}后才上报`, en: `${sentence.en}, reported ${late.en} late` };
}

function limitText({ code, observation, value, limit, forMs }: ReasonOf<"above-limit" | "below-limit">): Bilingual {
  const label = entryOf(observation).label;
  const measured = valueText(observation, value);
  const bound = valueText(observation, limit);
  const [zhSide, enSide] = code === "above-limit" ? ["高于上限", "above"] : ["低于下限", "below"];
  const lasted = durationText(forMs);
  return {
    zh: `${label.zh} ${measured.zh}，${zhSide} ${bound.zh}${forMs > 0 ? `，已持续 ${lasted.zh}` : ""}`,
    en: `${label.en} ${measured.en}, ${enSide} ${bound.en}${forMs > 0 ? ` for ${lasted.en}` : ""}`,
  };
}

const bandWords: Readonly<Record<News2Band, Bilingual>> = {
  low: { zh: "低危", en: "low risk" },
  "low-medium": { zh: "单项 3 分", en: "a single 3" },
  medium: { zh: "中危", en: "medium risk" },
  high: { zh: "高危", en: "high risk" },
};

/** A partial score is a lower bound with what is missing, never a bare number. */
function news2Text({ min, max, band, missing }: ReasonOf<"news2">): Bilingual {
  const risk = bandWords[band];
  if (missing.length === 0 && min === max)
    return { zh: `NEWS2 ${min}${thinSpace}分，${risk.zh}`, en: `NEWS2 ${min}, ${risk.en}` };
  const labels = missing.map(parameterLabel);
  return {
    zh: `NEWS2 ≥${min}，${risk.zh}，缺${labels.map(({ zh }) => zh).join("、")}`,
    en: `NEWS2 ≥${min}, ${risk.en}; missing ${labels.map(({ en }) => en.toLowerCase()).join(", ")}`,
  };
}

function parameterLabel(code: ObservationCode): Bilingual {
  return code === "systolic-blood-pressure" ? { zh: "血压", en: "Blood pressure" } : entryOf(code).label;
}
