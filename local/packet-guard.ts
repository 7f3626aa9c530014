import type { Duplex } from "node:stream";

/**
 * Watches the MQTT packets that are read from a stream and calls back once, before the packet is gathered in memory,
 * when one announces more than `maxBytes` after its fixed header. The stream yields nothing further.
 *
 * The broker's parser has no limit of its own and would collect up to 256 MB for one packet.
 */
export function guardPackets(stream: Duplex, maxBytes: number, onTooLarge: (bytes: number) => void): void {
  const read = stream.read.bind(stream);
  const fits = packetScanner(maxBytes);
  let isBlocked = false;
  stream.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (isBlocked) return null;
    if (!(chunk instanceof Uint8Array)) return chunk;
    const tooLarge = fits(chunk);
    if (tooLarge === undefined) return chunk;
    isBlocked = true;
    onTooLarge(tooLarge);
    return null;
  };
}

/**
 * Follows packet boundaries through chunks of any size; answers the announced length of the first packet over the limit.
 * A length of more than four bytes (MQTT 3.1.1 §2.2.3) counts as over the limit.
 */
export function packetScanner(maxBytes: number): (chunk: Uint8Array) => number | undefined {
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
        lengthBytes = 0;
        length = 0;
        continue;
      }
      length += (byte & 0x7f) * 128 ** lengthBytes;
      lengthBytes += 1;
      const isLast = (byte & 0x80) === 0;
      if (!isLast && lengthBytes < 4) continue;
      if (length > maxBytes || !isLast) return length;
      bodyLeft = length;
      lengthBytes = -1;
    }
    return undefined;
  };
}
