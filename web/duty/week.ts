import { clockTime } from "../words/time-words.ts";

const hour = 3_600_000;
const day = 24 * hour;
const shanghai = 8 * hour;

/** Midnight of that day in Asia/Shanghai. */
export function dayOf(at: number): number {
  return Math.floor((at + shanghai) / day) * day - shanghai;
}

/** The seven midnights of the week, Monday first, that a moment lies in. */
export function weekOf(at: number): readonly number[] {
  const midnight = dayOf(at);
  const sinceMonday = (weekdayOf(midnight) + 6) % 7;
  return [0, 1, 2, 3, 4, 5, 6].map((n) => midnight + (n - sinceMonday) * day);
}

/** 0 is Sunday. */
export function weekdayOf(at: number): number {
  return new Date(at + shanghai).getUTCDay();
}

export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What of these lies in the day that begins at that midnight, in their order of time. */
export function onDay<T extends Span>(spans: readonly T[], midnight: number): readonly T[] {
  return spans
    .filter(({ from, until }) => from < midnight + day && until > midnight)
    .toSorted((a, b) => a.from - b.from || a.until - b.until);
}

/** A duty on the day that begins at that midnight: `23:00–07:00` where it begins, `…–07:00` on the day after. */
export function dutyText({ from, until }: Span, midnight: number): string {
  return `${from < midnight ? "…" : clockTime(from)}–${until > midnight + 2 * day ? "…" : endText(until)}`;
}

/** What of a time lies in the day that begins at that midnight: `15:00–24:00`. */
export function partText({ from, until }: Span, midnight: number): string {
  return `${clockTime(Math.max(from, midnight))}–${endText(Math.min(until, midnight + day))}`;
}

/** The end of a day is 24:00, not the beginning of the next. */
function endText(at: number): string {
  return at === dayOf(at) ? "24:00" : clockTime(at);
}

/** `2026-11-22` in Asia/Shanghai, as date inputs want it. */
export function dateText(at: number): string {
  return new Date(at + shanghai).toISOString().slice(0, 10);
}

/** The moment of a date and a clock time in Asia/Shanghai; undefined for what is none. */
export function momentOf(date: string, time: string): number | undefined {
  const at = Date.parse(`${date}T${time}:00+08:00`);
  return Number.isNaN(at) ? undefined : at;
}

/** A span between two dates with their clock times; undefined for what is none, and when it does not end after it begins. */
export function spanOf(date: string, fromTime: string, untilDate: string, untilTime: string): Span | undefined {
  const from = momentOf(date, fromTime);
  const until = momentOf(untilDate, untilTime);
  return from === undefined || until === undefined || until <= from ? undefined : { from, until };
}

/**
 * For which duties one can be swapped: of the same role and not begun; for one's own those of colleagues, for a colleague's
 * one's own. None for one that has begun.
 */
export function swappable<
  D extends {
    readonly id: string;
    readonly role: string;
    readonly from: string;
    readonly person: { readonly id: string };
  },
>(duty: D, ahead: readonly D[], myId: string, now: number): readonly D[] {
  if (Date.parse(duty.from) <= now) return [];
  const isOwn = duty.person.id === myId;
  return ahead.filter(
    ({ id, role, from, person }) =>
      id !== duty.id && role === duty.role && Date.parse(from) > now && (person.id === myId) !== isOwn,
  );
}

/** Where covering a duty begins unless it is said: now where it runs, to the minute, else at its beginning. */
export function coverBegins({ from, until }: { readonly from: string; readonly until: string }, now: number): number {
  const begin = Date.parse(from);
  return begin < now && now < Date.parse(until) ? Math.max(begin, Math.floor(now / 60_000) * 60_000) : begin;
}

/** The end's date after the beginning moved to another day: as many days later as before. */
export function endMoved(before: string, after: string, untilDate: string): string {
  const moved = Date.parse(untilDate) + Date.parse(after) - Date.parse(before);
  return Number.isNaN(moved) ? untilDate : new Date(moved).toISOString().slice(0, 10);
}

/** A duty of two clock times: one that ends before it begins, or when it begins, ends the day after. */
export function dutyOf(date: string, fromTime: string, untilTime: string): Span | undefined {
  const from = momentOf(date, fromTime);
  const until = momentOf(date, untilTime);
  if (from === undefined || until === undefined) return undefined;
  return { from, until: until <= from ? until + day : until };
}
