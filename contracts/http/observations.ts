import * as z from "zod/mini";
import { id, isoTime, observationCode, observationValue } from "./fields.ts";

export const resolutions = ["raw", "1m", "15m", "1h"] as const;
export type Resolution = (typeof resolutions)[number];

/**
 * Query of GET /api/residents/{id}/observations. Without `code` all codes are answered; without `to` until now;
 * without `from` the 24 hours before `to`; without `resolution` the finest that keeps a series within 1,500 points.
 */
export const observationQuery = z.strictObject({
  code: z.optional(observationCode),
  from: z.optional(isoTime),
  to: z.optional(isoTime),
  resolution: z.optional(z.enum(resolutions)),
});

const rawPoint = z.object({ at: isoTime, value: observationValue, deviceId: id });
/** A bucket without a reading is absent: a gap stays a gap. For booleans and codes `last` is the last value. */
const bucket = z.object({
  at: isoTime,
  count: z.int(),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  mean: z.optional(z.number()),
  last: observationValue,
});

export const observationSeries = z.object({
  residentId: id,
  from: isoTime,
  to: isoTime,
  resolution: z.enum(resolutions),
  series: z.array(
    z.object({
      code: observationCode,
      unit: z.optional(z.string()),
      /** `points` at resolution raw, `buckets` otherwise. */
      points: z.optional(z.array(rawPoint)),
      buckets: z.optional(z.array(bucket)),
    }),
  ),
});
export type ObservationSeriesView = z.infer<typeof observationSeries>;
