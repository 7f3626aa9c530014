import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import mqtt, { type MqttClient } from "mqtt";
import { deviceTopicOf } from "../../contracts/topics.ts";
import type { Box } from "../../local/box.ts";
import { type EnrolledDevice, enrolResidents, openBenchBox, post } from "./bench-box.ts";
import { bareRoundTrips, type Quantiles, quantilesOf } from "./fall-to-browser.ts";
import { samplePack } from "./mqtt-load.ts";

export interface FallToCall {
  readonly falls: number;
  /** Telemetry meanwhile, as it was acknowledged. */
  readonly packsPerSecond: number;
  /** From publishing the fall to the webhook receiver having its request whole. */
  readonly toGateway: Quantiles;
  /** From the due time of an escalation's second step to the receiver. */
  readonly dueToGateway: Quantiles;
  readonly bareRoundTrip: Quantiles;
}

export interface Storm {
  readonly falls: number;
  readonly called: number;
  readonly doubled: number;
  readonly drainMs: number;
}

interface ConnectedClient {
  readonly id: string;
  readonly client: MqttClient;
}

interface Receiver {
  readonly url: string;
  readonly takenAt: Map<string, number>;
  doubled: number;
  close(): void;
}

const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const packsPerSecond = 1000;

/** Notes when it has taken each message; verifying signatures would measure this process, not the box. */
async function startReceiver(): Promise<Receiver> {
  const takenAt = new Map<string, number>();
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await Array.fromAsync(request as AsyncIterable<Buffer>);
    const id = String(request.headers["webhook-id"]);
    if (takenAt.has(id)) receiver.doubled += 1;
    else takenAt.set(id, performance.timeOrigin + performance.now());
    response.writeHead(204).end();
  }
  const server = createServer((request, response) => void take(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    takenAt,
    doubled: 0,
    close: () => void server.close(),
  };
  return receiver;
}

async function callBySystem(box: Box, url: string, afterSeconds: readonly number[]): Promise<void> {
  await post(box, "/api/channels", {
    do: "add",
    name: "bench",
    facilityId: "bench",
    settings: { kind: "webhook", url, secret },
  });
  const steps = afterSeconds.map((after) => ({ afterSeconds: after, call: [{ kind: "all-channels" }] }));
  const rules = [{ priority: "high", steps, repeatEverySeconds: 900, onSiteWithinSeconds: 3600 }];
  await post(box, "/api/facilities/bench/escalation-policy", { version: 0, rules });
}

/** How long it takes from a fall until a system has been called, under telemetry of others, and from due to called. */
export async function measureFallToCall(falls: number): Promise<FallToCall> {
  await using box = await openBenchBox();
  const devices = await enrolResidents(box, falls + 100, "wristband");
  const receiver = await startReceiver();
  await callBySystem(box, receiver.url, [0, 2]);
  const load = await startLoad(box, devices.slice(falls));
  const published = new Map<string, number>();
  for (const [index, { device, certificate, key, ca }] of devices.slice(0, falls).entries()) {
    const client = await mqtt.connectAsync(box.addresses.mqtts, { ca, cert: certificate, key });
    const at = performance.timeOrigin + performance.now();
    const fall = { id: `fall-${index}`, type: "fall", at: new Date(at).toISOString() };
    await client.publishAsync(deviceTopicOf(device.id, "event"), JSON.stringify(fall), { qos: 1 });
    published.set(device.residentId ?? "", at);
    await client.endAsync();
  }
  const alerts = await openAlerts(box);
  while (receiver.takenAt.size < 2 * falls) await new Promise((resolve) => setTimeout(resolve, 5));
  const acknowledged = load.stop();
  receiver.close();
  const calls = [...receiver.takenAt].map(([id, at]) => ({
    alert: alerts.get(id.split(".")[0] ?? ""),
    step: id.split(".")[2],
    at,
  }));
  const first = calls.filter(({ step }) => step === "1");
  const second = calls.filter(({ step }) => step === "2");
  return {
    falls,
    packsPerSecond: acknowledged,
    toGateway: quantilesOf(first.map(({ alert, at }) => at - (published.get(alert?.residentId ?? "") ?? Number.NaN))),
    dueToGateway: quantilesOf(second.map(({ alert, at }) => at - Date.parse(alert?.raisedAt ?? "") - 2000)),
    bareRoundTrip: quantilesOf(await bareRoundTrips(falls)),
  };
}

/** All residents fall at once: how many are called for, how many twice, and how long it takes until all are. */
export async function measureStorm(falls: number): Promise<Storm> {
  await using box = await openBenchBox();
  const devices = await enrolResidents(box, falls, "wristband");
  const receiver = await startReceiver();
  await callBySystem(box, receiver.url, [0, 600]);
  const clients: ConnectedClient[] = [];
  for (const { device, certificate, key, ca } of devices)
    clients.push({
      id: device.id,
      client: await mqtt.connectAsync(box.addresses.mqtts, { ca, cert: certificate, key }),
    });
  const startedAt = performance.now();
  await Promise.all(
    clients.map(({ id, client }) => {
      const fall = { id: "fall-1", type: "fall", at: new Date().toISOString() };
      return client.publishAsync(deviceTopicOf(id, "event"), JSON.stringify(fall), { qos: 1 });
    }),
  );
  while (receiver.takenAt.size < falls && performance.now() - startedAt < 120_000)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const drainMs = performance.now() - startedAt;
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await Promise.all(clients.map(({ client }) => client.endAsync(true)));
  receiver.close();
  return { falls, called: receiver.takenAt.size, doubled: receiver.doubled, drainMs };
}

async function openAlerts(
  box: Box,
): Promise<ReadonlyMap<string, { readonly residentId: string; readonly raisedAt: string }>> {
  const headers = { authorization: `Bearer ${box.commandToken}` };
  const response = await fetch(new URL("/api/alerts?limit=500", box.addresses.http), { headers });
  const { items } = (await response.json()) as { items: { id: string; residentId: string; raisedAt: string }[] };
  return new Map(items.map((alert) => [alert.id, alert]));
}

/** Packs of vitals at a steady pace from these devices; `stop` answers how many a second were acknowledged. */
async function startLoad(box: Box, devices: readonly EnrolledDevice[]): Promise<{ stop(): number }> {
  const clients: ConnectedClient[] = [];
  for (const { device, certificate, key, ca } of devices)
    clients.push({
      id: device.id,
      client: await mqtt.connectAsync(box.addresses.mqtts, { ca, cert: certificate, key }),
    });
  let sent = 0;
  let acknowledged = 0;
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const wanted = Math.floor(((performance.now() - startedAt) / 1000) * packsPerSecond);
    for (; sent < wanted; sent += 1) {
      const { id, client } = clients[sent % clients.length] as ConnectedClient;
      client.publish(deviceTopicOf(id, "telemetry"), samplePack(sent, Date.now()), { qos: 1 }, (error) => {
        if (error === undefined || error === null) acknowledged += 1;
      });
    }
  }, 10);
  return {
    stop() {
      clearInterval(timer);
      const rate = acknowledged / ((performance.now() - startedAt) / 1000);
      for (const { client } of clients) client.end(true);
      return rate;
    },
  };
}
