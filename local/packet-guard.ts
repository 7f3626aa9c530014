import type { Duplex } from "node:stream";
import type { RateLimit } from "./rate-limit.ts";

export interface PacketLimits {
  /** After the fixed header; looked at for each packet anew. */
  readonly maxBytes: number;
  /** For packets other than PUBLISH, which has a rate of its own. */
  readonly otherPackets: RateLimit;
  /** Called for each packet as it begins, with its type. */
  readonly onPacket?: (packetType: number) => void;
}

/** Why a stream yields nothing further. */
export type PacketBreach =
  | { readonly kind: "too-large"; readonly bytes: number }
  | { readonly kind: "too-many"; readonly packetType: number };

/** MQTT 3.1.1 §2.2.1 */
const publishType = 3;
/** By it a client says that it leaves. */
export const disconnectType = 14;

/**
 * Watches the MQTT packets that are read from a stream and calls back once, before the packet is gathered in memory or
 * parsed, when one is too large or one too many. The stream yields nothing further.
 *
 * The broker's parser has no limit of its own: it would collect up to 256 MB for one packet, and answer empty packets
 * as fast as they come.
 */
export function guardPackets(stream: Duplex, limits: PacketLimits, onBreach: (breach: PacketBreach) => void): void {
  const read = stream.read.bind(stream);
  const scan = packetScanner(limits);
  let isBlocked = false;
  stream.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (isBlocked) return null;
    if (!(chunk instanceof Uint8Array)) return chunk;
    const breach = scan(chunk);
    if (breach === undefined) return chunk;
    isBlocked = true;
    onBreach(breach);
    return null;
  };
}

/**
 * Follows packet boundaries through chunks of any size; answers the first packet over a limit. A length of more than
 * four bytes (MQTT 3.1.1 §2.2.3) counts as too large.
 */
export function packetScanner(limits: PacketLimits): (chunk: Uint8Array) => PacketBreach | undefined {
  const { otherPackets, onPacket } = limits;
  let bodyLeft = 0;
  let lengthBytes = -1;
  let length = 0;

  return (chunk) => {
    let position = 0;
    while (position < chunk.length) {
      if (bodyLeft > 0) {
        const step = Math.min(bodyLeft, chunk.length - position);
        bodyLeft -= step;
        position += step;
        continue;
      }
      const byte = chunk[position++] as number;
      if (lengthBytes < 0) {
        const packetType = byte >> 4;
        onPacket?.(packetType);
        if (packetType !== publishType && !otherPackets.tryTake()) return { kind: "too-many", packetType };
        lengthBytes = 0;
        length = 0;
        continue;
      }
      length += (byte & 0x7f) * 128 ** lengthBytes;
      lengthBytes += 1;
      const isLast = (byte & 0x80) === 0;
      if (!isLast && lengthBytes < 4) continue;
      if (length > limits.maxBytes || !isLast) return { kind: "too-large", bytes: length };
      bodyLeft = length;
      lengthBytes = -1;
    }
    return undefined;
  };
}
