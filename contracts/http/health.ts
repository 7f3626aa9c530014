import * as z from "zod/mini";
import { isoTime } from "./fields.ts";

/** GET /api/health. `time` is the service's clock and `speed` its rate: 1 unless a box was started for a simulation. */
export const health = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  time: isoTime,
  speed: z.number(),
  mode: z.enum(["demo", "live"]),
  /** Absent where nobody counts connections: in a cell its metrics do. */
  devicesConnected: z.optional(z.int()),
  /**
   * `taken`: messages acknowledged since the box started, absent in a cell, so that their device need not send them again; what of them
   * could not be decoded, be it all, is in quarantine and counts in `refused` too. `refused`: within the last seven
   * days, one per message and reason, with what the broker refused before it was acknowledged.
   */
  messages: z.object({ taken: z.optional(z.int()), refused: z.int() }),
  deadLetters: z.int(),
  /**
   * What the latest test call, one a minute, came to: answered when its alert was raised within ten seconds. Absent
   * until the first one was judged, two minutes after the start. A box that judged none for three minutes is degraded.
   */
  canary: z.optional(
    z.object({
      isAnswered: z.boolean(),
      checkedAt: isoTime,
      answeredAt: z.optional(isoTime),
      latencyMs: z.optional(z.number()),
    }),
  ),
});
