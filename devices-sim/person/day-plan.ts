import { day, type EpochMs, minute } from "../../domain/model/time.ts";
import type { SimulatedPerson } from "../county/county.ts";
import { type Random, randomOf } from "../random.ts";
import { clock, startOfLocalDay } from "../wall-clock.ts";

export type Activity = "asleep" | "resting-in-bed" | "toilet" | "sitting" | "eating" | "walking" | "on-the-floor";
export type Whereabouts = "bed" | "room" | "bathroom" | "corridor" | "outside";

/** What a person does from one moment to another. */
export interface Episode {
  readonly from: EpochMs;
  /** Exclusive. */
  readonly to: EpochMs;
  readonly doing: Activity;
  readonly where: Whereabouts;
}

/** When people get up at night, far enough apart that two trips never look like a long one. */
const nightWindows: readonly (readonly [from: number, to: number])[] = [
  [clock(0, 20), clock(1, 50)],
  [clock(2, 20), clock(3, 40)],
  [clock(4, 10), clock(5, 20)],
];

/**
 * Plans a local day from midnight to midnight without a gap: night with trips to the toilet, meals, nap, sitting,
 * walking. Depends on the person and the day alone.
 */
export function planDay(person: SimulatedPerson, localDay: number): readonly Episode[] {
  const random = randomOf(person.salt, "day", localDay);
  const midnight = startOfLocalDay(localDay);
  const wakes = midnight + person.habits.wakesAt + random.between(-15, 15) * minute;
  const toBed = midnight + person.habits.goesToBedAt + random.between(-20, 20) * minute;
  const night: Episode[] = [
    { from: midnight, to: wakes, doing: "asleep", where: "bed" },
    { from: wakes, to: toBed, doing: "sitting", where: "room" },
    { from: toBed, to: toBed + 15 * minute, doing: "resting-in-bed", where: "bed" },
    { from: toBed + 15 * minute, to: midnight + day, doing: "asleep", where: "bed" },
  ];
  return person.habits.mobility === "bedbound"
    ? planBedboundDay(night, random, midnight)
    : planActiveDay(person, night, random, { midnight, wakes, toBed });
}

function planBedboundDay(night: readonly Episode[], random: Random, midnight: EpochMs): readonly Episode[] {
  const inBed = night.map(
    (episode): Episode =>
      episode.doing === "sitting" ? { ...episode, doing: "resting-in-bed", where: "bed" } : episode,
  );
  const meals = mealTimes(random, midnight).map(
    (from): Episode => ({ from, to: from + 30 * minute, doing: "eating", where: "bed" }),
  );
  return [...meals, nap(random, midnight)].reduce(overlay, inBed);
}

function planActiveDay(
  person: SimulatedPerson,
  night: readonly Episode[],
  random: Random,
  times: { readonly midnight: EpochMs; readonly wakes: EpochMs; readonly toBed: EpochMs },
): readonly Episode[] {
  const { midnight, wakes, toBed } = times;
  const added: Episode[] = [];
  for (let at = wakes; at < toBed - 30 * minute; at += random.between(18, 38) * minute)
    added.push(shortOuting(person, random, at));
  for (const from of mealTimes(random, midnight))
    added.push({ from, to: from + random.between(20, 35) * minute, doing: "eating", where: "corridor" });
  added.push(nap(random, midnight));
  if (person.habits.goesOut && random.chance(0.6)) {
    const from = midnight + clock(14, 45) + random.between(0, 90) * minute;
    added.push({ from, to: from + random.between(15, 35) * minute, doing: "walking", where: "outside" });
  }
  for (const window of nightWindows.slice(0, person.habits.toiletTripsANight))
    added.push(toilet(random, midnight + random.between(...window)));
  added.push(toilet(random, wakes), toilet(random, toBed - 12 * minute));
  return added.reduce(overlay, [...night]);
}

function shortOuting(person: SimulatedPerson, random: Random, from: EpochMs): Episode {
  if (random.chance(0.3)) return toilet(random, from);
  const isFar = person.habits.mobility === "walks" && random.chance(0.5);
  return {
    from,
    to: from + random.between(2, 9) * minute,
    doing: "walking",
    where: isFar ? "corridor" : "room",
  };
}

function toilet(random: Random, at: EpochMs): Episode {
  const from = Math.round(at);
  return { from, to: from + Math.round(random.between(4, 9) * minute), doing: "toilet", where: "bathroom" };
}

function nap(random: Random, midnight: EpochMs): Episode {
  const from = midnight + clock(12, 20) + Math.round(random.between(0, 25) * minute);
  return { from, to: from + Math.round(random.between(40, 95) * minute), doing: "asleep", where: "bed" };
}

function mealTimes(random: Random, midnight: EpochMs): readonly EpochMs[] {
  return [clock(7, 5), clock(11, 20), clock(17, 10)].map(
    (time) => midnight + time + Math.round(random.between(0, 15) * minute),
  );
}

/** Puts an episode over a plan; what it covers gives way. */
export function overlay(plan: readonly Episode[], over: Episode): Episode[] {
  const from = Math.round(over.from);
  const to = Math.round(over.to);
  const result: Episode[] = [];
  for (const episode of plan) {
    if (episode.to <= from || episode.from >= to) {
      result.push(episode);
      continue;
    }
    if (episode.from < from) result.push({ ...episode, to: from });
    if (episode.to > to) result.push({ ...episode, from: to });
  }
  result.push({ ...over, from, to });
  return result.sort((a, b) => a.from - b.from);
}
