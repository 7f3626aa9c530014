import { describeObservation } from "../../contracts/descriptions.ts";
import type { ObservationSeriesView } from "../../contracts/http/observations.ts";
import type { VitalView } from "../../contracts/http/residents.ts";

export type Series = ObservationSeriesView["series"][number];
type Value = VitalView["value"];

/** One moment, or the bucket that begins there. A gap is a moment without values. */
export interface Sample {
  readonly at: number;
  readonly low: number | null;
  readonly mean: number | null;
  readonly high: number | null;
}

export const bucketMs = { raw: 0, "1m": 60_000, "15m": 900_000, "1h": 3_600_000 } as const;
export type Resolution = keyof typeof bucketMs;

function numberOf(value: Value): number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "number" ? value : null;
}

function samplesOf(series: Series): Sample[] {
  if (series.points !== undefined) {
    return series.points.map(({ at, value }) => {
      const number = numberOf(value);
      return { at: Date.parse(at), low: number, mean: number, high: number };
    });
  }
  return (series.buckets ?? []).map(({ at, min, mean, max, last }) => {
    const number = numberOf(last);
    return { at: Date.parse(at), low: min ?? number, mean: mean ?? number, high: max ?? number };
  });
}

/** The time between two samples beyond which nothing is known in between. */
export function gapAfterMs(code: string, resolution: Resolution): number {
  return Math.max(describeObservation(code)?.liveForMs ?? 0, bucketMs[resolution] * 1.5);
}

/** A series as a line: sorted, and broken by an empty sample wherever readings are missing. */
export function lineOf(series: Series, resolution: Resolution): Sample[] {
  const limit = gapAfterMs(series.code, resolution);
  const samples = samplesOf(series).toSorted((a, b) => a.at - b.at);
  return samples.flatMap((sample, index) => {
    const before = samples[index - 1];
    if (before === undefined || sample.at - before.at <= limit) return [sample];
    return [{ at: before.at + limit / 2, low: null, mean: null, high: null }, sample];
  });
}

/** Adds what has just been measured to what was read: as a point, or into the bucket to which it belongs. */
export function extend(view: ObservationSeriesView, vitals: readonly VitalView[]): ObservationSeriesView {
  let isChanged = false;
  const series = view.series.map((known) => {
    const vital = vitals.find(({ code }) => code === known.code);
    const extended = vital === undefined ? known : extendSeries(known, vital, view.resolution);
    isChanged ||= extended !== known;
    return extended;
  });
  const added = vitals
    .filter(
      ({ code, at }) => !view.series.some((known) => known.code === code) && Date.parse(at) >= Date.parse(view.from),
    )
    .map((vital) => extendSeries(emptySeries(vital, view.resolution), vital, view.resolution));
  return isChanged || added.length > 0 ? { ...view, series: [...series, ...added] } : view;
}

/** An answer with what was measured since; `newest` is when each code was last added. */
export interface Grown {
  readonly read: ObservationSeriesView;
  readonly view: ObservationSeriesView;
  readonly newest: ReadonlyMap<string, string>;
}

/** Adds each new value once to what has grown from this answer; a new answer starts afresh. */
export function grow(before: Grown | undefined, read: ObservationSeriesView, vitals: readonly VitalView[]): Grown {
  const grown = before?.read === read ? before : { read, view: read, newest: new Map<string, string>() };
  const news = vitals.filter(
    ({ code, at }) => Date.parse(at) > Date.parse(grown.newest.get(code) ?? "1970-01-01T00:00:00Z"),
  );
  if (news.length === 0) return grown;
  return {
    read,
    view: extend(grown.view, news),
    newest: new Map([...grown.newest, ...news.map(({ code, at }) => [code, at] as const)]),
  };
}

function emptySeries(vital: VitalView, resolution: Resolution): Series {
  return { code: vital.code, ...(resolution === "raw" ? { points: [] } : { buckets: [] }) };
}

function extendSeries(series: Series, vital: VitalView, resolution: Resolution): Series {
  const at = Date.parse(vital.at);
  if (series.points !== undefined) {
    const last = series.points.at(-1);
    if (last !== undefined && Date.parse(last.at) >= at) return series;
    return { ...series, points: [...series.points, { at: vital.at, value: vital.value, deviceId: vital.deviceId }] };
  }
  const buckets = series.buckets ?? [];
  const startsAt = Math.floor(at / bucketMs[resolution]) * bucketMs[resolution];
  const last = buckets.at(-1);
  const lastAt = last === undefined ? Number.NEGATIVE_INFINITY : Date.parse(last.at);
  if (lastAt > startsAt) return series;
  const number = typeof vital.value === "number" ? vital.value : undefined;
  if (last === undefined || lastAt < startsAt) {
    const fresh = { at: new Date(startsAt).toISOString(), count: 1, last: vital.value };
    const measures = number === undefined ? {} : { min: number, max: number, mean: number };
    return { ...series, buckets: [...buckets, { ...fresh, ...measures }] };
  }
  const { min, max, mean, count } = last;
  const measures =
    number === undefined
      ? {}
      : {
          min: Math.min(min ?? number, number),
          max: Math.max(max ?? number, number),
          mean: ((mean ?? number) * count + number) / (count + 1),
        };
  return {
    ...series,
    buckets: [...buckets.slice(0, -1), { ...last, ...measures, count: count + 1, last: vital.value }],
  };
}

/** What a line says in numbers, for those who cannot see it. Undefined when there is nothing to say. */
export function summarise(
  line: readonly Sample[],
): { readonly last: number; readonly low: number; readonly high: number; readonly gaps: number } | undefined {
  const known = line.filter((sample) => sample.mean !== null);
  const last = known.at(-1)?.mean;
  if (last === undefined || last === null) return undefined;
  return {
    last,
    low: Math.min(...known.map(({ low, mean }) => low ?? mean ?? 0)),
    high: Math.max(...known.map(({ high, mean }) => high ?? mean ?? 0)),
    gaps: line.length - known.length,
  };
}

/** The line as at most `most` rows of a table, newest first: neighbours are put together, lows and highs kept. */
export function tableRows(line: readonly Sample[], most: number): Sample[] {
  const known = line.filter((sample) => sample.mean !== null);
  const size = Math.max(1, Math.ceil(known.length / most));
  const rows: Sample[] = [];
  for (let start = 0; start < known.length; start += size) {
    const group = known.slice(start, start + size);
    rows.push({
      at: group[0]?.at ?? 0,
      low: Math.min(...group.map(({ low }) => low ?? 0)),
      mean: group.reduce((sum, { mean }) => sum + (mean ?? 0), 0) / group.length,
      high: Math.max(...group.map(({ high }) => high ?? 0)),
    });
  }
  return rows.toReversed();
}
