import { Duplex } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guardPackets, type PacketBreach, packetScanner } from "../../local/packet-guard.ts";
import { rateLimit } from "../../local/rate-limit.ts";

const unlimited = rateLimit({ perSecond: 1, burst: Number.POSITIVE_INFINITY });
const tooLarge = (bytes: number): PacketBreach => ({ kind: "too-large", bytes });

/** An MQTT packet with a body of so many bytes. */
function packet(bodyBytes: number): Buffer {
  const length: number[] = [];
  let rest = bodyBytes;
  do {
    const digit = rest % 128;
    rest = Math.floor(rest / 128);
    length.push(rest > 0 ? digit | 0x80 : digit);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([0x30, ...length]), Buffer.alloc(bodyBytes, 0xff)]);
}

/** What the scanner says when the bytes arrive in pieces of these sizes. */
function scan(bytes: Buffer, limit: number, pieces: readonly number[]): number | undefined {
  const scanChunk = packetScanner({ maxBytes: limit, otherPackets: unlimited });
  let at = 0;
  for (const size of [...pieces, bytes.length]) {
    const breach = scanChunk(bytes.subarray(at, at + size));
    if (breach?.kind === "too-large") return breach.bytes;
    at += size;
  }
  return undefined;
}

const sizes = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 20 });
const pieces = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 200 });

describe("the packet scanner", () => {
  test("lets packets within the limit pass, however the network cuts them", () => {
    fc.assert(
      fc.property(sizes, pieces, (bodies, cuts) => {
        expect(scan(Buffer.concat(bodies.map(packet)), 400, cuts)).toBeUndefined();
      }),
    );
  });

  test("names the first packet over the limit, however the network cuts it", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 401, max: 20_000 }), pieces, (bodies, large, cuts) => {
        expect(scan(Buffer.concat([...bodies, large, ...bodies].map(packet)), 400, cuts)).toBe(large);
      }),
    );
  });

  test("decides by the announced length, before the body has come", () => {
    const header = packet(2_000_000).subarray(0, 4);
    expect(packetScanner({ maxBytes: 1000, otherPackets: unlimited })(header)).toEqual(tooLarge(2_000_000));
  });

  test("takes a length of more than four bytes as over the limit", () => {
    const header = Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]);
    expect(packetScanner({ maxBytes: 2 ** 40, otherPackets: unlimited })(header)).toMatchObject({ kind: "too-large" });
  });
});

test("counts the packets of every kind but PUBLISH, however the network cuts them", () => {
  const ping = Buffer.from([0xc0, 0x00]);
  const bytes = Buffer.concat([...Array.from({ length: 10 }, () => [ping, packet(7)]).flat(), ping]);
  const scanChunk = packetScanner({ maxBytes: 100, otherPackets: rateLimit({ perSecond: 1, burst: 10 }, () => 0) });
  const breaches = [...bytes].map((byte) => scanChunk(Buffer.from([byte])));
  expect(breaches.findIndex((breach) => breach !== undefined)).toBe(bytes.length - 2);
  expect(breaches.at(-2)).toEqual({ kind: "too-many", packetType: 12 });
});

test("a guarded stream hands out nothing from the chunk with the large packet on", () => {
  const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const told: PacketBreach[] = [];
  guardPackets(stream, { maxBytes: 100, otherPackets: unlimited }, (breach) => told.push(breach));
  stream.push(packet(100));
  expect(stream.read()).toHaveLength(102);
  stream.push(packet(101));
  expect(stream.read()).toBeNull();
  stream.push(packet(1));
  expect(stream.read()).toBeNull();
  expect(told).toEqual([tooLarge(101)]);
});
