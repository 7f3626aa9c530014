import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Aedes, type Client } from "aedes";
import { createWebSocketStream, WebSocketServer } from "ws";
import type { LiveBus } from "../adapters/bus/aedes.ts";
import { liveTopicPrefix } from "../contracts/topics.ts";
import type { Log } from "../functions/shell/log.ts";
import { guardPackets } from "./packet-guard.ts";
import { rateLimit } from "./rate-limit.ts";

/** The MQTT broker as browsers see it: they listen to live changes and say nothing. */
export interface LiveBroker extends LiveBus {
  /** Takes over an HTTP connection that asks for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): Promise<void>;
}

/** A browser sends only its subscriptions. */
const packetBytes = 4096;
const packetRate = { perSecond: 50, burst: 500 } as const;
const mostBrowsers = 500;
/** A browser that lets this much pile up is cut off; its page connects again and reads the API. */
const longestBacklogBytes = 4 * 1024 * 1024;
const liveFilter = new RegExp(`^${liveTopicPrefix}(?:#|\\+|[A-Za-z0-9_-]{1,64})$`);

/**
 * Apart from the devices' broker on purpose: whatever a browser does or fails to do, it shares no client id, no topic
 * and no queue with a device.
 */
export async function newLiveBroker(log: Log): Promise<LiveBroker> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: packetBytes,
    handleProtocols: (offered) => (offered.has("mqtt") ? "mqtt" : false),
  });
  const listeners = new Map<Client, Set<string>>();

  const broker = new Aedes({
    // No limit: otherwise one frozen browser would hold up the messages to all others.
    concurrency: 0,
    connectTimeout: 10_000,
    drainTimeout: 10_000,
    keepaliveLimit: 0,
    preConnect(_client, packet, answer) {
      packet.clean = true;
      delete packet.will;
      answer(null, sockets.clients.size <= mostBrowsers);
    },
    authenticate(client, _username, _password, answer) {
      client.id = `browser/${randomUUID()}`;
      answer(null, true);
    },
    authorizePublish(_client, _packet, answer) {
      answer(new Error("browsers publish nothing"));
    },
    authorizeSubscribe(client, subscription, answer) {
      if (!liveFilter.test(subscription.topic)) return answer(null, null);
      const filters = listeners.get(client) ?? new Set();
      if (filters.size >= 100) return answer(null, null);
      listeners.set(client, filters.add(subscription.topic));
      answer(null, { ...subscription, qos: 0 });
    },
    authorizeForward(client, packet) {
      if (client.conn.writableLength <= longestBacklogBytes) return packet;
      client.conn.destroy();
      return null;
    },
  });
  broker.addListener("unsubscribe", (filters: readonly string[], client: Client) => {
    for (const filter of filters) listeners.get(client)?.delete(filter);
  });
  broker.on("clientDisconnect", (client) => listeners.delete(client));
  broker.addListener("error", (error: unknown) => log.error("the browsers' broker failed", { error }));
  await broker.listen();

  return {
    isHeard(topic) {
      const everything = [`${liveTopicPrefix}#`, `${liveTopicPrefix}+`];
      for (const filters of listeners.values()) {
        if (filters.has(topic) || everything.some((filter) => filters.has(filter))) return true;
      }
      return false;
    },
    publish(topic, payload) {
      return new Promise((resolve, reject) => {
        const packet = { cmd: "publish", topic, payload, qos: 0, retain: false, dup: false } as const;
        broker.publish(packet, (error) => (error ? reject(error) : resolve()));
      });
    },
    upgrade(request, socket, head) {
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const stream = createWebSocketStream(webSocket);
        const limits = { maxBytes: packetBytes, otherPackets: rateLimit(packetRate) };
        guardPackets(stream, limits, () => stream.destroy());
        broker.handle(stream, request);
      });
    },
    async stop() {
      await new Promise<void>((resolve) => broker.close(resolve));
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
