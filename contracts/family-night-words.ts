import type { Night } from "../domain/family/night.ts";
import { hour, minute } from "../domain/model/time.ts";
import type { Bilingual } from "./http/fields.ts";
import { clockTimeOf } from "./iso-time.ts";
import { thinSpace } from "./words.ts";

/** A night in one sentence: only what was measured, and that something is not known. */
export function nightSentence(night: Night): Bilingual {
  const { known, isOver, inBedMs, toBedAt, upAt, timesUp = 0, unknownMs } = night;
  if (known === "no-data") return { zh: "没有数据", en: "No data" };
  if (inBedMs === undefined) return { zh: "数据不够，看不出来", en: "Not enough data to tell" };
  if (inBedMs === 0) return withGap({ zh: "没有躺到床上", en: "Not in bed" }, unknownMs, known);
  const lay = spanText(inBedMs);
  const bed =
    toBedAt === undefined ? [] : [{ zh: `${clockTimeOf(toBedAt)} 上床`, en: `to bed at ${clockTimeOf(toBedAt)}` }];
  const up = upAt === undefined ? [] : [{ zh: `${clockTimeOf(upAt)} 起床`, en: `up at ${clockTimeOf(upAt)}` }];
  const long = {
    zh: `${isOver || upAt !== undefined ? "在床" : "已在床"} ${lay.zh}`,
    en: `${lay.en} in bed${isOver || upAt !== undefined ? "" : " so far"}`,
  };
  const times =
    timesUp === 0
      ? []
      : [{ zh: `夜里起来 ${timesUp} 次`, en: `up ${timesUp === 1 ? "once" : `${timesUp} times`} in between` }];
  const parts = [...bed, ...up, long, ...times];
  return withGap(
    { zh: parts.map(({ zh }) => zh).join("，"), en: parts.map(({ en }) => en).join(", ") },
    unknownMs,
    known,
  );
}

/** Hours and minutes, to the minute. */
export function spanText(ms: number): Bilingual {
  const [hours, minutes] = [Math.floor(ms / hour), Math.floor((ms % hour) / minute)];
  if (hours === 0) return { zh: `${minutes}${thinSpace}分钟`, en: `${minutes}${thinSpace}min` };
  const rest =
    minutes === 0 ? { zh: "", en: "" } : { zh: ` ${minutes}${thinSpace}分`, en: ` ${minutes}${thinSpace}min` };
  return { zh: `${hours}${thinSpace}小时${rest.zh}`, en: `${hours}${thinSpace}h${rest.en}` };
}

function withGap(sentence: Bilingual, unknownMs: number, known: Night["known"]): Bilingual {
  if (known !== "partly-known") return sentence;
  const gap = spanText(unknownMs);
  return { zh: `${sentence.zh}（其中 ${gap.zh}没有数据）`, en: `${sentence.en} (no data for ${gap.en})` };
}
