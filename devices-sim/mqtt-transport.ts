import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { commandMessage } from "../contracts/device-messages.ts";
import { commandTopic, deviceTopicOf } from "../contracts/topics.ts";
import type { Command, SimulatedMessage } from "./source.ts";
import type { Transport } from "./transport.ts";

/** How one device connects: with its own certificate, or by its word on a loopback listener. */
export interface DeviceCredentials {
  readonly deviceId: string;
  readonly tls?: { readonly certificatePem: string; readonly keyPem: string; readonly caPem: string };
}

export interface MqttTransportOptions {
  readonly url: string;
  readonly credentials: readonly DeviceCredentials[];
  /** What the broker's certificate hangs on. @default what the device was given with its own */
  readonly caPem?: string;
  /** Publishes below `$aws/rules/<kind>/`: on AWS IoT Core straight to the rule of that name. @default false */
  readonly basicIngest?: boolean;
  /** More unconfirmed messages than this hold the simulation up. */
  readonly mostUnderWay: number;
  readonly log: (line: string) => void;
  /** What the box tells a device. */
  readonly onCommand?: (deviceId: string, command: Command) => void;
}

/** Connecting all at once costs a box about 2 ms each; this many at a time keeps it answering. */
const connectTogether = 20;
const reconnectAfterMs = 2_000;

