import type { IsolationKind, Mobility, TubeKind } from "../domain/model/clinical-facts.ts";
import type { CareSetting, DisabilityLevel } from "../domain/model/resident.ts";
import type { News2Band } from "../domain/watch/news2.ts";
import type { Bilingual } from "./http/fields.ts";

/** How a person gets about, as staff say it. */
export const mobilityWords = {
  independent: { zh: "自行行走", en: "walks alone" },
  "with-aid": { zh: "借助器具行走", en: "walks with an aid" },
  "with-help": { zh: "需人搀扶", en: "walks with help" },
  wheelchair: { zh: "轮椅", en: "wheelchair" },
  bedridden: { zh: "卧床", en: "bedridden" },
} as const satisfies Record<Mobility, Bilingual>;

export const isolationWords = {
  contact: { zh: "接触隔离", en: "contact precautions" },
  droplet: { zh: "飞沫隔离", en: "droplet precautions" },
  airborne: { zh: "空气隔离", en: "airborne precautions" },
  protective: { zh: "保护性隔离", en: "protective isolation" },
} as const satisfies Record<IsolationKind, Bilingual>;

export const tubeWords = {
  "nasogastric-tube": { zh: "胃管（鼻饲）", en: "nasogastric tube" },
  gastrostomy: { zh: "胃造瘘", en: "gastrostomy" },
  "urinary-catheter": { zh: "导尿管", en: "urinary catheter" },
  tracheostomy: { zh: "气管切开", en: "tracheostomy" },
  oxygen: { zh: "吸氧", en: "oxygen" },
  "venous-line": { zh: "静脉置管", en: "venous line" },
  drain: { zh: "引流管", en: "drain" },
  stoma: { zh: "造口", en: "stoma" },
  pacemaker: { zh: "心脏起搏器", en: "pacemaker" },
  "dialysis-access": { zh: "透析通路", en: "dialysis access" },
  other: { zh: "其他", en: "other" },
} as const satisfies Record<TubeKind, Bilingual>;

/** 失能等级 of the long-term-care insurance standard (医保办发〔2021〕37号). */
export const disabilityWords = {
  0: { zh: "基本正常（0级）", en: "able (0)" },
  1: { zh: "轻度失能（1级）", en: "mild (1)" },
  2: { zh: "中度失能（2级）", en: "moderate (2)" },
  3: { zh: "重度失能Ⅰ级（3级）", en: "severe I (3)" },
  4: { zh: "重度失能Ⅱ级（4级）", en: "severe II (4)" },
  5: { zh: "重度失能Ⅲ级（5级）", en: "severe III (5)" },
} as const satisfies Record<DisabilityLevel, Bilingual>;

export const careSettingWords = {
  "care-home": { zh: "养老机构", en: "care home" },
  "day-care": { zh: "日间照料", en: "day care" },
  home: { zh: "居家", en: "home" },
  hospital: { zh: "医院", en: "hospital" },
} as const satisfies Record<CareSetting, Bilingual>;

/** The clinical risk of RCP NEWS2 2017. */
export const news2BandWords = {
  low: { zh: "低风险", en: "low" },
  "low-medium": { zh: "低—中风险（单项3分）", en: "low-medium (a single 3)" },
  medium: { zh: "中风险", en: "medium" },
  high: { zh: "高风险", en: "high" },
} as const satisfies Record<News2Band, Bilingual>;
