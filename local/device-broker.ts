import type { Duplex } from "node:stream";
import type { PublishPacket } from "aedes";
import type { PresenceEvent } from "../contracts/presence.ts";
import { commandTopic } from "../contracts/topics.ts";
import type { Device } from "../domain/model/device.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { DeviceMessage } from "../functions/shell/events.ts";
import type { Log } from "../functions/shell/log.ts";
import { judgeAdmission, quoted } from "./device-admission.ts";
import { type ConnectionIdentity, type DeviceConnection, newDeviceConnections } from "./device-connection.ts";
import type { DeviceLimits } from "./device-limits.ts";
import { devicePresence } from "./device-presence.ts";
import { judgePublication, tooLarge } from "./device-publication.ts";
import { ConnectionRefusedError, EndpointBroker } from "./endpoint-broker.ts";
import { disconnectType, guardPackets, type PacketBreach } from "./packet-guard.ts";
import { rateLimit } from "./rate-limit.ts";
import type { Refusal, Refusals } from "./refusals.ts";

export interface DeviceBrokerOptions {
  findDevice(id: string): Promise<Device | undefined>;
  /** Revoked within this process, perhaps a moment before the device's item says so. */
  isRevoked(serial: string): boolean;
  /** Resolves when the message is stored: only then PUBACK goes out. A rejection ends the connection instead. */
  take(message: DeviceMessage): Promise<void>;
  /** A device came, or the last of its connections ended. Not called for those that end because the box stops. */
  notePresence(event: PresenceEvent): void;
  readonly refusals: Refusals;
  readonly limits: DeviceLimits;
  readonly now: () => EpochMs;
  readonly newMessageId: () => string;
  readonly log: Log;
}

/** The MQTT broker as devices see it: each may publish on its own topics and hear its own commands, and nothing else. */
export interface DeviceBroker {
  /** Speaks MQTT on a connected stream. */
  serve(stream: Duplex, identity: ConnectionIdentity): void;
  /** Ends all connections of a device under a certificate at once, without its last will. */
  endConnections(deviceId: string, certificateSerial: string): void;
  /** Publishes on the device's command topic, if it is connected. */
  command(deviceId: string, payload: string): Promise<"sent" | "not-connected">;
  readonly devicesConnected: number;
  /** Takes nothing further; what is being stored is still acknowledged. */
  refuseFurther(): void;
  /** Ends all connections. Last wills stay unsaid: it is the box that leaves, not the devices. */
  stop(): Promise<void>;
}

/** Topic, packet id and the fixed parts around a payload. */
const packetOverheadBytes = 1024;
/** AWS IoT Core: 8 in one SUBSCRIBE. */
const mostTopicsAtOnce = 8;
/** AWS IoT Core: seven slashes, after an optional Basic Ingest prefix of three levels. */
const topicLevels = 11;

