import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Aedes, type Client } from "aedes";
import { createWebSocketStream, WebSocketServer } from "ws";
import type { LiveBus } from "../adapters/bus/aedes.ts";
import { familyTopicPrefix, liveTopicPrefix, signalTopicPrefix } from "../contracts/topics.ts";
import { second } from "../domain/model/time.ts";
import type { Log } from "../functions/shell/log.ts";
import type { Clock } from "./clock.ts";
import type { LiveRights } from "./live-rights.ts";
import { guardPackets } from "./packet-guard.ts";
import { type RateLimit, rateLimit } from "./rate-limit.ts";

/** The MQTT broker as browsers see it: they listen to live changes; pages of one video visit speak to each other. */
export interface LiveBroker extends LiveBus {
  /** Takes over an HTTP connection that asks for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends what connected under this client id, that which is just being let in too. */
  end(clientId: string): "ended" | "not-connected";
  stop(): Promise<void>;
}

export interface LiveBrokerOptions {
  readonly log: Log;
  readonly clock: Pick<Clock, "now" | "setTimer">;
  /** What a page may hear that shows this token; undefined when it is not let in. */
  authorize(page: {
    readonly clientId: string;
    readonly userName: string;
    readonly token: string;
  }): Promise<LiveRights | undefined>;
}

/** One page that connects or is connected. */
interface Listener {
  readonly clientId: string;
  readonly filters: Set<string>;
  /** Absent while it is being asked. */
  rights?: LiveRights;
  cancelEnd?: () => void;
  readonly spoken: RateLimit;
}

class NotLetInError extends Error {
  /** MQTT 3.1.1: not authorized. */
  readonly returnCode = 5;
}

/** A browser sends only its subscriptions. */
const packetBytes = 4096;
/** What pages of a visit say: a description of a call with camera and microphone has 5 to 10 KB. */
const signalBytes = 32 * 1024;
/** A call is set up by some dozens of messages; whoever says more is cut off. */
const signalRate = { perSecond: 20, burst: 300 } as const;
const packetRate = { perSecond: 50, burst: 500 } as const;
/** Of those that were let in. */
const mostBrowsers = 500;
/** Of one person: their devices and tabs, and no loop of theirs that takes the places of all others. */
const mostOfOneHolder = 20;
/** Connections that have not shown yet who they are; above it the one that waits longest goes. */
const mostPending = { together: 500, fromOneAddress: 100 } as const;
/** A browser that lets this much pile up is cut off; its page connects again and reads the API. */
const longestBacklogBytes = 4 * 1024 * 1024;
const liveFilter = new RegExp(
  `^(?:${liveTopicPrefix}(?:#|\\+|[A-Za-z0-9_-]{1,64})|${familyTopicPrefix}[A-Za-z0-9_-]{1,64}|${signalTopicPrefix}[A-Za-z0-9_-]{1,64}/\\+)$`,
);

/**
 * Apart from the devices' broker on purpose: whatever a browser does or fails to do, it shares no client id, no topic
 * and no queue with a device.
 */
