import { retentionMs } from "../../contracts/decode-telemetry.ts";
import type { ObservationSeriesView } from "../../contracts/http/observations.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { epochOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { entryOf, isObservationCode, type ObservationCode, observationCodes } from "../../domain/model/observations.ts";
import { clockToleranceMs, day, type EpochMs } from "../../domain/model/time.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { invalidQuery, unknown } from "../shell/refusals.ts";
import { maxPoints, type Sampled, sample, TooManyPointsError } from "./sample.ts";

type Request = HttpInput<(typeof routes)["read-observations"]>;

/**
 * A resident's observations over a span of time, by code in the order of the catalogue. Without a resolution it is
 * the finest that a chart can show; times outside of what is kept are cut to it.
 */
export async function readObservations(
  { path, query }: Request,
  deps: Deps<"read-observations">,
): Promise<ObservationSeriesView> {
  if ((await deps.residents.find(path.id)) === undefined) throw unknown("resident", path.id);
  const { from, to } = spanOf(query, deps.now());
  const only = query.code !== undefined && isObservationCode(query.code) ? { code: query.code } : {};
  const span = { residentId: path.id, from, to, ...only };
  const sampled = await sample(span, query.resolution, deps.series).catch((error: unknown) => {
    throw error instanceof TooManyPointsError ? tooManyPoints() : error;
  });
  return {
    residentId: path.id,
    from: isoTimeOf(from),
    to: isoTimeOf(to),
    resolution: sampled.resolution,
    series: observationCodes.flatMap((code) => seriesOf(code, sampled)),
  };
}

function spanOf(query: Request["query"], now: EpochMs): { readonly from: EpochMs; readonly to: EpochMs } {
  const latest = now + clockToleranceMs;
  const to = Math.min(query.to === undefined ? now : (epochOf(query.to) ?? now), latest);
  const from = query.from === undefined ? to - day : (epochOf(query.from) ?? to - day);
  if (from > to) throw invalidQuery("from", "≤ to", { zh: "应不晚于 to", en: "must not be after to" });
  return { from: Math.max(from, now - retentionMs), to };
}

function tooManyPoints(): Error {
  return invalidQuery("resolution", "a coarser resolution or a shorter span", {
    zh: `超过 ${maxPoints} 个点，请缩短时间范围或降低分辨率`,
    en: `more than ${maxPoints} points: ask for a shorter span or a coarser resolution`,
  });
}

function seriesOf(code: ObservationCode, sampled: Sampled): ObservationSeriesView["series"] {
  const entry = entryOf(code);
  const head = { code, ...(entry.value === "quantity" ? { unit: entry.unit } : {}) };
  const points = sampled.points.get(code);
  if (points !== undefined) {
    return [{ ...head, points: points.map(({ at, value, deviceId }) => ({ at: isoTimeOf(at), value, deviceId })) }];
  }
  const buckets = sampled.buckets.get(code);
  if (buckets === undefined) return [];
  const meanDigits = entry.value === "quantity" ? entry.decimals + 2 : 0;
  return [
    {
      ...head,
      buckets: buckets.map(({ at, mean, ...each }) => ({
        at: isoTimeOf(at),
        ...each,
        ...(mean === undefined ? {} : { mean: Number(mean.toFixed(meanDigits)) }),
      })),
    },
  ];
}
