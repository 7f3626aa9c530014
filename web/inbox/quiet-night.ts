import type { AlertView } from "../../contracts/http/alerts.ts";
import { minuteOfDay } from "../words/time-words.ts";

const hourMs = 3_600_000;

/** The last night that has begun: from 20:00 Shanghai time until 06:00, or until now while it lasts. */
export function lastNight(now: number): { readonly from: number; readonly until: number } {
  const startOfDay = now - (now % 60_000) - minuteOfDay(now) * 60_000;
  const tonight = startOfDay + 20 * hourMs;
  const from = now >= tonight ? tonight : tonight - 24 * hourMs;
  return { from, until: Math.min(now, from + 10 * hourMs) };
}

export interface NightCount {
  readonly alerts: number;
  readonly isFalse: number;
  /** Half were answered within this; absent when none was. */
  readonly medianAnswerMs: number | undefined;
}

/** What a night brought, tests and alerts about devices apart. */
export function countNight(
  alerts: readonly AlertView[],
  night: { readonly from: number; readonly until: number },
): NightCount {
  const its = alerts.filter(({ raisedAt, technical, outcome }) => {
    const at = Date.parse(raisedAt);
    return at >= night.from && at < night.until && !technical && outcome !== "test";
  });
  const answers = its
    .flatMap(({ raisedAt, timeline }) => {
      const first = timeline.find(({ what }) => what === "acknowledged" || what === "on-site");
      return first === undefined ? [] : [Date.parse(first.at) - Date.parse(raisedAt)];
    })
    .toSorted((a, b) => a - b);
  return {
    alerts: its.length,
    isFalse: its.filter(({ outcome }) => outcome === "false").length,
    medianAnswerMs: answers[Math.floor((answers.length - 1) / 2)],
  };
}
