import { maxPayloadBytes } from "../contracts/payload.ts";
import type { Rate } from "./rate-limit.ts";

/** What one device may ask of the box. */
export interface DeviceLimits {
  /** Per connection; a sender beyond it waits for its PUBACK. AWS IoT Core: 100 per second. */
  readonly messages: Rate;
  /** Subscriptions, pings and the like, per connection; beyond it the connection ends. */
  readonly otherPackets: Rate;
  /** Beyond this wait the message is refused. */
  readonly longestWaitMs: number;
  /** AWS IoT Core: 128 KB. */
  readonly payloadBytes: number;
  /** Longer or absent keep-alives are cut to this, so that a dead connection is noticed. AWS IoT Core: 1200 s. */
  readonly keepaliveSeconds: number;
  readonly connectionsPerDevice: number;
}

export const defaultDeviceLimits: DeviceLimits = {
  messages: { perSecond: 100, burst: 500 },
  otherPackets: { perSecond: 200, burst: 1_000 },
  longestWaitMs: 10_000,
  payloadBytes: maxPayloadBytes,
  keepaliveSeconds: 1200,
  connectionsPerDevice: 4,
};
