import { checklistView, clockViews } from "../../contracts/case-clock-views.ts";
import type { ArrivalsView } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { dateOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { type HouseNames, referralView } from "../../contracts/referral-views.ts";
import { day, type EpochMs, minute } from "../../domain/model/time.ts";
import { type ExpectedArrival, expectedArrival, usualMinutesOf } from "../../domain/referrals/expected-arrival.ts";
import { facilityOf, type Referral, stageOf } from "../../domain/referrals/referral.ts";
import { isAwaited, isStillThere, type ReferralState } from "../../domain/referrals/states.ts";
import { byUrgency } from "../../domain/referrals/urgency.ts";
import { houseNames } from "../referring/house-names.ts";
import { whoComes } from "../referring/who-comes.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

const asked: readonly ReferralState[] = ["requested", "triaged", "onward-requested"];
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
  const theirs = cases.filter(({ destinationId }) => destinationId === path.id);
  const inState = (states: readonly ReferralState[]) => theirs.filter(({ state }) => states.includes(state));
  // Who is to go on to another hospital, and has not left, is still here.
  const leaving = cases.filter((one) => isStillThere(one.state) && facilityOf(one, "sender") === path.id);
  const agreements = readableOf(await deps.agreements.list(), deps.log);
  async function seen(one: Referral): Promise<Seen> {
    const usualMinutes = usualMinutesOf(agreements, one, dateOf(now));
    const arrival = expectedArrival(one, usualMinutes);
    return { one, arrival, ...(usualMinutes !== undefined && { usualMinutes }), glance: await whoComes(one, deps) };
  }
  const viewOf = (each: Seen) => arrivalView(each, names, now);
  return {
    at: isoTimeOf(now),
    requests: inState(asked)
      .toSorted(byUrgency)
      .map((one) => referralView(one, names, now)),
    expected: (await Promise.all(theirs.filter(({ state }) => isAwaited(state)).map(seen)))
      .toSorted(byArrival)
      .map(viewOf),
    here: (await Promise.all([...inState(here), ...leaving].toSorted(byAge).map(seen))).map(viewOf),
    fitForDown: inState(fit)
      .toSorted(byFitness)
      .map((one) => fitView(one, names, now)),
    comingBack: cases
      .filter((one) => back.includes(one.state) && facilityOf(one, "return") === path.id)
      .toSorted(byAge)
      .map((one) => referralView(one, names, now)),
  };
}

/** Somebody who comes or is here, with what the row says of them beside their case. */
interface Seen {
  readonly one: Referral;
  readonly arrival: ExpectedArrival | undefined;
  readonly usualMinutes?: number;
  readonly glance: Awaited<ReturnType<typeof whoComes>>;
}

function arrivalView(
  { one, arrival, usualMinutes, glance }: Seen,
  names: HouseNames,
  now: EpochMs,
): ArrivalsView["expected"][number] {
  return {
    ...referralView(one, names, now),
    ...glance,
    ...(arrival !== undefined && {
      minutesToArrival: Math.round((arrival.at - now) / minute),
      arrivesAt: { at: isoTimeOf(arrival.at), isUsual: arrival.isUsual },
    }),
    ...(usualMinutes !== undefined && { usualMinutes }),
    checklist: checklistView(one),
    clocks: clockViews(one, now),
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

/** Emergencies before others; then who comes first, those of whom nobody can tell when last. */
function byArrival({ one: a, arrival: first }: Seen, { one: b, arrival: second }: Seen): number {
  const urgency = Number(b.mode === "green-channel") - Number(a.mode === "green-channel");
  return urgency || (first?.at ?? Number.MAX_VALUE) - (second?.at ?? Number.MAX_VALUE) || byAge(a, b);
}

function byFitness(a: Referral, b: Referral): number {
  return fitSince(a) - fitSince(b);
}
