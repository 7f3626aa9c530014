import * as z from "zod/mini";

/**
 * How the broker tells that a connection began or ended: AWS IoT Core's lifecycle event as it is published on
 * `$aws/events/presence/{connected|disconnected}/<clientId>`, of which the one box makes the same. May come twice and in
 * any order.
 */
export const presenceEvent = z.object({
  /** Of a device its id; browsers and tools have others. */
  clientId: z.string(),
  /** Milliseconds since 1970. */
  timestamp: z.number(),
  eventType: z.enum(["connected", "disconnected"]),
  /** Of a connection with a certificate the certificate's id. */
  principalIdentifier: z.optional(z.string()),
  /** Rises with each connection of the client; both ends of one bear the same. */
  versionNumber: z.optional(z.number()),
  disconnectReason: z.optional(z.string()),
});
export type PresenceEvent = z.infer<typeof presenceEvent>;

/** The reason with which a client leaves by itself; for every other one its last will is sent. */
export const goodbye = "CLIENT_INITIATED_DISCONNECT";
