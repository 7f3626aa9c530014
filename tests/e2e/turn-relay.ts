import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { ownAddress } from "./own-address.ts";
import {
  addressBytes,
  addressOf,
  attribute,
  isSignedBy,
  longTermKey,
  readStun,
  type StunMessage,
  writeStun,
} from "./stun-message.ts";

/**
 * A TURN server (RFC 8656) for tests: UDP and IPv4, Allocate, Refresh, CreatePermission, Send and Data, ChannelBind and
 * ChannelData, by the time-limited credentials of coturn's `use-auth-secret`. It knows no TCP, no TLS, no IPv6, no stale
 * nonces, no even ports, no quotas, and lets no allocation end before the client ends it.
 */
export interface TurnRelay {
  readonly url: string;
  /** Bytes of others' media that it passed on. */
  passed(): number;
  /** How many requests came with credentials that are none. */
  refused(): number;
  /** From now on it takes what is made with this secret, and nothing else. */
  trust(secret: string): void;
  close(): void;
}

const method = { binding: 1, allocate: 3, refresh: 4, send: 6, data: 7, permit: 8, bind: 9 } as const;
const success = 0x0100;
const failure = 0x0110;
const indication = 0x0010;
const methodBits = 0x3eef;
const realm = "relay.test";
const lifetimeSeconds = 600;

interface Allocation {
  readonly socket: Socket;
  readonly permitted: Set<string>;
  /** Peers by channel, and channels by peer. */
  readonly channels: Map<number, string>;
  readonly byPeer: Map<string, number>;
}

/** Starts one on this machine; `now` in ms since the epoch judges whether credentials have ended. */
export async function openTurnRelay(firstSecret: string, now: () => number = Date.now): Promise<TurnRelay> {
  const address = ownAddress();
  const server = await bound(address);
  const allocations = new Map<string, Allocation>();
  let passed = 0;
  let refused = 0;
  let secret = firstSecret;

  /** The key of whoever asks, or undefined where the credentials are missing, wrong or over. */
  function keyOf(message: StunMessage): Buffer | undefined {
    const username = message.attributes.get(attribute.username)?.toString() ?? "";
    const key = longTermKey(username, realm, secret);
    const isInTime = Number(username.split(":")[0]) * 1000 > now();
    if (isInTime && isSignedBy(message, key)) return key;
    if (message.signed !== undefined) refused += 1;
    return undefined;
  }

  async function allocated(client: RemoteInfo): Promise<Allocation> {
    const socket = await bound(address);
    const made: Allocation = { socket, permitted: new Set(), channels: new Map(), byPeer: new Map() };
    socket.on("message", (bytes, from) => {
      if (!made.permitted.has(from.address)) return;
      passed += bytes.length;
      const channel = made.byPeer.get(`${from.address} ${from.port}`);
      server.send(
        channel === undefined ? dataOf(bytes, from) : channelled(channel, bytes),
        client.port,
        client.address,
      );
    });
    return made;
  }

  function forward({ socket, permitted }: Allocation, bytes: Buffer, peer: string): void {
    const [to = "", port] = peer.split(" ");
    if (!permitted.has(to)) return;
    passed += bytes.length;
    socket.send(bytes, Number(port), to);
  }

  async function take(bytes: Buffer, client: RemoteInfo): Promise<void> {
    const name = `${client.address} ${client.port}`;
    const own = allocations.get(name);
    if ((bytes[0] ?? 0) >> 6 === 1) {
      const peer = own?.channels.get(bytes.readUInt16BE(0));
      if (own !== undefined && peer !== undefined) forward(own, bytes.subarray(4, 4 + bytes.readUInt16BE(2)), peer);
      return;
    }
    const message = readStun(bytes);
    if (message === undefined) return;
    const { type, transaction, attributes } = message;
    const asked = type & methodBits;
    const answer = (given: readonly (readonly [number, Buffer])[], key?: Buffer): void =>
      server.send(writeStun(asked | success, transaction, given, key), client.port, client.address);
    const named = attributes.get(attribute.peer);
    const peer = named && addressOf(named);
    if (asked === method.binding) return answer([[attribute.mapped, addressBytes(client.address, client.port)]]);
    if (type === (method.send | indication)) {
      const data = attributes.get(attribute.data);
      if (own !== undefined && peer !== undefined && data !== undefined)
        forward(own, data, `${peer.address} ${peer.port}`);
      return;
    }
    const key = keyOf(message);
    if (key === undefined) {
      const challenge = [
        [attribute.error, Buffer.concat([Buffer.from([0, 0, 4, 1]), Buffer.from("Unauthorized")])],
        [attribute.realm, Buffer.from(realm)],
        [attribute.nonce, Buffer.from("one-for-all-of-a-test")],
      ] as const;
      server.send(writeStun(asked | failure, transaction, challenge), client.port, client.address);
      return;
    }
    if (asked === method.allocate) {
      const made = own ?? (await allocated(client));
      allocations.set(name, made);
      const { port } = made.socket.address();
      const mapped = [attribute.mapped, addressBytes(client.address, client.port)] as const;
      return answer([[attribute.relayed, addressBytes(address, port)], mapped, [attribute.lifetime, lifetime()]], key);
    }
    if (own === undefined) return;
    if (peer !== undefined) own.permitted.add(peer.address);
    if (asked === method.bind && peer !== undefined) {
      const channel = attributes.get(attribute.channel)?.readUInt16BE(0) ?? 0;
      own.channels.set(channel, `${peer.address} ${peer.port}`);
      own.byPeer.set(`${peer.address} ${peer.port}`, channel);
    }
    const isOver = asked === method.refresh && attributes.get(attribute.lifetime)?.readUInt32BE(0) === 0;
    if (isOver) {
      allocations.delete(name);
      own.socket.close();
    }
    answer(asked === method.refresh ? [[attribute.lifetime, isOver ? Buffer.alloc(4) : lifetime()]] : [], key);
  }

  server.on("message", (bytes, client) => void take(bytes, client));
  return {
    url: `turn:${address}:${server.address().port}?transport=udp`,
    passed: () => passed,
    refused: () => refused,
    trust(next) {
      secret = next;
    },
    close() {
      server.close();
      for (const { socket } of allocations.values()) socket.close();
    },
  };
}

function dataOf(bytes: Buffer, from: RemoteInfo): Buffer {
  const transaction = Buffer.alloc(16);
  transaction.writeUInt32BE(0x2112_a442);
  const given = [
    [attribute.peer, addressBytes(from.address, from.port)],
    [attribute.data, bytes],
  ] as const;
  return writeStun(method.data | indication, transaction, given);
}

function channelled(channel: number, bytes: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(channel, 0);
  header.writeUInt16BE(bytes.length, 2);
  return Buffer.concat([header, bytes]);
}

function lifetime(): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(lifetimeSeconds);
  return bytes;
}

function bound(address: string): Promise<Socket> {
  const socket = createSocket("udp4");
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, address, () => {
      socket.off("error", reject);
      // What is sent to somebody who left comes back as an error.
      socket.on("error", () => undefined);
      resolve(socket);
    });
  });
}
