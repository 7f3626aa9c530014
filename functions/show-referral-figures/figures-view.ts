import { clockTitle, minutesOf } from "../../contracts/case-clock-views.ts";
import type { ReferralFiguresView } from "../../contracts/http/referral-figures.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { HouseNames } from "../../contracts/referral-views.ts";
import { referralStateTitles } from "../../contracts/referral-words.ts";
import { day } from "../../domain/model/time.ts";
import { allClocks } from "../../domain/referrals/centres.ts";
import type { CaseFigures, Spread } from "../../domain/referrals/figures.ts";
import type { Figures } from "../../domain/referrals/month-figures.ts";
import type { Referral } from "../../domain/referrals/referral.ts";

type House = ReferralFiguresView["byOrigin"][number];
type Measures = Omit<House, "facility" | "requested" | "up" | "down" | "greenChannel" | "late">;
type Told = Pick<
  ReferralFiguresView,
  "byDirection" | "byMode" | "byPolicy" | "ended" | "stages" | "clocks" | "answers"
> &
  Measures;

/** The longest time is that of one case: only for who may read each of them. */
function spreadView({ count, medianMs, longestMs, late }: Spread, withLongest: boolean) {
  return {
    count,
    medianMinutes: minutesOf(medianMs),
    ...(withLongest && { longestMinutes: minutesOf(longestMs) }),
    late,
  };
}

function daysView({ count, medianMs, longestMs }: Spread, withLongest: boolean) {
  return { count, medianDays: daysOf(medianMs), ...(withLongest && { longestDays: daysOf(longestMs) }) };
}

function daysOf(ms: number): number {
  return Math.round((ms / day) * 10) / 10;
}

function measuresView(figures: Figures, withLongest: boolean): Measures {
  const { toDoor, answer, fitToBack, stay, again, declined, substituted, papers } = figures;
  return {
    ...(toDoor !== undefined && { toDoor: spreadView(toDoor, withLongest) }),
    ...(answer !== undefined && { answer: spreadView(answer, withLongest) }),
    ...(fitToBack !== undefined && { fitToBack: daysView(fitToBack, withLongest) }),
    ...(stay !== undefined && { stay: daysView(stay, withLongest) }),
    ...(again !== undefined && { again }),
    ...(declined !== undefined && { declined }),
    ...(substituted !== undefined && { substituted }),
    ...(papers !== undefined && { papers }),
  };
}

/** The figures of all the cases that were asked for. `withLongest`: the caller may read each of them. */
export function figuresView(figures: Figures, cases: number, withLongest: boolean): Told {
  const { general, stages, clocks, answers } = figures;
  return {
    ...(general !== undefined && {
      byDirection: { up: general.up, down: general.down },
      byMode: { "green-channel": general.greenChannel, routine: cases - general.greenChannel },
      byPolicy: general.byPolicy,
      ended: general.ended,
    }),
    ...measuresView(figures, withLongest),
    stages: stages.map(({ state, ...spread }) => ({
      state,
      title: referralStateTitles[state],
      ...spreadView(spread, withLongest),
    })),
    clocks: clocks.map(({ code, met, ...spread }) => ({
      code,
      ...clockOf(code),
      ...spreadView(spread, withLongest),
      met,
    })),
    answers: answers.map(({ urgency, isContracted, ...spread }) => {
      const { late: _, ...view } = spreadView(spread, withLongest);
      return { urgency, isContracted, ...view };
    }),
  };
}

function clockOf(code: string): Pick<ReferralFiguresView["clocks"][number], "title" | "targetPercent"> {
  const clock = allClocks.find((one) => one.code === code);
  if (clock === undefined) return { title: { zh: code, en: code } };
  const { from, to, targetShare } = clock;
  return {
    title: clockTitle(from, to),
    ...(targetShare !== undefined && { targetPercent: Math.round(targetShare * 100) }),
  };
}

/** The figures of one house in its part. */
export function houseView(id: string, name: string, requested: number, figures: Figures, withLongest: boolean): House {
  const { general } = figures;
  return {
    facility: { id, name },
    requested,
    ...(general !== undefined && {
      up: general.up,
      down: general.down,
      greenChannel: general.greenChannel,
      late: general.late,
    }),
    ...measuresView(figures, withLongest),
  };
}

/** Why houses did not take whom they were asked to; the commonest first. */
export function refusalsView(referrals: readonly Referral[], names: HouseNames): ReferralFiguresView["refusals"] {
  const refusals = referrals.flatMap(({ offers }) =>
    offers.flatMap(({ facilityId, answer, reason }) =>
      answer === "declined" || answer === "passed-on" ? [{ facilityId, kind: answer, reason: reason?.trim() }] : [],
    ),
  );
  const same = Map.groupBy(refusals, ({ facilityId, kind, reason = "" }) => JSON.stringify([facilityId, kind, reason]));
  return [...same.values()]
    .flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const { facilityId, kind, reason } = first;
      const facility = { id: facilityId, name: names.get(facilityId)?.name ?? facilityId };
      return [{ facility, kind, ...(reason && { reason }), count: others.length + 1 }];
    })
    .sort((a, b) => b.count - a.count || (a.facility.id < b.facility.id ? -1 : 1));
}

/** One case, without a name. */
export function caseView({ referral, stages, toDoorMs }: CaseFigures): ReferralFiguresView["cases"][number] {
  const { id, requestedAt, direction, mode, state, originId, destinationId } = referral;
  return {
    id,
    requestedAt: isoTimeOf(requestedAt),
    direction,
    mode,
    state,
    originId,
    destinationId,
    ...(toDoorMs !== undefined && { toDoorMinutes: minutesOf(toDoorMs) }),
    lateStages: stages.filter(({ isLate }) => isLate).length,
    stages: stages.map(({ state: of, ms, isLate }) => ({ state: of, minutes: minutesOf(ms), isLate })),
  };
}
