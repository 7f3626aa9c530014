import type { Language } from "../data/settings.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const shanghaiMs = 8 * hour;
/** Thin space between a digit and its unit. */
const thin = "\u2009";

/** The minute of the day in Asia/Shanghai. */
export function minuteOfDay(at: number): number {
  return Math.floor((at + shanghaiMs) / minute) % (24 * 60);
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

/** A clock that counts up: `00:42`, `1:05:09`; from a day on `2 天 3 小时`. */
export function countUp(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ms / second));
  const hours = Math.floor(seconds / 3600);
  if (hours >= 24) return span(ms, language);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** A length of time that grows, never to be taken for a time of day: `15 秒`, `1 分 15 秒`, `3 小时 5 分`, `2 天 3 小时`. */
export function lasting(ms: number, language: Language): string {
  const length = Math.max(0, ms);
  if (length < minute || length >= day) return span(length, language);
  const [rest, ofHours] = length < hour ? [length % minute, false] : [length % hour, true];
  const small = ofHours
    ? `${Math.floor(rest / minute)}${thin}${language === "zh" ? "分" : "min"}`
    : `${Math.floor(rest / second)}${thin}${language === "zh" ? "秒" : "s"}`;
  return `${span(length, language)} ${small}`;
}

/** How long there still is, whole minutes, so that it never reads an hour short: `45 秒`, `12 分`, `1 小时 59 分`, `2 天 3 小时`. */
export function remaining(ms: number, language: Language): string {
  return ms < hour ? span(ms, language) : lasting(ms, language);
}

/** A length of time in its largest unit: `42 秒`, `12 分`, `3 小时`, `2 天 3 小时`. */
export function span(ms: number, language: Language): string {
  const zh = language === "zh";
  const say = (n: number, zhUnit: string, enUnit: string) => `${n}${thin}${zh ? zhUnit : enUnit}`;
  const length = Math.max(0, ms);
  if (length < minute) return say(Math.floor(length / second), "秒", "s");
  if (length < hour) return say(Math.floor(length / minute), "分", "min");
  if (length < day) return say(Math.floor(length / hour), "小时", "h");
  const hours = Math.floor((length % day) / hour);
  const days = say(Math.floor(length / day), "天", "d");
  return hours === 0 ? days : `${days} ${say(hours, "小时", "h")}`;
}

/** `03:14` in Asia/Shanghai. */
export function clockTime(at: number): string {
  const minutes = minuteOfDay(at);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function dateParts(at: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(at + shanghaiMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** `11月22日`, or `22 Nov`. */
export function dateOf(at: number, language: Language): string {
  const { month, day: dayOfMonth } = dateParts(at);
  if (language === "zh") return `${month}月${dayOfMonth}日`;
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  return `${dayOfMonth} ${names[month - 1]}`;
}

/** The whole moment, for titles and focus: `2026-11-22 03:14:05`. */
export function absolute(at: number): string {
  const { year, month, day: dayOfMonth } = dateParts(at);
  const seconds = Math.floor(at / second) % 60;
  return `${year}-${two(month)}-${two(dayOfMonth)} ${clockTime(at)}:${two(seconds)}`;
}

/** Relative up to an hour, then the clock, then the date: `42 秒前`, `12 分前`, `03:14`, `11月20日 03:14`. */
export function whenWas(at: number, now: number, language: Language): string {
  const age = now - at;
  if (age < hour) {
    if (age < 10 * second) return language === "zh" ? "刚刚" : "just now";
    return language === "zh" ? `${span(age, language)}前` : `${span(age, language)} ago`;
  }
  return whenIs(at, now, language);
}

/** The clock alone today, with its date on another day. */
export function whenIs(at: number, now: number, language: Language): string {
  const today = Math.floor((now + shanghaiMs) / day);
  const itsDay = Math.floor((at + shanghaiMs) / day);
  return itsDay === today ? clockTime(at) : `${dateOf(at, language)} ${clockTime(at)}`;
}
