import { createHash, createHmac } from "node:crypto";

/** STUN messages of RFC 8489 §5 and the attributes of RFC 8656 §18, as far as a relay over UDP and IPv4 needs them. */
export interface StunMessage {
  readonly type: number;
  /** The cookie and the transaction: 16 bytes that an answer carries back. */
  readonly transaction: Buffer;
  readonly attributes: ReadonlyMap<number, Buffer>;
  /** The message as far as MESSAGE-INTEGRITY speaks for it; undefined where it carries none. */
  readonly signed?: Buffer;
}

export const attribute = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  lifetime: 0x000d,
  peer: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  transport: 0x0019,
  mapped: 0x0020,
} as const;

const cookie = 0x2112_a442;
const headerLength = 20;
const integrityLength = 24;

/** A message, or undefined where it is none. */
export function readStun(bytes: Buffer): StunMessage | undefined {
  if (bytes.length < headerLength || bytes.readUInt32BE(4) !== cookie) return undefined;
  const attributes = new Map<number, Buffer>();
  let signed: Buffer | undefined;
  for (let at = headerLength; at + 4 <= bytes.length; ) {
    const [kind, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    if (kind === attribute.integrity) {
      signed = Buffer.from(bytes.subarray(0, at));
      // RFC 8489 §14.5: the length as if the message ended with this attribute.
      signed.writeUInt16BE(at - headerLength + integrityLength, 2);
    }
    if (!attributes.has(kind)) attributes.set(kind, bytes.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  const transaction = bytes.subarray(4, headerLength);
  return { type: bytes.readUInt16BE(0), transaction, attributes, ...(signed !== undefined && { signed }) };
}

/** The bytes of a message; with a key it ends with MESSAGE-INTEGRITY. */
export function writeStun(
  type: number,
  transaction: Buffer,
  attributes: readonly (readonly [number, Buffer])[],
  key?: Buffer,
): Buffer {
  const body = Buffer.concat(attributes.map(([kind, value]) => attributeOf(kind, value)));
  const header = Buffer.concat([Buffer.alloc(4), transaction]);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(body.length + (key === undefined ? 0 : integrityLength), 2);
  const message = Buffer.concat([header, body]);
  return key === undefined ? message : Buffer.concat([message, attributeOf(attribute.integrity, mac(message, key))]);
}

export function isSignedBy({ signed, attributes }: StunMessage, key: Buffer): boolean {
  return signed !== undefined && attributes.get(attribute.integrity)?.equals(mac(signed, key)) === true;
}

/** RFC 8489 §9.2.2, with coturn's time-limited password: an HMAC of the name by the shared secret. */
export function longTermKey(username: string, realm: string, secret: string): Buffer {
  const password = createHmac("sha1", secret).update(username).digest("base64");
  return createHash("md5").update(`${username}:${realm}:${password}`).digest();
}

/** XOR-MAPPED-ADDRESS and its like, IPv4. */
export function addressBytes(address: string, port: number): Buffer {
  const bytes = Buffer.from([0, 1, 0, 0, ...address.split(".").map(Number)]);
  bytes.writeUInt16BE(port ^ (cookie >>> 16), 2);
  bytes.writeUInt32BE((bytes.readUInt32BE(4) ^ cookie) >>> 0, 4);
  return bytes;
}

export function addressOf(bytes: Buffer): { readonly address: string; readonly port: number } {
  const plain = Buffer.alloc(4);
  plain.writeUInt32BE((bytes.readUInt32BE(4) ^ cookie) >>> 0);
  return { address: [...plain].join("."), port: bytes.readUInt16BE(2) ^ (cookie >>> 16) };
}

function mac(message: Buffer, key: Buffer): Buffer {
  return createHmac("sha1", key).update(message).digest();
}

function attributeOf(kind: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(kind, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}