export async function newDeviceBroker(options: DeviceBrokerOptions): Promise<DeviceBroker> {
  const { limits, refusals, log } = options;
  const connections = newDeviceConnections(limits.messages, limits.connectionsPerDevice);
  let isStopping = false;
  const presence = devicePresence(options.now, options.notePresence);

  const broker = new EndpointBroker({
    connectTimeout: 10_000,
    drainTimeout: 10_000,
    maxTopicLevels: topicLevels,

    preConnect(client, packet, answer) {
      const connection = connections.find(client.conn);
      if (connection === undefined || isStopping) return answer(new ConnectionRefusedError("stopping", 3), false);
      // The box keeps no sessions: what a device must know is sent while it is there.
      packet.clean = true;
      packet.keepalive = Math.min(packet.keepalive || limits.keepaliveSeconds, limits.keepaliveSeconds);
      if (packet.will !== undefined) connection.will = packet.will;
      answer(null, true);
    },

    authenticate(client, username, _password, answer) {
      const connection = connections.find(client.conn);
      if (connection === undefined) return answer(new ConnectionRefusedError("the connection is gone"), false);
      const { identity } = connection;
      const claimed = identity.kind === "certificate" ? identity.deviceId : username || client.id;
      admit(connection, claimed).then(
        () => {
          // Client ids live within a device: none can take over another's session by guessing its id.
          client.id = `${claimed}/${client.id}`;
          answer(null, true);
        },
        (error: unknown) => {
          if (error instanceof ConnectionRefusedError) return answer(error, false);
          log.error("a device could not be looked up", { error });
          answer(new ConnectionRefusedError("try again later", 3), false);
        },
      );
    },

    authorizePublish(client, packet, answer) {
      const connection = connections.find(client?.conn);
      if (connection === undefined) return answer(new ConnectionRefusedError("the connection is gone"));
      publish(connection, packet, client?.closed === true).then(() => answer(), answer);
    },

    authorizeSubscribe(client, { topic, ...rest }, answer) {
      const connection = connections.find(client.conn);
      if (connection === undefined || connection.isEnded) {
        return answer(new ConnectionRefusedError("the connection has been ended"));
      }
      const { device } = connection;
      if (asksTooMuch(connection)) {
        connection.isEnded = true;
        const zh = `一次订阅超过 ${mostTopicsAtOnce} 个主题`;
        const en = `subscribed to more than ${mostTopicsAtOnce} topics at once`;
        return answer(refuseOf(connection, { reason: "wrong-protocol", detail: { zh, en } }));
      }
      if (device !== undefined && topic === commandTopic(device.id)) return answer(null, { topic, ...rest });
      const zh = `设备只能订阅自己的命令主题，不能订阅 ${quoted(topic)}`;
      const en = `a device may subscribe to its own cmd topic only, not to ${quoted(topic)}`;
      refuseOf(connection, { reason: "foreign-topic", detail: { zh, en } });
      answer(null, null);
    },
  });
  broker.on("clientError", (client, error) => noteProtocolError(connections.find(client.conn), error));
  broker.addListener("error", (error: unknown) => log.error("the broker failed", { error }));
  await broker.listen();

  async function admit(connection: DeviceConnection, claimed: string): Promise<void> {
    if (refusals.isBarred(claimed)) throw new ConnectionRefusedError("refused too often, come back in a minute");
    const admission = judgeAdmission(connection, await options.findDevice(claimed), options.isRevoked);
    if (connection.stream.destroyed) throw new ConnectionRefusedError("the connection is gone");
    if (admission.kind === "refused") {
      // Not counted against the device: who is refused here is not the device, and must not get it barred.
      refusals.note({ deviceId: claimed, ...admission });
      throw new ConnectionRefusedError(admission.detail.en);
    }
    connections.admit(connection, admission.device);
    if (!isStopping) presence.noteAdmitted(connection);
  }

  function noteEnd(connection: DeviceConnection): void {
    if (connection.device === undefined || connections.isConnected(connection.device.id) || isStopping) return;
    presence.noteGone(connection);
  }

  async function publish(connection: DeviceConnection, packet: PublishPacket, isClosed: boolean): Promise<void> {
    const { device } = connection;
    if (device === undefined) throw new ConnectionRefusedError("not admitted");
    if (isStopping || connection.isEnded) throw new ConnectionRefusedError("the connection has been ended");
    const isWill = packet === connection.will;
    if (isWill && !(isClosed && connections.isTheOnly(connection))) {
      throw new ConnectionRefusedError("the device is not offline");
    }
    const publication = judgePublication(device.id, isWill ? { ...packet, qos: 1 } : packet, limits.payloadBytes);
    if (publication.kind === "refused") throw refuseOf(connection, publication);
    const receivedAt = options.now();
    if (!isWill) await keepToRate(connection, device.id);
    const { topicKind, payload } = publication;
    await options.take({ messageId: options.newMessageId(), deviceId: device.id, topicKind, receivedAt, payload });
  }

  /** The connection is not read from meanwhile: the sender is slowed to its rate, and nothing is lost. */
  async function keepToRate(connection: DeviceConnection, deviceId: string): Promise<void> {
    const waitMs = connection.rate.take();
    if (waitMs === 0) return;
    const { perSecond } = limits.messages;
    const detail = { zh: `每秒超过 ${perSecond} 条消息`, en: `more than ${perSecond} messages a second` };
    if (waitMs > limits.longestWaitMs) throw refuseOf(connection, { reason: "rate-limited", detail });
    const at = performance.now();
    if (connection.slowedAt === undefined || at - connection.slowedAt > 60_000) {
      connection.slowedAt = at;
      refusals.note({ deviceId, reason: "rate-limited", detail });
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }

  /** The broker asks for each topic of a packet in the same turn. */
  function asksTooMuch(connection: DeviceConnection): boolean {
    if (connection.topicsAsked === 0) {
      setImmediate(() => {
        connection.topicsAsked = 0;
      });
    }
    connection.topicsAsked += 1;
    return connection.topicsAsked > mostTopicsAtOnce;
  }

  function refuse(refusal: Refusal): ConnectionRefusedError {
    refusals.refuse(refusal);
    return new ConnectionRefusedError(refusal.detail.en);
  }

  /**
   * What comes over a connection counts against its device; one that is barred for it is not listened to on any. Who
   * was not admitted ends nobody's connection, whatever name it claims.
   */
  function refuseOf(connection: DeviceConnection, refusal: Omit<Refusal, "deviceId">): ConnectionRefusedError {
    const { device, identity } = connection;
    const deviceId = device?.id ?? (identity.kind === "certificate" ? identity.deviceId : undefined);
    const refused = refuse({ ...refusal, ...(deviceId !== undefined && { deviceId }) });
    if (device !== undefined && refusals.isBarred(device.id)) connections.end(device.id);
    return refused;
  }

  function noteProtocolError(connection: DeviceConnection | undefined, error: Error): void {
    // Errors with a code are of the network; the rest, if not of our own making, the parser's.
    if (connection?.device === undefined || error instanceof ConnectionRefusedError || "code" in error) return;
    if (/keep alive|connection closed|drain timeout/.test(error.message)) return;
    const what = quoted(error.message);
    const detail = { zh: `不符合 MQTT 协议：${what}`, en: `not MQTT as it should be: ${what}` };
    refuseOf(connection, { reason: "wrong-protocol", detail });
  }

  /** Ends a connection that floods the box; it costs the device one refusal, however much it sent. */
  function cutOff(connection: DeviceConnection, breach: PacketBreach): void {
    if (breach.kind === "too-large") {
      refuseOf(connection, { reason: "too-large", detail: tooLarge(breach.bytes, limits.payloadBytes) });
    } else {
      const { perSecond } = limits.otherPackets;
      const zh = `每秒超过 ${perSecond} 个控制报文（如订阅、心跳）`;
      const en = `more than ${perSecond} control packets a second, such as subscriptions and pings`;
      refuseOf(connection, { reason: "rate-limited", detail: { zh, en } });
    }
    connection.stream.destroy();
  }

  return {
    serve(stream, identity) {
      const connection = connections.open(stream, identity);
      stream.once("close", () => noteEnd(connection));
      const packets = {
        maxBytes: limits.payloadBytes + packetOverheadBytes,
        otherPackets: rateLimit(limits.otherPackets),
        onPacket: (packetType: number) => {
          connection.saidGoodbye = packetType === disconnectType;
        },
      };
      guardPackets(stream, packets, (breach) => cutOff(connection, breach));
      broker.handle(stream);
    },
    endConnections: connections.end,
    command(deviceId, payload) {
      if (!connections.isConnected(deviceId)) return Promise.resolve("not-connected");
      const packet = {
        cmd: "publish",
        topic: commandTopic(deviceId),
        payload,
        qos: 1,
        retain: false,
        dup: false,
      } as const;
      return new Promise((resolve, reject) => {
        broker.publish(packet, (error?: Error) => (error ? reject(error) : resolve("sent")));
      });
    },
    get devicesConnected() {
      return connections.devicesConnected;
    },
    refuseFurther() {
      isStopping = true;
    },
    async stop() {
      isStopping = true;
      connections.endAll();
      await new Promise<void>((resolve) => broker.close(resolve));
    },
  };
}
