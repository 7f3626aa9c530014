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
  /** Taken since the box started; refused and given up within the last seven days. */
  messages: z.object({ taken: z.int(), refused: z.int() }),
  deadLetters: z.int(),
});
