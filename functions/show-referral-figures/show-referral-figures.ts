import type { ReferralFiguresView } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { clockTitle, minutesOf } from "../../contracts/referral-views.ts";
import { referralStateTitles } from "../../contracts/referral-words.ts";
import { allClocks } from "../../domain/referrals/centres.ts";
import { type CaseFigures, figuresOf, type Spread } from "../../domain/referrals/figures.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/** How the cases of a house went that were requested in a month, each and all of them. No name is in it. */
export async function showReferralFigures(
  { path, query }: HttpInput<(typeof routes)["show-referral-figures"]>,
  deps: Deps<"show-referral-figures">,
): Promise<ReferralFiguresView> {
  const now = deps.now();
  const month = query.month ?? isoTimeOf(now).slice(0, 7);
  const { from, until } = spanOf(month);
  const listing = await deps.referrals.listRequestedBetween(path.id, from, until - 1);
  const cases = readableOf(listing, deps.log).toSorted((a, b) => a.requestedAt - b.requestedAt);
  const figures = figuresOf(cases, now);
  const count = (is: (referral: Referral) => boolean): number => cases.filter(is).length;
  return {
    month,
    requested: cases.length,
    byDirection: {
      up: count(({ direction }) => direction === "up"),
      down: count(wentDown),
    },
    byMode: {
      "green-channel": count(({ mode }) => mode === "green-channel"),
      routine: count(({ mode }) => mode === "routine"),
    },
    byPolicy: count(({ requestedBy }) => requestedBy === undefined),
    ended: {
      closed: count(({ state }) => state === "closed"),
      cancelled: count(({ state }) => state === "cancelled"),
      died: count(({ state }) => state === "died"),
      elsewhere: count(({ state }) => state === "elsewhere"),
    },
    ...(figures.toDoor !== undefined && { toDoor: spreadView(figures.toDoor) }),
    stages: figures.stages.map(({ state, ...spread }) => ({
      state,
      title: referralStateTitles[state],
      ...spreadView(spread),
    })),
    clocks: figures.clocks.map(({ code, met, ...spread }) => ({
      code,
      title: titleOf(code),
      ...spreadView(spread),
      met,
    })),
    cases: figures.cases.map(caseView),
  };
}

/** Begun as one on the way back, or sent down and taken back in the course of one that went up. */
function wentDown({ direction, stages }: Referral): boolean {
  const wasIn = (stage: Referral["state"]): boolean => stages.some(({ state }) => state === stage);
  return direction === "down" || (wasIn("ready-for-down") && wasIn("follow-up-due"));
}

/** A calendar month in Asia/Shanghai, without its end. */
function spanOf(month: string): { readonly from: number; readonly until: number } {
  const [year = 0, index = 1] = month.split("-").map(Number);
  const next = index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, "0")}`;
  return { from: Date.parse(`${month}-01T00:00:00+08:00`), until: Date.parse(`${next}-01T00:00:00+08:00`) };
}

function spreadView({ count, medianMs, longestMs, late }: Spread) {
  return { count, medianMinutes: minutesOf(medianMs), longestMinutes: minutesOf(longestMs), late };
}

function titleOf(code: string) {
  const clock = allClocks.find((one) => one.code === code);
  return clock === undefined ? { zh: code, en: code } : clockTitle(clock.from, clock.to);
}

function caseView({ referral, stages, toDoorMs }: CaseFigures): ReferralFiguresView["cases"][number] {
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
