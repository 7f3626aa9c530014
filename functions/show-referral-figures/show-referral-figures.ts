import { clockTitle, minutesOf } from "../../contracts/case-clock-views.ts";
import type { ReferralFiguresView } from "../../contracts/http/referral-figures.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { referralStateTitles } from "../../contracts/referral-words.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { allClocks } from "../../domain/referrals/centres.ts";
import {
  type CaseFigures,
  fewestTold,
  figuresByHouse,
  figuresOf,
  type HouseFigures,
  type Spread,
  wentDown,
} from "../../domain/referrals/figures.ts";
import { partOf } from "../../domain/referrals/part-of.ts";
import { partiesOf, type Referral } from "../../domain/referrals/referral.ts";
import { houseNames } from "../referring/house-names.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";

const housesAtOnce = 8;

/**
 * How the cases went that were requested in a month, of one house or of all of the caller's, each case once. No name is in
 * it; who may not read the cases is told of fewer than {@link fewestTold} only how many there were.
 */
export async function showReferralFigures(
  { query, caller }: HttpInput<(typeof routes)["show-referral-figures"]>,
  deps: Deps<"show-referral-figures">,
): Promise<ReferralFiguresView> {
  const now = deps.now();
  const month = query.month ?? isoTimeOf(now).slice(0, 7);
  const asked = query.facilityId === undefined ? idsOf(await deps.facilities.list()) : [query.facilityId];
  const { facilityId } = query;
  const found = await requestedIn(month, visibleFacilities(caller, "referral-figures.read", asked), deps);
  // A hospital of several is told of its own part.
  const referrals = facilityId === undefined ? found : found.map((referral) => partOf(referral, facilityId));
  const figures = figuresOf(referrals, now);
  const mayRead = (referral: Referral): boolean =>
    mayDo(caller, "referral.read", { kind: "referral", facilityIds: partiesOf(referral) });
  const tell = tellingOf(referrals.length, referrals.every(mayRead));
  const count = (is: (referral: Referral) => boolean): number => referrals.filter(is).length;
  const names = await houseNames(referrals, deps);
  const byHouse = (houseOf: (referral: Referral) => string) =>
    figuresByHouse(figures.cases, houseOf).map((house) =>
      houseView(house, names.get(house.facilityId)?.name ?? house.facilityId, mayRead),
    );
  return {
    month,
    ...(query.facilityId !== undefined && { facilityId: query.facilityId }),
    fewestTold,
    requested: referrals.length,
    byDirection: {
      up: count(({ direction }) => direction === "up"),
      down: count(wentDown),
    },
    byMode: {
      "green-channel": count(({ mode }) => mode === "green-channel"),
      routine: count(({ mode }) => mode === "routine"),
    },
    byPolicy: count(({ requestedBy }) => requestedBy === undefined),
    ...(tell.isAll && {
      ended: {
        closed: count(({ state }) => state === "closed"),
        cancelled: count(({ state }) => state === "cancelled"),
        died: count(({ state }) => state === "died"),
        elsewhere: count(({ state }) => state === "elsewhere"),
      },
    }),
    ...(figures.toDoor !== undefined && { toDoor: tell.spread(figures.toDoor) }),
    stages: figures.stages.map(({ state, ...spread }) => ({
      state,
      title: referralStateTitles[state],
      ...tell.spread(spread),
    })),
    clocks: figures.clocks.map(({ code, met, ...spread }) => ({
      code,
      title: titleOf(code),
      ...tell.spread(spread),
      ...(tell.isAll && { met }),
    })),
    byOrigin: byHouse(({ originId }) => originId),
    byDestination: byHouse(({ destinationId }) => destinationId),
    cases: figures.cases.filter(({ referral }) => mayRead(referral)).map(caseView),
  };
}

/** The cases in which these houses have a part, each once, the first requested first. */
async function requestedIn(
  month: string,
  houses: readonly string[],
  deps: Deps<"show-referral-figures">,
): Promise<readonly Referral[]> {
  const { from, until } = spanOf(month);
  const found = new Map<string, Referral>();
  await forEachBounded(houses, housesAtOnce, async (id) => {
    const listing = await deps.referrals.listRequestedBetween(id, from, until - 1);
    for (const referral of readableOf(listing, deps.log)) found.set(referral.id, referral);
  });
  return [...found.values()].sort((a, b) => a.requestedAt - b.requestedAt || (a.id < b.id ? -1 : 1));
}

/** How much is told of so many cases: all to who may read each of them, else of a few nothing but how many. */
function tellingOf(cases: number, isOpenTo: boolean) {
  const isAll = isOpenTo || cases >= fewestTold;
  return {
    isAll,
    spread: ({ count, medianMs, longestMs, late }: Spread) =>
      isAll ? { count, medianMinutes: minutesOf(medianMs), longestMinutes: minutesOf(longestMs), late } : { count },
  };
}

function houseView(
  { facilityId, cases, up, down, greenChannel, late, toDoor }: HouseFigures,
  name: string,
  mayRead: (referral: Referral) => boolean,
): ReferralFiguresView["byOrigin"][number] {
  const tell = tellingOf(
    cases.length,
    cases.every(({ referral }) => mayRead(referral)),
  );
  return {
    facility: { id: facilityId, name },
    requested: cases.length,
    up,
    down,
    greenChannel,
    ...(tell.isAll && { late }),
    ...(toDoor !== undefined && { toDoor: tell.spread(toDoor) }),
  };
}

/** A calendar month in Asia/Shanghai, without its end. */
function spanOf(month: string): { readonly from: number; readonly until: number } {
  const [year = 0, index = 1] = month.split("-").map(Number);
  const next = index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, "0")}`;
  return { from: Date.parse(`${month}-01T00:00:00+08:00`), until: Date.parse(`${next}-01T00:00:00+08:00`) };
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
