import { once } from "node:events";
import { expect, test } from "vitest";
import { closed, connected, get, post, startedBox, telemetry, withDevices } from "./box-under-test.ts";

test("who called hears that somebody is on the way; the neighbour's device does not", async () => {
  const box = await startedBox();
  const [device, other] = await withDevices(box, "w1", "w2");
  const [caller, neighbour] = [await connected(box, device), await connected(box, other)];
  const overheard: string[] = [];
  neighbour.on("message", (topic) => overheard.push(topic));
  await caller.subscribeAsync("anhu/v1/w1/cmd", { qos: 1 });
  await neighbour.subscribeAsync("anhu/v1/w2/cmd", { qos: 1 });
  await caller.publishAsync("anhu/v1/w1/event", '{"id":"17","type":"sos"}', { qos: 1 });
  const [alert] = (await get(box, "/api/alerts")).items;

  const heard = once(caller as never, "message");
  expect((await post(box, `/api/alerts/${alert.id}/acknowledge`, { by: "李护工" })).status).toBe(200);
  const [topic, payload] = (await heard) as [string, Buffer];
  expect([topic, JSON.parse(payload.toString())]).toEqual([
    "anhu/v1/w1/cmd",
    { command: "acknowledge", eventId: "17" },
  ]);
  expect(overheard).toEqual([]);
});

test("what a device publishes on its command topic is refused and reaches nobody", async () => {
  const box = await startedBox();
  const [device] = await withDevices(box, "w1");
  const [first, second] = [
    await connected(box, device, { clientId: "a" }),
    await connected(box, device, { clientId: "b" }),
  ];
  const heard: string[] = [];
  first.on("message", (topic) => heard.push(topic));
  await first.subscribeAsync("anhu/v1/w1/cmd", { qos: 1 });
  second.publish("anhu/v1/w1/cmd", '{"command":"acknowledge"}', { qos: 1 });
  await closed(second);
  await first.publishAsync("anhu/v1/w1/telemetry", telemetry(70), { qos: 1 });
  expect(heard).toEqual([]);
});