/** One MQTT 3.1.1 client per device, QoS 1; what is unconfirmed when a connection breaks is sent again. */
export async function connectDevices(options: MqttTransportOptions): Promise<Transport> {
  const clients = new Map<string, MqttClient>();
  const credentials = new Map(options.credentials.map((one) => [one.deviceId, one]));
  const lastStatus = new Map<string, Uint8Array>();
  const counts = { sent: 0, acked: 0, failed: 0, cutOff: 0 };
  const underWayOf = new Map<MqttClient, number>();
  let trouble: string | undefined;
  const waiting: (() => void)[] = [];
  const logSeldom = atMostEvery(30_000, options.log);

  function complain(line: string): void {
    trouble = line;
    logSeldom(line);
  }

  function connect(deviceId: string): MqttClient {
    const client = mqtt.connect(options.url, clientOptions(credentials.get(deviceId) ?? { deviceId }, options));
    let isFirst = true;
    let isUp = false;
    client.on("close", () => {
      if (isUp && !client.disconnecting) complain(`${deviceId} lost its connection and tries again`);
      isUp = false;
    });
    client.on("connect", () => {
      isUp = true;
      client.subscribe(commandTopic(deviceId), { qos: 1 }, () => undefined);
      const status = lastStatus.get(deviceId);
      // The last will has replaced the retained status while the connection was broken.
      if (!isFirst && status !== undefined) sayStatus(client, deviceId, status);
      isFirst = false;
    });
    client.on("error", (error) => complain(`${deviceId} cannot connect: ${error.message || String(error)}`));
    client.on("message", (topic, payload) => {
      const command = topic === commandTopic(deviceId) ? readCommand(payload) : undefined;
      if (command !== undefined) options.onCommand?.(deviceId, command);
    });
    clients.set(deviceId, client);
    underWayOf.set(client, 0);
    return client;
  }

  /** Outside the counts: nothing new is said. */
  function sayStatus(client: MqttClient, deviceId: string, status: Uint8Array): void {
    const topic = topicOf({ deviceId, topicKind: "status" }, options);
    client.publish(topic, Buffer.from(status), { qos: 1, retain: !options.basicIngest });
  }

  /** A client that the story has cut off is not heard any more. */
  function settle(client: MqttClient, error: Error | undefined): void {
    const before = underWayOf.get(client);
    if (before === undefined) return;
    underWayOf.set(client, before - 1);
    if (error === undefined) counts.acked += 1;
    else counts.failed += 1;
    makeRoom();
  }

  function makeRoom(): void {
    while (waiting.length > 0 && underWay() < options.mostUnderWay) waiting.shift()?.();
  }

  function underWay(): number {
    return counts.sent - counts.acked - counts.failed - counts.cutOff;
  }

  for (let from = 0; from < options.credentials.length; from += connectTogether)
    await Promise.all(
      options.credentials.slice(from, from + connectTogether).map(({ deviceId }) => firstConnection(connect(deviceId))),
    );

  return {
    publish(message) {
      const client = clients.get(message.deviceId);
      if (client === undefined) return Promise.resolve();
      counts.sent += 1;
      underWayOf.set(client, (underWayOf.get(client) ?? 0) + 1);
      if (message.topicKind === "status") lastStatus.set(message.deviceId, message.payload);
      client.publish(
        topicOf(message, options),
        Buffer.from(message.payload),
        { qos: 1, retain: message.topicKind === "status" && !options.basicIngest },
        (error) => settle(client, error ?? undefined),
      );
      if (underWay() < options.mostUnderWay) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    change({ deviceId, state }) {
      if (state === "restored") return void connect(deviceId);
      const client = clients.get(deviceId);
      if (client === undefined) return;
      // By force: without a DISCONNECT the box publishes the last will.
      client.end(true);
      clients.delete(deviceId);
      counts.cutOff += underWayOf.get(client) ?? 0;
      underWayOf.delete(client);
      makeRoom();
    },
    repeatStatus() {
      for (const [deviceId, client] of clients) {
        const status = lastStatus.get(deviceId);
        if (status !== undefined && client.connected) sayStatus(client, deviceId, status);
      }
    },
    async close(withinMs) {
      const deadline = performance.now() + withinMs;
      while (underWay() > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
      const isLate = underWay() > 0;
      for (const release of waiting.splice(0)) release();
      await Promise.all([...clients.values()].map((client) => endWithin(client, isLate, 1_000)));
      clients.clear();
    },
    counts: () => ({
      ...counts,
      connected: [...clients.values()].filter((client) => client.connected).length,
      ...(trouble === undefined ? {} : { trouble }),
    }),
  };
}

function readCommand(payload: Uint8Array): Command | undefined {
  try {
    return commandMessage.safeParse(JSON.parse(new TextDecoder().decode(payload))).data;
  } catch {
    return undefined;
  }
}

type BrokerOptions = Pick<MqttTransportOptions, "url" | "caPem" | "basicIngest">;

/** How AWS IoT Core tells MQTT from HTTPS on port 443 (developer guide, Device communication protocols). */
const mqttOnHttpsPort = "x-amzn-mqtt-ca";

/** The settings of one device's client; at most what every MQTT 3.1.1 broker takes. */
export function clientOptions({ deviceId, tls }: DeviceCredentials, broker: BrokerOptions): IClientOptions {
  return {
    clientId: deviceId,
    protocolVersion: 4,
    keepalive: 60,
    connectTimeout: 10_000,
    reconnectPeriod: reconnectAfterMs,
    will: {
      topic: topicOf({ deviceId, topicKind: "status" }, broker),
      payload: Buffer.from(JSON.stringify({ connection: "offline" })),
      qos: 1,
      // AWS IoT Core retains nothing below $aws, and asks for a permission of its own to retain.
      retain: !broker.basicIngest,
    },
    ...(tls === undefined || broker.url.startsWith("mqtt:")
      ? {}
      : { cert: tls.certificatePem, key: tls.keyPem, ca: broker.caPem ?? tls.caPem, rejectUnauthorized: true }),
    ...(new URL(broker.url).port === "443" ? { ALPNProtocols: [mqttOnHttpsPort] } : {}),
  };
}

function topicOf(
  { deviceId, topicKind }: Pick<SimulatedMessage, "deviceId" | "topicKind">,
  { basicIngest }: Pick<BrokerOptions, "basicIngest">,
): string {
  const topic = deviceTopicOf(deviceId, topicKind);
  return basicIngest ? `$aws/rules/${topicKind}/${topic}` : topic;
}

/** A device that cannot connect yet goes on trying in the background. */
function firstConnection(client: MqttClient): Promise<void> {
  return new Promise((resolve) => {
    client.once("connect", () => resolve());
    client.once("error", () => resolve());
    client.once("close", () => resolve());
  });
}

function endWithin(client: MqttClient, force: boolean, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timeout = setTimeout(() => {
      client.end(true);
      resolve();
    }, ms);
    client.end(force, {}, () => {
      clearTimeout(timeout);
      resolve();
    });
  });
}

function atMostEvery(ms: number, log: (line: string) => void): (line: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  let unsaid = 0;
  return (line) => {
    if (performance.now() - last < ms) {
      unsaid += 1;
      return;
    }
    log(unsaid === 0 ? line : `${line} (and ${unsaid} more)`);
    last = performance.now();
    unsaid = 0;
  };
}
