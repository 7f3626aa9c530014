import { type Resolution, resolutions } from "../../contracts/http/observations.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { Observation, ObservationValue } from "../../domain/model/reading.ts";
import { type EpochMs, hour, minute } from "../../domain/model/time.ts";

/** Of several readings in one span of time. Sum and extremes are of numbers only. */
export interface Bucket {
  readonly at: EpochMs;
  count: number;
  sum?: number;
  min?: number;
  max?: number;
  last: ObservationValue;
}

type BucketResolution = Exclude<Resolution, "raw">;
const bucketMs: Readonly<Record<BucketResolution, number>> = { "1m": minute, "15m": 15 * minute, "1h": hour };
/** A series beyond this many points is shown coarser, unless its resolution was asked for. */
const mostPoints = 1500;
type Buckets = Map<EpochMs, Bucket>;

/**
 * Collects observations in order of time at a resolution, given or found: then it starts with every single reading and
 * becomes coarser whenever a series exceeds {@link mostPoints}. A span without a reading has no bucket.
 */
export class Sampler {
  resolution: Resolution;
  /** At resolution raw. */
  readonly points = new Map<ObservationCode, Observation[]>();
  /** At all others, in order of time. */
  readonly buckets = new Map<ObservationCode, Buckets>();
  readonly #isFixed: boolean;

  constructor(resolution: Resolution | undefined) {
    this.resolution = resolution ?? "raw";
    this.#isFixed = resolution !== undefined;
  }

  /** How many points or buckets there are. */
  get size(): number {
    return this.#sizes().reduce((sum, size) => sum + size, 0);
  }

  add(observations: readonly Observation[]): void {
    for (const observation of observations) {
      if (this.resolution === "raw") listIn(this.points, observation.code).push(observation);
      else this.#fold(observation, bucketMs[this.resolution]);
    }
    while (!this.#isFixed && this.resolution !== "1h" && Math.max(0, ...this.#sizes()) > mostPoints) {
      this.#coarsen();
    }
  }

  #sizes(): readonly number[] {
    if (this.resolution === "raw") return Array.from(this.points.values(), (points) => points.length);
    return Array.from(this.buckets.values(), (buckets) => buckets.size);
  }

  #fold({ code, at, value }: Observation, spanMs: number): void {
    const number = typeof value === "number" ? { sum: value, min: value, max: value } : {};
    merge(bucketsIn(this.buckets, code), { at, count: 1, last: value, ...number }, spanMs);
  }

  #coarsen(): void {
    const next = resolutions[resolutions.indexOf(this.resolution) + 1] as BucketResolution;
    const spanMs = bucketMs[next];
    for (const observations of this.points.values()) for (const each of observations) this.#fold(each, spanMs);
    this.points.clear();
    for (const [code, finer] of this.buckets) {
      const coarser: Buckets = new Map();
      for (const bucket of finer.values()) merge(coarser, bucket, spanMs);
      this.buckets.set(code, coarser);
    }
    this.resolution = next;
  }
}

/** Adds a bucket to the coarser one in whose span it begins; later ones come later, so `last` is theirs. */
function merge(buckets: Buckets, part: Bucket, spanMs: number): void {
  const at = Math.floor(part.at / spanMs) * spanMs;
  const whole = buckets.get(at);
  if (whole === undefined) {
    buckets.set(at, { ...part, at });
    return;
  }
  whole.count += part.count;
  whole.last = part.last;
  if (part.sum === undefined || part.min === undefined || part.max === undefined) return;
  whole.sum = (whole.sum ?? 0) + part.sum;
  whole.min = Math.min(whole.min ?? part.min, part.min);
  whole.max = Math.max(whole.max ?? part.max, part.max);
}

function listIn(points: Map<ObservationCode, Observation[]>, code: ObservationCode): Observation[] {
  const list = points.get(code) ?? [];
  points.set(code, list);
  return list;
}

function bucketsIn(series: Map<ObservationCode, Buckets>, code: ObservationCode): Buckets {
  const buckets = series.get(code) ?? new Map();
  series.set(code, buckets);
  return buckets;
}
