import { day, type EpochMs, hour } from "../model/time.ts";

/** A span as law writes it; exactly one of these. */
export type Period = { readonly years: number } | { readonly months: number } | { readonly days: number };

const shanghai = 8 * hour;

/** The same day and time of day in Shanghai so much later; the 29th of February becomes the 1st of March. */
export function endOf(at: EpochMs, period: Period): EpochMs {
  if ("days" in period) return at + period.days * day;
  const date = new Date(at + shanghai);
  if ("years" in period) date.setUTCFullYear(date.getUTCFullYear() + period.years);
  else {
    const wanted = date.getUTCMonth() + period.months;
    date.setUTCMonth(wanted);
    // A month that is too short has none of that day: then the first of the next one, never earlier.
    if (date.getUTCMonth() !== wanted % 12) date.setUTCDate(1);
  }
  return date.getTime() - shanghai;
}

/** Reads `15y`, `6m` or `90d`; undefined for anything else. */
export function periodOf(text: string): Period | undefined {
  const [, digits, unit] = /^([1-9]\d{0,4})([ymd])$/.exec(text) ?? [];
  const count = Number(digits);
  if (unit === "y") return { years: count };
  if (unit === "m") return { months: count };
  return unit === "d" ? { days: count } : undefined;
}

export function periodText(period: Period): string {
  if ("years" in period) return `${period.years}y`;
  return "months" in period ? `${period.months}m` : `${period.days}d`;
}

/** From a day on which leap years make either as short or as long as it gets. */
const someDays = [Date.UTC(2023, 2, 1), Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 29)];

/** Whether one span ends before another, wherever both begin. */
export function isShorter(one: Period, other: Period): boolean {
  return someDays.some((at) => endOf(at, one) < endOf(at, other));
}
