import type { LightReason } from "../domain/family/light-reasons.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { DischargeReason } from "../domain/register/discharge.ts";
import type { Bilingual } from "./http/fields.ts";
import { clockTimeOf, dateOf } from "./iso-time.ts";
import type { TransferStage } from "./transfer-stage.ts";

/** What the sentence of a light names, as far as the relative may see it. */
export interface LightDetails {
  readonly whereabouts: { readonly kind: "in-bed" | "unknown" } | { readonly kind: "up"; readonly since?: EpochMs };
  /** What happened, for whoever may see alerts. */
  readonly alertTitle?: Bilingual;
  readonly stage?: TransferStage;
  /** For whoever may see alerts or the record. */
  readonly hospital?: string;
  readonly silent: readonly Bilingual[];
}

/** What is said of somebody after their name; never surer than the light. */
export function lightSentence(reason: LightReason, details: LightDetails): Bilingual {
  switch (reason) {
    case "fresh-signs":
      return wellIn[details.whereabouts.kind];
    case "alert-urgent":
      return withTitle({ zh: "有紧急情况", en: "has an emergency" }, details.alertTitle);
    case "alert-open":
      return withTitle({ zh: "有情况，已提醒工作人员", en: "needs attention; staff were alerted" }, details.alertTitle);
    case "alert-cleared":
      return withTitle(
        { zh: "情况已缓解，等工作人员确认", en: "seems better; staff have yet to confirm it" },
        details.alertTitle,
      );
    case "leaving":
      return { zh: `正在安排去${hospitalOf(details).zh}`, en: `is about to be taken to ${hospitalOf(details).en}` };
    case "away":
      return awaySentence(details);
    case "back":
      return {
        zh: `已从${hospitalOf(details).zh}回来，机构还在随访`,
        en: `is back from ${hospitalOf(details).en}; the facility follows up`,
      };
    case "transfer-unknown":
      return { zh: "转诊情况暂时读不到", en: "is in a transfer of which nothing can be read now" };
    case "partly-monitored":
      return {
        zh: `有体征信号，但${listed(details.silent).zh}没有信号`,
        en: `sends signs of life, but ${listed(details.silent).en} sends nothing`,
      };
    case "signs-old":
      return details.whereabouts.kind === "up" ? upUnseen(details.whereabouts.since) : unseen[reason];
    case "no-signal":
    case "no-device":
    case "no-signs":
    case "no-plan":
    case "clock-set-back":
    case "unreadable":
      return unseen[reason];
  }
}

/** What is being done, or what the relative can do; undefined: nothing has to be. */
export function lightNext(reason: LightReason, doing: Bilingual | undefined): Bilingual | undefined {
  if (reason === "fresh-signs") return undefined;
  if (reason === "alert-urgent" || reason === "alert-open" || reason === "alert-cleared") return doing ?? askThem;
  if (reason === "away")
    return {
      zh: "在医院期间，我们的设备看不到情况。想了解请打电话给机构。",
      en: "At a hospital our devices see nothing. Telephone the facility to hear more.",
    };
  if (reason === "partly-monitored")
    return { zh: "机构的工作人员看得到设备没有信号。", en: "The facility's staff can see that the device is silent." };
  return askThem;
}

/** Of somebody who is in care no more; a death is told with its day and nothing else. */
export function placeSentence(reason: DischargeReason, at: EpochMs): Bilingual {
  const day = dateOf(at);
  const date = { zh: `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`, en: day };
  switch (reason) {
    case "deceased":
      return {
        zh: `已于${date.zh}离世。我们与您一同缅怀。`,
        en: `passed away on ${date.en}. Our thoughts are with you.`,
      };
    case "home":
      return { zh: `已于${date.zh}离开机构，回家了。`, en: `left the facility for home on ${date.en}.` };
    case "hospital":
      return { zh: `已于${date.zh}离开机构，去了医院。`, en: `left the facility for a hospital on ${date.en}.` };
    case "other-facility":
      return { zh: `已于${date.zh}转到别的机构。`, en: `moved to another facility on ${date.en}.` };
    case "other":
      return { zh: `已于${date.zh}离开机构。`, en: `left the facility on ${date.en}.` };
  }
}

const wellIn: Readonly<Record<LightDetails["whereabouts"]["kind"], Bilingual>> = {
  "in-bed": { zh: "在床上，一切平稳", en: "is in bed; all is well" },
  up: { zh: "起来了，一切平稳", en: "is up; all is well" },
  unknown: { zh: "一切平稳", en: "is well" },
};

const askThem: Bilingual = {
  zh: "想知道现在怎么样，请打电话给机构。",
  en: "Telephone the facility to hear how they are now.",
};

const unseen = {
  "signs-old": { zh: "现在没有新的信号", en: "has sent no new sign for a while" },
  "no-signal": { zh: "的设备都没有信号，现在看不到情况", en: "is not seen now: no device sends a signal" },
  "no-device": { zh: "没有监护设备，这里看不到情况", en: "has no monitoring device, so nothing can be seen here" },
  "no-signs": { zh: "的设备在工作，但还没有收到体征", en: "has working devices, but no sign of life was received yet" },
  "no-plan": { zh: "还没有监护方案，现在没有监护", en: "has no monitoring plan, so nothing is judged now" },
  "clock-set-back": { zh: "的情况暂时不能判断：系统时间不对", en: "cannot be judged now: the system's clock is wrong" },
  unreadable: { zh: "的数据暂时读不到", en: "cannot be judged now: the data cannot be read" },
} as const satisfies Partial<Record<LightReason, Bilingual>>;

function upUnseen(since: EpochMs | undefined): Bilingual {
  const clock = since === undefined ? undefined : clockTimeOf(since);
  return {
    zh: clock === undefined ? "不在床上，现在没有设备看得到" : `${clock} 起不在床上，现在没有设备看得到`,
    en:
      clock === undefined
        ? "is out of bed and seen by no device now"
        : `is out of bed since ${clock} and seen by no device now`,
  };
}

function awaySentence(details: LightDetails): Bilingual {
  const { zh, en } = hospitalOf(details);
  if (details.stage === "on-the-way") return { zh: `正在去${zh}的路上`, en: `is on the way to ${en}` };
  if (details.stage === "in-hospital") return { zh: `在${zh}住院`, en: `is in ${en}` };
  if (details.stage === "coming-back") return { zh: `正在从${zh}回来`, en: `is on the way back from ${en}` };
  return { zh: `在${zh}`, en: `is at ${en}` };
}

function hospitalOf({ hospital }: LightDetails): Bilingual {
  return hospital === undefined ? { zh: "医院", en: "a hospital" } : { zh: hospital, en: hospital };
}

function withTitle(sentence: Bilingual, title: Bilingual | undefined): Bilingual {
  if (title === undefined) return sentence;
  return { zh: `${sentence.zh}：${title.zh}`, en: `${sentence.en}: ${title.en.toLowerCase()}` };
}

function listed(names: readonly Bilingual[]): Bilingual {
  const each = [...new Map(names.map((name) => [name.zh, name])).values()];
  return { zh: each.map(({ zh }) => zh).join("、"), en: each.map(({ en }) => en.toLowerCase()).join(", ") };
}
