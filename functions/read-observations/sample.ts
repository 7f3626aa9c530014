import { type Resolution, resolutions } from "../../contracts/http/observations.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { type Buckets, downsample } from "../../domain/series/downsample.ts";
import type { SeriesSpan, SeriesStore } from "../../stores/series-store.ts";

/** What fits into one answer. */
export const maxPoints = 200_000;
/** A series beyond this many points is shown coarser, unless its resolution was asked for. */
const mostShown = 1500;
/** Up to this span every reading is looked at; longer ones come in buckets at once. */
const shortSpanMs = 25 * hour;

const bucketMs = { "1m": minute, "15m": 15 * minute, "1h": hour } as const;
type BucketResolution = keyof typeof bucketMs;
type Points = ReadonlyMap<ObservationCode, readonly Observation[]>;

/** The span holds more readings than one answer carries; a coarser resolution does not. */
export class TooManyPointsError extends Error {
  readonly code = "too-many-points";
}

/** A span at one resolution: `points` when it is raw, `buckets` otherwise. */
export interface Sampled {
  readonly resolution: Resolution;
  readonly points: Points;
  readonly buckets: Buckets;
}

/** Reads a span at the resolution that was asked for, or at the finest that a chart can show. */
export async function sample(
  span: SeriesSpan,
  resolution: Resolution | undefined,
  series: Pick<SeriesStore, "read" | "readBuckets">,
): Promise<Sampled> {
  if (resolution === "raw") return raw(await readDayByDay(span, series));
  if (resolution !== undefined) return inBuckets(resolution, await series.readBuckets(span, bucketMs[resolution]));
  const spanMs = span.to - span.from;
  if (spanMs > shortSpanMs) {
    const shown = resolutions.find((each) => each !== "raw" && spanMs / bucketMs[each] <= mostShown) ?? "1h";
    return sample(span, shown, series);
  }
  const observations = await readDayByDay(span, series);
  const points = byCode(observations);
  if (longest(points) <= mostShown) return { resolution: "raw", points, buckets: new Map() };
  const minutes = downsample(observations, minute);
  if (longest(minutes) <= mostShown) return inBuckets("1m", minutes);
  return inBuckets("15m", downsample(observations, bucketMs["15m"]));
}

async function readDayByDay(span: SeriesSpan, series: Pick<SeriesStore, "read">): Promise<readonly Observation[]> {
  const found: Observation[] = [];
  for (let from = span.from; from <= span.to; from += day) {
    for (const each of await series.read({ ...span, from, to: Math.min(from + day - 1, span.to) })) found.push(each);
    if (found.length > maxPoints) throw new TooManyPointsError();
  }
  return found;
}

function raw(observations: readonly Observation[]): Sampled {
  return { resolution: "raw", points: byCode(observations), buckets: new Map() };
}

function inBuckets(resolution: BucketResolution, buckets: Buckets): Sampled {
  return { resolution, points: new Map(), buckets };
}

function byCode(observations: readonly Observation[]): Points {
  const points = new Map<ObservationCode, Observation[]>();
  for (const observation of observations) {
    const list = points.get(observation.code);
    if (list === undefined) points.set(observation.code, [observation]);
    else list.push(observation);
  }
  return points;
}

function longest(lists: ReadonlyMap<unknown, readonly unknown[]>): number {
  return Math.max(0, ...Array.from(lists.values(), (list) => list.length));
}
