import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { IoTDataPlaneClient } from "@aws-sdk/client-iot-data-plane";
import { Aedes } from "aedes";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { livePortOn } from "../../adapters/bus/aedes.ts";
import { iotCommands, iotDevicePath, iotLive } from "../../adapters/bus/iot.ts";
import { LiveChangeTooLargeError } from "../../adapters/bus/live-payloads.ts";
import { type LiveMessage, liveMessage } from "../../contracts/live.ts";
import { maxPayloadBytes } from "../../contracts/payload.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import type { LiveChange, LivePort } from "../../domain/ports.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { virtualClock } from "../../local/clock.ts";
import { newLiveBroker } from "../../local/live-broker.ts";
import { allRights } from "../../local/live-rights.ts";
import { clientSettings, motoEndpoint } from "../aws-emulators.ts";

const now = Date.UTC(2026, 10, 22, 4);
const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanups.reverse()) await cleanUp();
});

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

interface BusUnderTest {
  readonly live: LivePort;
  /** Where a page connects to hear it. */
  readonly url: string;
}

/** The browsers' broker of the box, on its WebSocket. */
async function box(): Promise<BusUnderTest> {
  const clock = virtualClock(now);
  const broker = await newLiveBroker({
    log: jsonLog({ now: () => now, write: () => undefined }),
    clock,
    authorize: async () => allRights,
  });
  cleanups.push(() => broker.stop());
  const server = createServer();
  server.on("upgrade", (request, socket, head) => broker.upgrade(request, socket, head));
  return { live: livePortOn(broker, () => now), url: `ws://127.0.0.1:${await listening(server)}/mqtt` };
}

interface DataPlane {
  readonly client: IoTDataPlaneClient;
  readonly url: string;
  /** Path, query and payload of each request. */
  readonly requests: { readonly path: string; readonly query: string; readonly payload: Buffer }[];
}

/** What AWS IoT Core's data plane does with a publish request: its limits, and on to an MQTT broker. */
async function dataPlane(): Promise<DataPlane> {
  const broker = await Aedes.createBroker();
  const mqttPort = await listening(createTcpServer(broker.handle));
  cleanups.push(() => new Promise<void>((resolve) => broker.close(resolve)));
  const requests: DataPlane["requests"] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url as string, "http://iot");
    const payload = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    requests.push({ path: pathname, query: searchParams.toString(), payload });
    const topic = decodeURIComponent(pathname.replace(/^\/topics\//, ""));
    const levels = topic.replace(/^\$aws\/rules\/[^/]+\//, "").split("/").length;
    if (payload.length > 128 * 1024 || topic.length > 256 || levels > 8) return void response.writeHead(413).end("{}");
    const qos = Number(searchParams.get("qos") ?? 0) as 0 | 1;
    const packet = { cmd: "publish", topic, payload, qos, retain: false, dup: false } as const;
    broker.publish(packet, () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  };
  const server = createServer((request, response) => void answer(request, response));
  const client = new IoTDataPlaneClient({
    ...clientSettings(`http://127.0.0.1:${await listening(server)}`),
    maxAttempts: 1,
  });
  cleanups.push(() => client.destroy());
  return { client, url: `mqtt://127.0.0.1:${mqttPort}`, requests };
}

async function connected(url: string): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0 });
  cleanups.push(() => client.endAsync(true));
  return client;
}

const alertOf = (id: string, note: string): Alert => ({
  id,
  caseId: id,
  residentId: "r1",
  facilityId: "home",
  kind: "bed-exit",
  priority: "high",
  condition: "active",
  handling: "acknowledged",
  raisedAt: now,
  reason: { code: "out-of-bed", sinceMs: now },
  inputs: [],
  timeline: [{ at: now, what: "acknowledged", by: "李护工", note }],
  version: 2,
});

const changeOf = (residentId: string, alerts: readonly Alert[] = []): LiveChange => ({
  residentId,
  at: now,
  vitals: [{ code: "heart-rate", value: 76, at: now, deviceId: "bed-1" }],
  monitoring: { state: "unmonitored" },
  news2: { status: "partial", min: 0, max: 17, band: "low", missing: ["spo2"], scale: 1, parts: {} },
  alerts,
});

const buses: readonly { readonly name: string; start(): Promise<BusUnderTest> }[] = [
  { name: "the box", start: box },
  {
    name: "AWS IoT's data plane",
    async start() {
      const { client, url } = await dataPlane();
      return { live: iotLive(client, () => now), url };
    },
  },
];

