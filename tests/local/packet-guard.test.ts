import { Duplex } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guardPackets, packetScanner } from "../../local/packet-guard.ts";

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
  const fits = packetScanner(limit);
  let at = 0;
  for (const size of [...pieces, bytes.length]) {
    const tooLarge = fits(bytes.subarray(at, at + size));
    if (tooLarge !== undefined) return tooLarge;
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
    expect(packetScanner(1000)(packet(2_000_000).subarray(0, 4))).toBe(2_000_000);
  });

  test("takes a length of more than four bytes as over the limit", () => {
    expect(packetScanner(2 ** 40)(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBeDefined();
  });
});

test("a guarded stream hands out nothing from the chunk with the large packet on", () => {
  const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const told: number[] = [];
  guardPackets(stream, 100, (bytes) => told.push(bytes));
  stream.push(packet(100));
  expect(stream.read()).toHaveLength(102);
  stream.push(packet(101));
  expect(stream.read()).toBeNull();
  stream.push(packet(1));
  expect(stream.read()).toBeNull();
  expect(told).toEqual([101]);
});
