import type { ObservationCode } from "../model/observations.ts";
import type { Observation, ObservationValue } from "../model/reading.ts";
import { day, type EpochMs, minute } from "../model/time.ts";
import { type LimitedCode, limitedCodes } from "../watch/plan.ts";
import { type BedStretch, bedStretches, within } from "./bed-log.ts";

/** What was measured of one vital sign in a day: the tenths and the middle are values that were measured (nearest rank). */
export interface VitalOfDay {
  readonly count: number;
  readonly min: number;
  readonly lowTenth: number;
  readonly middle: number;
  readonly highTenth: number;
  readonly max: number;
}

/** A value that somebody took the time to measure. */
export interface SpotValue {
  readonly at: EpochMs;
  readonly code: ObservationCode;
  readonly value: number;
  readonly deviceId: string;
}

/** What a resident's devices said in one day of Asia/Shanghai, for relatives: small, whatever devices send. */
export interface DayLog {
  readonly residentId: string;
  /** When the day began. */
  readonly dayStart: EpochMs;
  /** Readings up to then were looked at. */
  readonly until: EpochMs;
  readonly madeAt: EpochMs;
  readonly bed: readonly BedStretch[];
  /** Stretches of a quarter of an hour or longer in which no device that follows the person was heard, to the minute. */
  readonly gaps: readonly { readonly from: EpochMs; readonly to: EpochMs }[];
  readonly steps?: { readonly count: number; readonly at: EpochMs };
  readonly vitals: Readonly<Partial<Record<LimitedCode, VitalOfDay>>>;
  readonly spot: readonly SpotValue[];
}

/** A shorter silence is that of a device that reports now and then. */
const shortestGapMs = 15 * minute;
/** More in one day were not taken by hand. */
const mostSpotValues = 60;

/** Says nothing of the person. */
const ofTheRoom: ReadonlySet<ObservationCode> = new Set([
  "room-temperature",
  "room-humidity",
  "door-open",
  "battery",
  "signal",
]);
const byHand: ReadonlySet<ObservationCode> = new Set([
  "systolic-blood-pressure",
  "diastolic-blood-pressure",
  "glucose",
  "body-weight",
]);
const limited: ReadonlySet<string> = new Set(limitedCodes);

/** Takes in a day's readings in any order and sums them up. */
export class DayLogger {
  readonly #start: EpochMs;
  readonly #until: EpochMs;
  readonly #words: Observation[] = [];
  readonly #values = new Map<LimitedCode, number[]>();
  readonly #spot: SpotValue[] = [];
  readonly #steps = new Map<string, [at: EpochMs, count: number][]>();
  readonly #heard: Uint8Array;

  /** From midnight in Shanghai on; of a day that goes on until then. */
  constructor(dayStart: EpochMs, until: EpochMs) {
    this.#start = dayStart;
    this.#until = Math.min(until, dayStart + day);
    this.#heard = new Uint8Array(Math.max(0, Math.ceil((this.#until - dayStart) / minute)));
  }

  add(code: ObservationCode, at: EpochMs, deviceId: string, value: ObservationValue): void {
    if (at < this.#start || at >= this.#until) return;
    if (!ofTheRoom.has(code)) this.#heard[Math.floor((at - this.#start) / minute)] = 1;
    if (code === "bed-occupancy") this.#words.push({ kind: "observation", code, value, at, deviceId });
    if (typeof value !== "number") return;
    if (limited.has(code)) listIn(this.#values, code as LimitedCode).push(value);
    if (code === "steps") listIn(this.#steps, deviceId).push([at, value]);
    if (byHand.has(code) || code === "body-temperature") this.#spot.push({ at, code, value, deviceId });
  }

  log(residentId: string, madeAt: EpochMs): DayLog {
    const steps = this.#stepsOfDay();
    return {
      residentId,
      dayStart: this.#start,
      until: this.#until,
      madeAt,
      bed: within(bedStretches(this.#words.toSorted((a, b) => a.at - b.at)), this.#start, this.#until),
      gaps: this.#gaps(),
      ...(steps !== undefined && { steps }),
      vitals: Object.fromEntries(Array.from(this.#values, ([code, values]) => [code, vitalOfDay(values)])),
      spot: this.#spotValues(),
    };
  }

  /** The temperature of a band that measures all day is none that somebody took. */
  #spotValues(): readonly SpotValue[] {
    const devices = new Set(this.#spot.flatMap(({ code, deviceId }) => (byHand.has(code) ? [deviceId] : [])));
    return this.#spot
      .filter(({ deviceId }) => devices.has(deviceId))
      .toSorted((a, b) => a.at - b.at)
      .slice(0, mostSpotValues);
  }

  #gaps(): DayLog["gaps"] {
    const gaps: { from: EpochMs; to: EpochMs }[] = [];
    const timeOf = (place: number): EpochMs => Math.min(this.#start + place * minute, this.#until);
    let quietFrom = 0;
    for (let place = 0; place <= this.#heard.length; place += 1) {
      if (place < this.#heard.length && this.#heard[place] === 0) continue;
      if ((place - quietFrom) * minute >= shortestGapMs) gaps.push({ from: timeOf(quietFrom), to: timeOf(place) });
      quietFrom = place + 1;
    }
    return gaps;
  }

  /** What a counter counted while it was read; one that begins anew counts from there. Of several devices the one that counted most. */
  #stepsOfDay(): DayLog["steps"] {
    let most: DayLog["steps"];
    for (const words of this.#steps.values()) {
      const sorted = words.toSorted(([a], [b]) => a - b);
      let count = 0;
      let before: number | undefined;
      for (const [, value] of sorted) {
        if (before !== undefined) count += value >= before ? value - before : value;
        before = value;
      }
      const at = sorted.at(-1)?.[0];
      if (at !== undefined && (most === undefined || count > most.count)) most = { count, at };
    }
    return most;
  }
}

/** Of at least one value. */
function vitalOfDay(values: readonly number[]): VitalOfDay {
  const sorted = Float64Array.from(values).sort();
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
  return {
    count: sorted.length,
    min: rank(0),
    lowTenth: rank(0.1),
    middle: rank(0.5),
    highTenth: rank(0.9),
    max: rank(1),
  };
}

function listIn<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: V[] = [];
  lists.set(key, made);
  return made;
}
