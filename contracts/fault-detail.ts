import type { Bilingual } from "./http/fields.ts";

/** `第 3 条记录的 v：应为有限的数字，收到 "70"`. Records are counted from 1, as people do. */
export function faultDetail(
  record: number | undefined,
  field: string | undefined,
  zh: string,
  en: string,
  found: unknown,
): Bilingual {
  const [zhPlace, enPlace] = record === undefined ? ["", ""] : [`第 ${record + 1} 条记录`, `record ${record + 1}`];
  const place = {
    zh: field === undefined ? zhPlace : `${zhPlace}${zhPlace === "" ? "" : "的 "}${field}`,
    en: field === undefined ? enPlace : `${enPlace}${enPlace === "" ? "" : ", "}${field}`,
  };
  const got = excerptOf(found);
  return {
    zh: `${place.zh}${place.zh === "" ? "" : "："}应为${zh}，收到 ${got}`,
    en: `${place.en}${place.en === "" ? "" : ": "}expected ${en}, got ${got}`,
  };
}

/** What was found, short and on one line; objects are not opened, however deep they are. */
function excerptOf(found: unknown): string {
  if (Array.isArray(found)) return `[${found.length}]`;
  if (typeof found === "object" && found !== null) return "{…}";
  if (typeof found !== "string") return String(found);
  return JSON.stringify(found.length > 60 ? `${found.slice(0, 59)}…` : found);
}
