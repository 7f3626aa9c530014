import * as z from "zod/mini";
import { alertPriorities, timelineSteps } from "../../domain/alerts/alert.ts";
import { news2Bands } from "../../domain/watch/news2-scoring.ts";
import { bilingual, id, isoTime, observationCode, observationValue } from "./fields.ts";
import { pageEnd, pageQuery } from "./paging.ts";

/** Query of GET /api/alerts; without filters the open alerts of all facilities, at most 500 a page. */
export const alertQuery = z.strictObject({
  state: z._default(z.enum(["open", "closed"]), "open"),
  residentId: z.optional(id),
  facilityId: z.optional(id),
  ...pageQuery(/^(?:[1-9]\d?|[1-4]\d\d|500)$/, 500),
});

/** An alert as the API shows it, with its words in both languages. */
export const alert = z.object({
  id,
  residentId: id,
  facilityId: id,
  kind: z.string(),
  priority: z.enum(alertPriorities),
  /** Technical alerts are about devices, never about the person. */
  technical: z.boolean(),
  condition: z.enum(["active", "cleared"]),
  handling: z.enum(["new", "acknowledged", "on-site", "resolved"]),
  raisedAt: isoTime,
  closedAt: z.optional(isoTime),
  outcome: z.optional(z.enum(["real", "false", "test", "device-fault", "cleared-by-rule"])),
  /** What it is, e.g. 疑似跌倒. */
  title: bilingual,
  /** Why, in one sentence with its values. */
  reason: bilingual,
  /** Of a NEWS2 alert: how it was scored. `parts` are the points of each parameter that was there. */
  score: z.optional(
    z.object({
      min: z.int(),
      max: z.int(),
      band: z.enum(news2Bands),
      missing: z.array(observationCode),
      scale: z.union([z.literal(1), z.literal(2)]),
      parts: z.record(z.string(), z.int()),
      version: z.string(),
    }),
  ),
  /** The values the verdict rests on. */
  inputs: z.array(z.object({ code: observationCode, value: observationValue, at: isoTime, deviceId: id })),
  timeline: z.array(
    z.object({
      at: isoTime,
      what: z.enum(timelineSteps),
      by: z.optional(z.string()),
      note: z.optional(z.string()),
      reason: z.optional(bilingual),
      /** How often it happened; the middle of a very long story is folded into one entry. */
      times: z.optional(z.int()),
    }),
  ),
  version: z.int(),
});
export type AlertView = z.infer<typeof alert>;

/**
 * Open alerts by priority, then age. Where there are more than a page holds, pages go facility by facility and by age, so
 * that an alert that becomes more urgent meanwhile is missed by none, and only each in itself goes by priority. Closed
 * ones newest first, the last 200 and no further page; so are a resident's own.
 */
export const alertList = z.object({ items: z.array(alert), ...pageEnd });

const by = z._default(z.string().check(z.minLength(1), z.maxLength(40)), "staff");

/** The version that the person saw; a newer call is then not taken for the one they saw, but answered with 409. */
const version = z.optional(z.int());

/** POST /api/alerts/{id}/acknowledge. Acknowledging again by the same person changes nothing. */
export const acknowledgement = z.strictObject({ by, version });

/** POST /api/alerts/{id}/resolve. */
export const resolution = z.strictObject({
  by,
  outcome: z.enum(["real", "false", "test", "device-fault"]),
  note: z.optional(z.string().check(z.maxLength(500))),
  version,
});
