import mqtt, { type MqttClient } from "mqtt";
import { describe, expect, onTestFinished, test } from "vitest";
import WebSocket from "ws";
import { type LiveMessage, liveMessage } from "../../contracts/live.ts";
import type { Box } from "../../local/box.ts";
import { closed, connected, connectedByWord, post, startedBox, telemetry, withDevices } from "./box-under-test.ts";

function webSocketUrl(box: Box): string {
  return `${box.addresses.http.replace("http", "ws")}/mqtt`;
}

/** Connects as a page of the box does. */
async function browser(box: Box, clientId = "page"): Promise<MqttClient> {
  const client = await mqtt.connectAsync(webSocketUrl(box), {
    clientId,
    username: "browser",
    password: box.commandToken,
    reconnectPeriod: 0,
    wsOptions: { origin: box.addresses.http },
  });
  onTestFinished(() => void client.end(true));
  client.on("error", () => undefined);
  return client;
}

/** Renews the facility's lease, as a page does before it reads. */
async function watch(box: Box): Promise<void> {
  expect((await post(box, "/api/facilities/home/live-lease", {})).status).toBe(200);
}

/** The status with which a WebSocket is refused; 101 when it opens. */
async function upgradeStatus(
  url: string,
  headers: Record<string, string>,
  protocols: readonly string[] = ["mqtt"],
): Promise<number | undefined> {
  const socket = new WebSocket(url, [...protocols], { headers });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve) => {
    socket.once("open", () => resolve(101));
    socket.once("unexpected-response", (_request, response) => resolve(response.statusCode));
    socket.once("error", () => undefined);
  });
}

describe("connections that do not say who they are", () => {
  const open = (box: Box): Promise<WebSocket> => {
    const socket = new WebSocket(webSocketUrl(box), ["mqtt"], { headers: { origin: box.addresses.http } });
    onTestFinished(() => socket.terminate());
    socket.on("error", () => undefined);
    return new Promise((resolve) => socket.once("open", () => resolve(socket)));
  };

  test("keep no page out, however many they are, and push out only each other", async () => {
    const box = await startedBox();
    const before = await browser(box, "before");
    const idle: WebSocket[] = [];
    for (let at = 0; at < 11; at++) idle.push(...(await Promise.all(Array.from({ length: 50 }, () => open(box)))));
    const closing = idle[0]?.readyState === WebSocket.OPEN && new Promise((gone) => idle[0]?.once("close", gone));
    await closing;
    expect((await browser(box, "after")).connected).toBe(true);
    expect(before.connected).toBe(true);
    expect(idle.filter(({ readyState }) => readyState === WebSocket.OPEN).length).toBeLessThanOrEqual(100);
  });
});

describe("a browser", () => {
  test("hears what changes for the residents of a facility, as the contract has it", async () => {
    const box = await startedBox();
    await withDevices(box, "w1");
    await watch(box);
    const page = await browser(box);
    await page.subscribeAsync("anhu/v1/live/#");
    const heard = new Promise<[string, LiveMessage]>((resolve) =>
      page.on("message", (topic, payload) => {
        const message = liveMessage.parse(JSON.parse(payload.toString()));
        if (message.residents.some(({ vitals }) => vitals.length > 0)) resolve([topic, message]);
      }),
    );
    const device = await connectedByWord(box, "w1");
    await device.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
    const [topic, { residents }] = await heard;
    expect(topic).toBe("anhu/v1/live/home");
    expect(residents).toMatchObject([{ residentId: "r1", vitals: [{ code: "heart-rate", value: 71 }] }]);
  });

  test("hears of a fall, and that somebody is on the way", async () => {
    const box = await startedBox();
    await withDevices(box, "w1");
    await watch(box);
    const page = await browser(box);
    await page.subscribeAsync("anhu/v1/live/home");
    const handlings: string[] = [];
    page.on("message", (_topic, payload) => {
      for (const { id, handling } of liveMessage.parse(JSON.parse(payload.toString())).alerts) {
        const state = `${id} ${handling}`;
        if (handlings.at(-1) !== state) handlings.push(state);
      }
    });
    const device = await connectedByWord(box, "w1");
    const fall = { id: "e1", type: "fall", at: new Date().toISOString() };
    await device.publishAsync("anhu/v1/w1/event", JSON.stringify(fall), { qos: 1 });
    await expect.poll(() => handlings.length).toBe(1);
    const [alertId] = handlings[0]?.split(" ") ?? [];
    await post(box, `/api/alerts/${alertId}/acknowledge`, { by: "李护士" });
    await expect.poll(() => handlings).toEqual([`${alertId} new`, `${alertId} acknowledged`]);
  });

  test("says nothing: publishing ends its connection", async () => {
    const box = await startedBox();
    await withDevices(box, "w1");
    const page = await browser(box);
    page.publish("anhu/v1/w1/telemetry", telemetry(71));
    await closed(page);
  });

  test("hears no device and no command", async () => {
    const box = await startedBox();
    const page = await browser(box);
    for (const filter of ["#", "anhu/#", "anhu/v1/+/telemetry", "anhu/v1/w1/cmd", "$SYS/#", "anhu/v1/live/a/b"]) {
      await expect(page.subscribeAsync(filter)).rejects.toThrow();
    }
  });

  test("takes over neither a device's session nor another browser's", async () => {
    const box = await startedBox();
    const [w1] = await withDevices(box, "w1");
    const device = await connected(box, w1, { clientId: "same" });
    const first = await browser(box, "same");
    await browser(box, "same");
    await device.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
    expect([device.connected, first.connected]).toEqual([true, true]);
  });
});

test.each([
  ["the box's own page", {}, 101],
  ["another site's page", { origin: "https://evil.example" }, 403],
  ["a page under a name that was pointed here", { host: "evil.example", origin: "http://evil.example" }, 403],
])("a WebSocket of %s", async (_whose, headers, status) => {
  const box = await startedBox();
  expect(await upgradeStatus(webSocketUrl(box), { origin: box.addresses.http, ...headers })).toBe(status);
});

test.each([
  ["none", [], 400],
  ["another", ["stomp"], 400],
  ["MQTT among others", ["stomp", "mqtt"], 101],
])("a WebSocket has to speak MQTT: offered %s", async (_what, protocols, status) => {
  const box = await startedBox();
  expect(await upgradeStatus(webSocketUrl(box), { origin: box.addresses.http }, protocols)).toBe(status);
});

test("there is no WebSocket but /mqtt", async () => {
  const box = await startedBox();
  expect(await upgradeStatus(webSocketUrl(box).replace("/mqtt", "/other"), {})).toBe(404);
});
