import type { Alert } from "../alerts/alert.ts";
import { entryOf, type ObservationCode } from "../model/observations.ts";
import type { ObservationValue } from "../model/reading.ts";
import type { Resident } from "../model/resident.ts";
import { day, type EpochMs, hour, minute } from "../model/time.ts";
import type { Bucket, Buckets } from "../series/downsample.ts";
import { planFor } from "../watch/default-plan.ts";
import { latestValues } from "../watch/monitoring.ts";
import { type News2Parameter, news2Of } from "../watch/news2.ts";
import { news2Version } from "../watch/news2-scoring.ts";
import type { Watch } from "../watch/state.ts";
import type { SnapshotAlert, SnapshotCell, SnapshotNews2, SnapshotRow, SnapshotVitals } from "./snapshot-fields.ts";

/** What a receiving house wants to see of a person, in the order in which it is shown. */
export const snapshotCodes = [
  "respiratory-rate",
  "spo2",
  "inspired-oxygen",
  "systolic-blood-pressure",
  "diastolic-blood-pressure",
  "heart-rate",
  "consciousness",
  "body-temperature",
  "glucose",
] as const satisfies readonly ObservationCode[];

/** How far back a snapshot looks, and the step of its trend; steps begin at full quarters of an hour. */
export const snapshotSpanMs = day;
export const trendStepMs = 15 * minute;

/** An alert as it stood, without what was done about it. */
export function alertIn({ id, kind, priority, raisedAt, reason, inputs }: Alert): SnapshotAlert {
  return { id, kind, priority, raisedAt, reason, inputs };
}

/** The 24 hours up to `now` as a table by hours and a trend by quarters of an hour; the newest values, however old. */
export function vitalsIn(watch: Watch | undefined, quarters: Buckets, now: EpochMs): SnapshotVitals {
  return {
    from: now - snapshotSpanMs,
    to: now,
    latest: latestOf(watch),
    table: tableOf(quarters),
    trend: trendOf(quarters),
  };
}

/** The score at that moment, with the values from which its parts come. */
export function news2In(resident: Resident, watch: Watch, now: EpochMs): SnapshotNews2 {
  const score = news2Of(watch, planFor(resident, now), now);
  const { latest } = latestValues(watch);
  const scored = Object.keys(score.parts) as readonly News2Parameter[];
  const values = Object.fromEntries(
    scored.flatMap((name): [string, ObservationValue][] => {
      const known = latest[name];
      return known === undefined ? [] : [[name, known.value]];
    }),
  );
  return { ...score, at: now, version: news2Version, values };
}

function latestOf(watch: Watch | undefined): SnapshotVitals["latest"] {
  const known = watch === undefined ? {} : latestValues(watch).latest;
  return snapshotCodes.flatMap((code) => {
    const newest = known[code];
    return newest === undefined ? [] : [{ code, value: newest.value, at: newest.at, deviceId: newest.deviceId }];
  });
}

function tableOf(quarters: Buckets): readonly SnapshotRow[] {
  const rows = new Map<EpochMs, Partial<Record<ObservationCode, SnapshotCell>>>();
  for (const code of snapshotCodes)
    for (const quarter of quarters.get(code) ?? []) {
      const at = Math.floor(quarter.at / hour) * hour;
      const cells = rows.get(at) ?? {};
      cells[code] = joined(cells[code], quarter);
      rows.set(at, cells);
    }
  return [...rows].sort(([a], [b]) => a - b).map(([at, cells]) => ({ at, cells }));
}

/** The cell of an hour with one more quarter of it; quarters come in order of time. */
function joined(before: SnapshotCell | undefined, { last, min, max }: Bucket): SnapshotCell {
  if (min === undefined || max === undefined) return { last };
  return { last, min: Math.min(min, before?.min ?? min), max: Math.max(max, before?.max ?? max) };
}

function trendOf(quarters: Buckets): SnapshotVitals["trend"] {
  return snapshotCodes.flatMap((code) => {
    const points = (quarters.get(code) ?? []).flatMap((bucket) => pointOf(code, bucket));
    return points.length === 0 ? [] : [{ code, points }];
  });
}

function pointOf(code: ObservationCode, { at, min, max, mean }: Bucket): SnapshotVitals["trend"][number]["points"] {
  const entry = entryOf(code);
  if (entry.value !== "quantity" || min === undefined || max === undefined || mean === undefined) return [];
  return [[at, min, max, Number(mean.toFixed(entry.decimals + 1))]];
}
