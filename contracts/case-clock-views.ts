import { type EpochMs, minute } from "../domain/model/time.ts";
import { checklistOf, clocksOf, momentOf, type RunningClock } from "../domain/referrals/centres.ts";
import { partOf } from "../domain/referrals/part-of.ts";
import type { Referral } from "../domain/referrals/referral.ts";
import type { ClockView, ReferralDetailView } from "./http/referrals.ts";
import { timeField } from "./iso-time.ts";
import { pointTitles } from "./referral-words.ts";

/** The clocks of the case's centre, as they stand. */
export function clockViews(referral: Referral, now: EpochMs): ClockView[] {
  return clocksOf(referral, now).map(clockView);
}

function clockView({ code, from, to, targetMs, startedAt, endedAt, ms, state }: RunningClock): ClockView {
  return {
    code,
    title: clockTitle(from, to),
    from,
    to,
    ...timeField("startedAt", startedAt),
    ...timeField("endedAt", endedAt),
    targetMinutes: targetMs / minute,
    ...(ms !== undefined && { minutes: minutesOf(ms) }),
    state,
  };
}

/** From one moment to another, in words. */
export function clockTitle(from: RunningClock["from"], to: RunningClock["to"]): ClockView["title"] {
  return {
    zh: `${pointTitles[from].zh} → ${pointTitles[to].zh}`,
    en: `${pointTitles[from].en} → ${pointTitles[to].en}`,
  };
}

/** What the desk makes ready, and what is. */
export function checklistView(referral: Referral): ReferralDetailView["checklist"] {
  const theirs = partOf(referral, referral.destinationId);
  return checklistOf(theirs.centre).map((code) => {
    const doneAt = momentOf(theirs, code);
    const by = theirs.timePoints.findLast((point) => point.code === code)?.by;
    return {
      code,
      title: pointTitles[code],
      ...timeField("doneAt", doneAt),
      ...(doneAt !== undefined && by !== undefined && { doneBy: { id: by.id, name: by.name } }),
    };
  });
}

/** To one place behind the point: a clock of ten minutes is not told in whole ones. */
export function minutesOf(ms: number): number {
  return Math.round((ms / minute) * 10) / 10;
}
