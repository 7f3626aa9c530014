import { entryOf, type ObservationCode } from "../domain/model/observations.ts";
import type { Observation } from "../domain/model/reading.ts";
import { type EpochMs, hour, minute } from "../domain/model/time.ts";
import { type ObservationSeriesView, type Resolution, resolutions } from "./http/observations.ts";
import { isoTimeOf } from "./iso-time.ts";

/** Width of a bucket; `raw` keeps every point. */
export const bucketMs: Readonly<Record<Exclude<Resolution, "raw">, number>> = {
  "1m": minute,
  "15m": 15 * minute,
  "1h": hour,
};

/** A series beyond this many points is down-sampled unless a resolution is asked for. */
export const mostPoints = 1500;

interface SeriesRequest {
  readonly residentId: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Absent: the finest that keeps every series within {@link mostPoints}. */
  readonly resolution?: Resolution | undefined;
}

type Series = ObservationSeriesView["series"][number];
type Bucket = NonNullable<Series["buckets"]>[number];

/**
 * Observations, sorted by time, as one series per code.
 *
 * Buckets begin at whole minutes, quarters and hours of Asia/Shanghai; one without a reading is absent, so that a gap
 * stays a gap. Only quantities have a minimum, maximum and mean.
 */
export function seriesView(request: SeriesRequest, observations: readonly Observation[]): ObservationSeriesView {
  const byCode = Map.groupBy(observations, ({ code }) => code);
  const resolution = request.resolution ?? finestResolution([...byCode.values()]);
  return {
    residentId: request.residentId,
    from: isoTimeOf(request.from),
    to: isoTimeOf(request.to),
    resolution,
    series: [...byCode].map(([code, points]) => oneSeries(code, points, resolution)),
  };
}

function oneSeries(code: ObservationCode, observations: readonly Observation[], resolution: Resolution): Series {
  const entry = entryOf(code);
  const unit = entry.value === "quantity" ? { unit: entry.unit } : {};
  if (resolution === "raw")
    return {
      code,
      ...unit,
      points: observations.map(({ at, value, deviceId }) => ({ at: isoTimeOf(at), value, deviceId })),
    };
  const width = bucketMs[resolution];
  const buckets = Map.groupBy(observations, ({ at }) => Math.floor(at / width) * width);
  return { code, ...unit, buckets: [...buckets].map(([at, members]) => bucketOf(at, members)) };
}

function bucketOf(at: EpochMs, members: readonly Observation[]): Bucket {
  const numbers = members.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  const last = members.at(-1)?.value ?? 0;
  const bucket = { at: isoTimeOf(at), count: members.length, last };
  if (numbers.length === 0) return bucket;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return {
    ...bucket,
    min: numbers.reduce((least, value) => Math.min(least, value)),
    max: numbers.reduce((most, value) => Math.max(most, value)),
    mean: Math.round(mean * 1000) / 1000,
  };
}

function finestResolution(series: readonly (readonly Observation[])[]): Resolution {
  const fits = (resolution: Resolution) =>
    series.every((observations) => {
      if (observations.length <= mostPoints) return true;
      if (resolution === "raw") return false;
      const width = bucketMs[resolution];
      return new Set(observations.map(({ at }) => Math.floor(at / width))).size <= mostPoints;
    });
  return resolutions.find(fits) ?? "1h";
}