describe.each(buses)("live changes by $name", ({ start }) => {
  let live: LivePort;
  let page: MqttClient;
  let heard: { topic: string; bytes: number; message: LiveMessage }[] = [];

  beforeAll(async () => {
    const bus = await start();
    live = bus.live;
    page = await connected(bus.url);
    page.on("message", (topic, payload) =>
      heard.push({ topic, bytes: payload.length, message: liveMessage.parse(JSON.parse(payload.toString())) }),
    );
    await page.subscribeAsync(["anhu/v1/live/home", "anhu/v1/live/end"]);
  });
  beforeEach(() => {
    heard = [];
  });

  /** All that was published before has arrived when this has: one connection keeps the order. */
  async function heardUntilNow() {
    await live.publish("end", [changeOf("end")]);
    await expect.poll(() => heard.at(-1)?.topic).toBe("anhu/v1/live/end");
    return heard.slice(0, -1);
  }

  test("reach the pages of the facility, in one message, in the words of the contract", async () => {
    await live.publish("home", [changeOf("r1", [alertOf("a1", "已服药")]), changeOf("r2")]);
    const messages = await heardUntilNow();
    expect(messages).toMatchObject([
      {
        topic: "anhu/v1/live/home",
        message: { residents: [{ residentId: "r1" }, { residentId: "r2" }], alerts: [{ id: "a1" }] },
      },
    ]);
  });

  test("reach no page of another facility", async () => {
    await live.publish("elsewhere", [changeOf("r9")]);
    expect(await heardUntilNow()).toEqual([]);
  });

  test("are no message when nothing changed", async () => {
    await live.publish("home", []);
    expect(await heardUntilNow()).toEqual([]);
  });

  test("of many residents go in messages that the broker takes: each resident once, in order", async () => {
    const changes = Array.from({ length: 700 }, (_, number) =>
      changeOf(`r${number}`, number % 50 ? [] : [alertOf(`a${number}`, "长".repeat(900))]),
    );
    await live.publish("home", changes);
    const messages = await heardUntilNow();
    expect(messages.length).toBeGreaterThan(1);
    expect(Math.max(...messages.map(({ bytes }) => bytes))).toBeLessThanOrEqual(maxPayloadBytes);
    expect(messages.flatMap(({ message }) => message.residents.map(({ residentId }) => residentId))).toEqual(
      changes.map(({ residentId }) => residentId),
    );
    expect(messages.flatMap(({ message }) => message.alerts)).toHaveLength(14);
  });

  test("of one resident with long alerts go alert by alert", async () => {
    const alerts = Array.from({ length: 5 }, (_, number) => alertOf(`a${number}`, "长".repeat(20_000)));
    await live.publish("home", [changeOf("r1", alerts)]);
    const messages = await heardUntilNow();
    expect(messages.flatMap(({ message }) => message.alerts.map(({ id }) => id))).toEqual([
      "a0",
      "a1",
      "a2",
      "a3",
      "a4",
    ]);
    expect(messages.every(({ message }) => message.residents[0]?.residentId === "r1")).toBe(true);
  });

  test("that are too large by themselves are said to be, and hold up no others", async () => {
    const changes = [changeOf("r1"), changeOf("r2", [alertOf("a", "长".repeat(50_000))]), changeOf("r3")];
    await expect(live.publish("home", changes)).rejects.toThrow(LiveChangeTooLargeError);
    const messages = await heardUntilNow();
    expect(messages.flatMap(({ message }) => message.residents.map(({ residentId }) => residentId))).toEqual([
      "r1",
      "r3",
    ]);
  });

  test("are published to nobody without harm", async () => {
    await live.publish("nobody-watches", [changeOf("r1")]);
  });
});

describe("AWS IoT's data plane", () => {
  test("hands a command to the device that listens, and throws it away after a minute", async () => {
    const { client, url, requests } = await dataPlane();
    const device = await connected(url);
    await device.subscribeAsync("anhu/v1/bed-1/cmd", { qos: 1 });
    const heard = once(device as never, "message");
    expect(await iotCommands(client).send("bed-1", { command: "acknowledge", eventId: "17" })).toBe("sent");
    const [topic, payload] = (await heard) as [string, Buffer];
    expect([topic, JSON.parse(payload.toString())]).toEqual([
      "anhu/v1/bed-1/cmd",
      { command: "acknowledge", eventId: "17" },
    ]);
    expect(requests.map(({ query }) => query)).toEqual(["messageExpiry=60&qos=1"]);
  });

  test("hands on live changes at most once: a page that missed one reads them anew", async () => {
    const { client, requests } = await dataPlane();
    await iotLive(client, () => now).publish("home", [changeOf("r1")]);
    expect(requests.map(({ path, query }) => [decodeURIComponent(path), query])).toEqual([
      ["/topics/anhu/v1/live/home", "qos=0"],
    ]);
  });

  test("is never sent a command that the contract does not know", async () => {
    const { client, requests } = await dataPlane();
    const wrong = { command: "report-interval", seconds: 0 } as const;
    await expect(iotCommands(client).send("bed-1", wrong)).rejects.toThrow();
    expect(requests).toEqual([]);
  });

  test.each(["telemetry", "event", "status"] as const)(
    "takes %s as from a device, byte by byte, by its rule",
    async (topicKind) => {
      const { client, requests } = await dataPlane();
      const payload = Uint8Array.from([0, 255, 123, 10, 13]);
      await iotDevicePath(client).send({ deviceId: "canary-1", topicKind, payload });
      expect(requests.map(({ path }) => decodeURIComponent(path))).toEqual([
        `/topics/$aws/rules/${topicKind}/anhu/v1/canary-1/${topicKind}`,
      ]);
      expect(requests[0]?.payload.equals(Buffer.from(payload))).toBe(true);
    },
  );

  test("that is down rejects: whoever sends decides what that means", async () => {
    const client = new IoTDataPlaneClient({ ...clientSettings("http://127.0.0.1:9"), maxAttempts: 1 });
    await expect(iotCommands(client).send("bed-1", { command: "acknowledge", eventId: "1" })).rejects.toThrow();
    await expect(iotLive(client, () => now).publish("home", [changeOf("r1")])).rejects.toThrow();
  });

  test.skipIf(motoEndpoint === undefined)("as moto speaks it takes all three", async () => {
    const client = new IoTDataPlaneClient(clientSettings(motoEndpoint as string));
    cleanups.push(() => client.destroy());
    await iotLive(client, () => now).publish("home", [changeOf("r1")]);
    await iotDevicePath(client).send({ deviceId: "d", topicKind: "event", payload: Buffer.from("x") });
    expect(await iotCommands(client).send("d", { command: "acknowledge", eventId: "1" })).toBe("sent");
  });
});
