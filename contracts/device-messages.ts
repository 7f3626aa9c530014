import * as z from "zod/mini";
import { deviceEventTypes } from "../domain/model/device.ts";
import { isoTime, observationCode } from "./http/fields.ts";

const evidenceValue = z.union([z.number(), z.string().check(z.maxLength(200)), z.boolean()]);

/**
 * Payload on `anhu/v1/<deviceId>/event`. The id is the device's own and makes the event idempotent. An event is never
 * refused for its time or its evidence: without a usable `at` it happened when it arrived.
 */
export const deviceEventMessage = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  type: z.enum(deviceEventTypes),
  at: z.optional(isoTime),
  evidence: z.optional(z.record(z.string().check(z.maxLength(40)), evidenceValue)),
});
export type DeviceEventMessage = z.infer<typeof deviceEventMessage>;

/**
 * Payload on `anhu/v1/<deviceId>/status`: retained; the last will says `offline`. The bare words `online` and `offline`
 * are taken too. `offline` holds from its arrival: a will is written long before it is sent.
 */
export const deviceStatusMessage = z.object({
  connection: z.enum(["online", "offline"]),
  at: z.optional(isoTime),
  batteryPercent: z.optional(z.number().check(z.gte(0), z.lte(100))),
  firmware: z.optional(z.string().check(z.maxLength(40))),
});
export type DeviceStatusMessage = z.infer<typeof deviceStatusMessage>;

/** Payload on `anhu/v1/<deviceId>/cmd`, to the device; nothing is kept for one that is not connected. */
export const commandMessage = z.discriminatedUnion("command", [
  z.object({ command: z.literal("acknowledge"), eventId: z.string() }),
  z.object({ command: z.literal("report-interval"), seconds: z.int().check(z.gte(1), z.lte(3600)) }),
  z.object({
    command: z.literal("report-limits"),
    code: observationCode,
    low: z.optional(z.number()),
    high: z.optional(z.number()),
  }),
]);