export async function newLiveBroker({ log, clock, authorize }: LiveBrokerOptions): Promise<LiveBroker> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: signalBytes + 1024,
    handleProtocols: (offered) => (offered.has("mqtt") ? "mqtt" : false),
  });
  const listeners = new Map<Client, Listener>();

  /** With the address that each came from, the longest waiting first. */
  const pending = new Map<Duplex, string>();

  /** Whoever opens connections and says nothing, pushes out their own: a page shows its token at once. */
  function takeAsPending(stream: Duplex, address: string): void {
    const own = [...pending].filter(([, other]) => other === address);
    const oldest = own.length >= mostPending.fromOneAddress ? own[0]?.[0] : undefined;
    const first = pending.size >= mostPending.together ? pending.keys().next().value : undefined;
    const gone = oldest ?? first;
    if (gone !== undefined) {
      pending.delete(gone);
      gone.destroy();
    }
    pending.set(stream, address);
    stream.once("close", () => pending.delete(stream));
  }

  function forget(client: Client): void {
    listeners.get(client)?.cancelEnd?.();
    listeners.delete(client);
  }

  /** Who opens more pages than anybody has gives up the one that they opened first. */
  function endOldestOf(holder: string): void {
    const own = [...listeners].filter(([, { rights }]) => rights?.holder === holder);
    if (own.length >= mostOfOneHolder) own[0]?.[0].conn.destroy();
  }

  /** The page connects again with a token that is fresh, if it has one. */
  async function letIn(client: Client, listener: Listener, userName: string, token: string): Promise<boolean> {
    const rights = await authorize({ clientId: listener.clientId, userName, token });
    if (rights === undefined || client.conn.destroyed) return false;
    if (rights.holder !== undefined) endOldestOf(rights.holder);
    if ([...listeners.values()].filter((other) => other.rights !== undefined).length >= mostBrowsers) {
      log.error(`a page could not be let in: ${mostBrowsers} are connected already`);
      return false;
    }
    listener.rights = rights;
    pending.delete(client.conn);
    const { seconds } = rights;
    if (seconds !== undefined)
      listener.cancelEnd = clock.setTimer(async () => void client.conn.destroy(), clock.now() + seconds * second);
    return true;
  }

  function isSpeaker(stream: Duplex): boolean {
    return [...listeners].some(([client, { rights }]) => client.conn === stream && rights?.isSpeaker === true);
  }

  const broker = new Aedes({
    // No limit: otherwise one frozen browser would hold up the messages to all others.
    concurrency: 0,
    connectTimeout: 10_000,
    drainTimeout: 10_000,
    keepaliveLimit: 0,
    preConnect(_client, packet, answer) {
      packet.clean = true;
      delete packet.will;
      answer(null, true);
    },
    authenticate(client, userName, password, answer) {
      const listener: Listener = { clientId: client.id, filters: new Set(), spoken: rateLimit(signalRate) };
      client.id = `browser/${randomUUID()}`;
      listeners.set(client, listener);
      client.conn.once("close", () => forget(client));
      letIn(client, listener, userName ?? "", password?.toString("utf8") ?? "").then(
        (isLetIn) => answer(isLetIn ? null : new NotLetInError(), isLetIn),
        (error: unknown) => {
          log.error("a page could not be let in", { error });
          answer(new NotLetInError(), false);
        },
      );
    },
    // Whoever says what they may not, or too much, loses the connection.
    authorizePublish(client, packet, answer) {
      const listener = client === null ? undefined : listeners.get(client);
      const isAllowed = listener?.rights?.maySpeak(packet.topic) === true && packet.qos === 0 && !packet.retain;
      if (!isAllowed) return answer(new Error("browsers publish nothing but what their visit needs"));
      if (!listener.spoken.tryTake()) return answer(new Error("a page says too much"));
      answer(null);
    },
    authorizeSubscribe(client, subscription, answer) {
      const listener = listeners.get(client);
      if (!liveFilter.test(subscription.topic) || listener?.rights?.maySubscribe(subscription.topic) !== true)
        return answer(null, null);
      if (listener.filters.size >= 100) return answer(null, null);
      listener.filters.add(subscription.topic);
      answer(null, { ...subscription, qos: 0 });
    },
    authorizeForward(client, packet) {
      if (listeners.get(client)?.rights?.mayHear(packet.topic) !== true) return null;
      if (client.conn.writableLength <= longestBacklogBytes) return packet;
      client.conn.destroy();
      return null;
    },
  });
  broker.addListener("unsubscribe", (filters: readonly string[], client: Client) => {
    for (const filter of filters) listeners.get(client)?.filters.delete(filter);
  });
  broker.on("clientDisconnect", forget);
  broker.addListener("error", (error: unknown) => log.error("the browsers' broker failed", { error }));
  await broker.listen();

  return {
    isHeard(topic) {
      const everything = [`${liveTopicPrefix}#`, `${liveTopicPrefix}+`];
      for (const { filters } of listeners.values()) {
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
        const limits = {
          // Only who was let in to speak may say more than a subscription.
          get maxBytes() {
            return isSpeaker(stream) ? signalBytes : packetBytes;
          },
          otherPackets: rateLimit(packetRate),
        };
        takeAsPending(stream, request.socket.remoteAddress ?? "");
        guardPackets(stream, limits, () => stream.destroy());
        broker.handle(stream, request);
      });
    },
    end(clientId) {
      const ended = [...listeners].filter(([, listener]) => listener.clientId === clientId);
      for (const [client] of ended) client.conn.destroy();
      return ended.length > 0 ? "ended" : "not-connected";
    },
    async stop() {
      await new Promise<void>((resolve) => broker.close(resolve));
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
