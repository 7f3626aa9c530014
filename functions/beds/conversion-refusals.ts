import type { Bilingual } from "../../contracts/http/fields.ts";
import type { ConversionRefusal } from "../../domain/beds/step-conversion.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

const reasons: Readonly<Record<ConversionRefusal, Bilingual>> = {
  "over-licence": { zh: "会超过该用途的核定床位数", en: "there would be more beds of this use than are licensed" },
  "over-convertible": {
    zh: "同时转换的床位已达上限，或本机构没有该用途的转换额度",
    en: "as many beds as may be converted to this use are, or the facility may convert none",
  },
  "no-such-step": { zh: "转换已在另一步，请刷新", en: "the conversion stands elsewhere by now: reload" },
  "same-person": { zh: "开医嘱的人不能自己批准", en: "whoever ordered it does not approve it as well" },
  "consent-missing": {
    zh: "床上有人，须填写本人或家属同意（consentBy）",
    en: "somebody lies there: say who consented (consentBy)",
  },
  "too-early": { zh: "还没有到批准的结算时间", en: "the settlement time that was approved has not come" },
  "pays-elsewhere": {
    zh: "这位住户另有一张床的转换还在生效，未办转回；同时只能由一方付费。请先办那张床的转回",
    en: "another bed of this resident is converted and was not returned; two would pay at once. Return that one first",
  },
  "review-past": { zh: "复核日期须在以后", en: "the day on which it is asked again must be ahead" },
  "bed-changed": {
    zh: "床位现在与申请时不同：换了人、空出、被预留或已改用途。请取消后重新申请",
    en: "the bed is not as it was when this was asked for: another person, empty, held or of another use. Cancel it and ask anew",
  },
};

/** A step of a conversion that is not possible. */
export function conversionRefused(conversionId: string, why: ConversionRefusal): RequestRefusedError {
  const code = why === "over-licence" || why === "over-convertible" ? "over-quota" : "conversion-impossible";
  const { zh, en } = reasons[why];
  return new RequestRefusedError(code, {
    zh: `床位转换 ${conversionId}：${zh}。未做任何改动。`,
    en: `Conversion ${conversionId}: ${en}. Nothing was changed.`,
  });
}

/** A bed that is used in that way already. */
export function usedSo(bedId: string): RequestRefusedError {
  return new RequestRefusedError("conversion-impossible", {
    zh: `床位 ${bedId} 现在就是这个用途，未做任何改动。`,
    en: `Bed ${bedId} is used so already; nothing was changed.`,
  });
}

export function unknownConversion(id: string): RequestRefusedError {
  return new RequestRefusedError("unknown-conversion", {
    zh: `本机构没有编号为 ${id} 的床位转换，未做任何改动。请核对编号。`,
    en: `This facility has no conversion ${id}; nothing was changed. Check the id.`,
  });
}

/** A conversion that others kept changing. */
export function conversionChangedByOthers(id: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `床位转换 ${id} 或这张床位正在被别人改动，本次未做改动。请刷新后重试。`,
    en: `Conversion ${id}, or its bed, is being changed by others; nothing was changed. Reload and try again.`,
  });
}
