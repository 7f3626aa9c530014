import * as z from "zod/mini";
import { id, isoTime } from "./fields.ts";

/** How the parts do, for operators who ask for it by `details=1`: it reads every watch and every open alert. */
export const healthDetails = z.object({
  ingest: z.object({
    devices: z.int(),
    silent: z.int(),
    /** When a device was last heard; absent when none ever was. */
    lastHeardAt: z.optional(isoTime),
    /**
     * How long the oldest message that was acknowledged waits to be stored. In a cell the worst of the latest minute that
     * CloudWatch has a figure of, up to two minutes late, without the time for which readings wait for others to share
     * their writes; absent while no telemetry comes.
     */
    lagMs: z.optional(z.number()),
  }),
  /** Overdue by more than a minute: their timers were lost, and the sweep is late as well. */
  timers: z.object({ watchesOverdue: z.int(), escalationsOverdue: z.int(), notificationsOverdue: z.int() }),
  alerts: z.object({
    open: z.int(),
    /** Nobody has said that they are going. */
    unanswered: z.int(),
    /** Unanswered, and no call of anybody was taken by any channel, ten seconds and more after it was raised. */
    uncalled: z.int(),
  }),
  channels: z.array(
    z.object({
      id,
      name: z.string(),
      kind: z.string(),
      facilityId: z.optional(id),
      state: z.enum(["unused", "working", "failing"]),
      lastError: z.optional(z.string()),
    }),
  ),
  /** Refusals of the last seven days, by reason. */
  quarantine: z.record(z.string(), z.int()),
  /** Of the volume with the tables; on the one box only. */
  disk: z.optional(z.object({ freeBytes: z.number(), totalBytes: z.number() })),
  /** Parts of this answer that could not be had. */
  unknown: z.array(z.enum(["ingest", "alerts", "channels", "quarantine"])),
});
export type HealthDetails = z.infer<typeof healthDetails>;

/** Query of GET /api/health. */
export const healthQuery = z.object({ details: z.optional(z.enum(["1"])) });

/**
 * GET /api/health. `time` is the service's clock and `speed` its rate: 1 unless a box was started for a simulation. Who is no
 * operator is told status, time, speed and mode alone.
 */
export const health = z.object({
  status: z.enum(["ok", "degraded"]),
  time: isoTime,
  speed: z.number(),
  mode: z.enum(["demo", "live"]),
  version: z.optional(z.string()),
  /** Absent where nobody counts connections: in a cell its metrics do. */
  devicesConnected: z.optional(z.int()),
  /**
   * `taken`: messages acknowledged since the box started, absent in a cell, so that their device need not send them again; what of them
   * could not be decoded, be it all, is in quarantine and counts in `refused` too. `refused`: within the last seven
   * days, one per message and reason, with what the broker refused before it was acknowledged.
   */
  messages: z.optional(z.object({ taken: z.optional(z.int()), refused: z.int() })),
  deadLetters: z.optional(z.int()),
  /**
   * What the latest test call, one a minute, came to: answered when its alert was raised within ten seconds. Absent
   * until the first one was judged, two minutes after the start. Where none was judged for three minutes, all is degraded.
   */
  canary: z.optional(
    z.object({
      isAnswered: z.boolean(),
      checkedAt: isoTime,
      answeredAt: z.optional(isoTime),
      latencyMs: z.optional(z.number()),
    }),
  ),
  /** Whether the latest test call went out to its receiver as well, as a call of people does; absent until one was judged. */
  chain: z.optional(z.object({ isDelivered: z.boolean(), checkedAt: isoTime, latencyMs: z.optional(z.number()) })),
  /** Whether a box tells its operators by a path of their own when calls do not go out; absent in a cell, which has its alarms. */
  tellsOperators: z.optional(z.boolean()),
  details: z.optional(healthDetails),
});
export type HealthView = z.infer<typeof health>;
