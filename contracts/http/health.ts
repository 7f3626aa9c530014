import * as z from "zod/mini";
import { isoTime } from "./fields.ts";

/** GET /api/health. `time` is the box's clock and `speed` its rate: 1 unless started for a simulation. */
export const health = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  time: isoTime,
  speed: z.number(),
  mode: z.enum(["demo", "live"]),
  devicesConnected: z.int(),
  /**
   * `taken`: messages acknowledged since the box started, so that their device need not send them again; what of them
   * could not be decoded, be it all, is in quarantine and counts in `refused` too. `refused`: within the last seven
   * days, one per message and reason, with what the broker refused before it was acknowledged.
   */
  messages: z.object({ taken: z.int(), refused: z.int() }),
  deadLetters: z.int(),
});
