import type { ArrivalsView } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { checklistView, clockViews, type HouseNames, referralView } from "../../contracts/referral-views.ts";
import { day, type EpochMs, minute } from "../../domain/model/time.ts";
import { facilityOf, type Referral, stageOf } from "../../domain/referrals/referral.ts";
import type { ReferralState } from "../../domain/referrals/states.ts";
import { houseNames } from "../referring/house-names.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

const asked: readonly ReferralState[] = ["requested", "triaged"];
const expected: readonly ReferralState[] = ["accepted", "transport-arranged", "en-route"];
const here: readonly ReferralState[] = ["arrived", "admitted", "treated"];
const fit: readonly ReferralState[] = ["ready-for-down", "down-accepted"];
const back: readonly ReferralState[] = ["treated", "ready-for-down", "down-accepted", "returning", "follow-up-due"];

/** What a receiving desk looks at: who asks, who comes and when, who is here, who is fit to go back, who comes back here. */
export async function listArrivals(
  { path }: HttpInput<(typeof routes)["list-arrivals"]>,
  deps: Deps<"list-arrivals">,
): Promise<ArrivalsView> {
  const cases = readableOf(await deps.referrals.listOfHouse(path.id, "open"), deps.log);
  const names = await houseNames(cases, deps);
  const now = deps.now();
  const inState = (states: readonly ReferralState[]) =>
    cases.filter(({ state, destinationId }) => destinationId === path.id && states.includes(state));
  return {
    at: isoTimeOf(now),
    requests: inState(asked)
      .toSorted(byAge)
      .map((one) => referralView(one, names, now)),
    expected: inState(expected)
      .toSorted(byArrival)
      .map((one) => arrivalView(one, names, now)),
    here: inState(here)
      .toSorted(byAge)
      .map((one) => arrivalView(one, names, now)),
    fitForDown: inState(fit)
      .toSorted(byFitness)
      .map((one) => fitView(one, names, now)),
    comingBack: cases
      .filter((one) => back.includes(one.state) && facilityOf(one, "return") === path.id)
      .toSorted(byAge)
      .map((one) => referralView(one, names, now)),
  };
}

function arrivalView(referral: Referral, names: HouseNames, now: EpochMs): ArrivalsView["expected"][number] {
  const { expectedAt } = referral;
  return {
    ...referralView(referral, names, now),
    ...(expectedAt !== undefined && { minutesToArrival: Math.round((expectedAt - now) / minute) }),
    checklist: checklistView(referral),
    clocks: clockViews(referral, now),
  };
}

function fitView(referral: Referral, names: HouseNames, now: EpochMs): ArrivalsView["fitForDown"][number] {
  const since = fitSince(referral);
  return {
    ...referralView(referral, names, now),
    fitSince: isoTimeOf(since),
    fitForDays: Math.max(0, Math.floor((now - since) / day)),
  };
}

/** Since the last time that somebody said so; asking another house is no new beginning. */
function fitSince({ stages, requestedAt }: Referral): EpochMs {
  const last = stages.findLastIndex(({ state }) => !fit.includes(state));
  return stages[last + 1]?.at ?? requestedAt;
}

function byAge(a: Referral, b: Referral): number {
  return stageOf(a).at - stageOf(b).at;
}

/** Emergencies before others; then who comes first, those of whom nobody said when last. */
function byArrival(a: Referral, b: Referral): number {
  const urgency = Number(b.mode === "green-channel") - Number(a.mode === "green-channel");
  return urgency || (a.expectedAt ?? Number.MAX_VALUE) - (b.expectedAt ?? Number.MAX_VALUE) || byAge(a, b);
}

function byFitness(a: Referral, b: Referral): number {
  return fitSince(a) - fitSince(b);
}
