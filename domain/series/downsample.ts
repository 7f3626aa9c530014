import type { ObservationCode } from "../model/observations.ts";
import type { Observation, ObservationValue } from "../model/reading.ts";
import { type EpochMs, hour } from "../model/time.ts";

/** What was observed of one code in one span of time. A span without an observation has no bucket: a gap stays a gap. */
export interface Bucket {
  /** When the span begins. */
  readonly at: EpochMs;
  readonly count: number;
  /** Of numbers; absent for booleans and codes. */
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  /** The newest value; of several at the same time that of the device whose id comes last. */
  readonly last: ObservationValue;
}

export type Buckets = ReadonlyMap<ObservationCode, readonly Bucket[]>;

/** Spans begin at midnight in Asia/Shanghai, so that an hour, a quarter of a day or a day is what people call so. */
const shanghaiOffsetMs = 8 * hour;

interface Sum {
  readonly start: EpochMs;
  count: number;
  numbers: number;
  total: number;
  min: number;
  max: number;
  last: ObservationValue;
  lastAt: EpochMs;
  lastDeviceId: string;
}

/** Sums up observations, in any order, into spans of one length. */
export class Downsampler {
  readonly #spanMs: number;
  readonly #sums = new Map<ObservationCode, Map<EpochMs, Sum>>();

  constructor(spanMs: number) {
    this.#spanMs = spanMs;
  }

  add(code: ObservationCode, at: EpochMs, deviceId: string, value: ObservationValue): void {
    const start = Math.floor((at + shanghaiOffsetMs) / this.#spanMs) * this.#spanMs - shanghaiOffsetMs;
    const sum = this.#sumOf(code, start);
    sum.count += 1;
    if (typeof value === "number") {
      sum.numbers += 1;
      sum.total += value;
      if (value < sum.min) sum.min = value;
      if (value > sum.max) sum.max = value;
    }
    if (at > sum.lastAt || (at === sum.lastAt && deviceId >= sum.lastDeviceId)) {
      sum.last = value;
      sum.lastAt = at;
      sum.lastDeviceId = deviceId;
    }
  }

  /** By code, each in order of time. */
  buckets(): Buckets {
    const buckets = new Map<ObservationCode, readonly Bucket[]>();
    for (const [code, sums] of this.#sums)
      buckets.set(
        code,
        Array.from(sums.values(), bucketOf).sort((a, b) => a.at - b.at),
      );
    return buckets;
  }

  #sumOf(code: ObservationCode, start: EpochMs): Sum {
    let sums = this.#sums.get(code);
    if (sums === undefined) {
      sums = new Map();
      this.#sums.set(code, sums);
    }
    let sum = sums.get(start);
    if (sum === undefined) {
      const nothing = { count: 0, numbers: 0, total: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
      sum = { start, ...nothing, last: 0, lastAt: Number.NEGATIVE_INFINITY, lastDeviceId: "" };
      sums.set(start, sum);
    }
    return sum;
  }
}

/** Down-samples observations, in any order, into buckets of `spanMs`. */
export function downsample(observations: Iterable<Observation>, spanMs: number): Buckets {
  const sampler = new Downsampler(spanMs);
  for (const { code, at, deviceId, value } of observations) sampler.add(code, at, deviceId, value);
  return sampler.buckets();
}

function bucketOf({ start, count, numbers, total, min, max, last }: Sum): Bucket {
  return { at: start, count, ...(numbers === 0 ? {} : { min, max, mean: total / numbers }), last };
}
