const dayMs = 86_400_000;
const shanghaiMs = 8 * 3_600_000;

/** The date of a moment in Asia/Shanghai, as `2026-11-22`. */
export function dateAt(at: number): string {
  return new Date(at + shanghaiMs).toISOString().slice(0, 10);
}

/** So many days later, or before; undefined where it is no date. */
export function dateAfter(date: string, days: number): string | undefined {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : new Date(at + days * dayMs).toISOString().slice(0, 10);
}

const weekdays = {
  zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};

/** `11月22日 周日`, or `Sun 22/11`. */
export function dateWords(date: string, language: "zh" | "en"): string {
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return date;
  const day = weekdays[language][at.getUTCDay()];
  const [month, dayOfMonth] = [at.getUTCMonth() + 1, at.getUTCDate()];
  return language === "zh" ? `${month}月${dayOfMonth}日 ${day}` : `${day} ${dayOfMonth}/${month}`;
}

/** The day of the week in one sign, for below a column: `一`, `M`. */
export function weekdaySign(date: string, language: "zh" | "en"): string {
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return "";
  const name = weekdays[language][at.getUTCDay()] ?? "";
  return language === "zh" ? name.slice(1) : name.slice(0, 1);
}
