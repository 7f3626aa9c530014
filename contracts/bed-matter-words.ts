import type { BedMatterKind } from "../domain/beds/matters.ts";
import type { Bilingual } from "./http/fields.ts";

/** What waits for somebody about a bed, in the words of the ward. */
export const bedMatterWords: Readonly<Record<BedMatterKind, Bilingual>> = {
  order: { zh: "床位转换等医生下医嘱", en: "the conversion waits for a doctor's order" },
  approve: { zh: "床位转换等院长批准", en: "the conversion waits for the manager's approval" },
  "take-effect": {
    zh: "床位转换已批准，到结算时间确认生效",
    en: "the conversion is approved and takes effect at the cut",
  },
  review: {
    zh: "转换到期复核：转回，或写明下次复核日期",
    en: "the conversion is to be reviewed: back, or a next date",
  },
  return: { zh: "已开转回医嘱，等院长办理转回", en: "the return is ordered and waits for the manager" },
  left: { zh: "住户已离床，等院长办理转回", en: "the resident has left, the manager is to return the bed" },
  "hold-expired": { zh: "预留到期，人没有来：请核对", en: "the hold ran out and nobody came: ask after them" },
  assess: { zh: "家庭病床还没有评估", en: "the family bed was never assessed" },
  renew: { zh: "家庭病床要续期评估", en: "the family bed is to be assessed anew" },
};
