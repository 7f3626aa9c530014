import type { MqttClient } from "mqtt";
import { expect, test } from "vitest";
import { forEachBounded } from "../../functions/shell/bounded.ts";
import { enrolResidents } from "../bench/bench-box.ts";
import { callingHome, startGateway } from "../faults/gateway.ts";
import { connectedByWord, get, startedBox } from "./box-under-test.ts";

const falls = 500;

test("500 falls at once: each is called for, no call is lost and none doubled", async () => {
  const gateway = await startGateway();
  const box = await startedBox();
  const devices = await enrolResidents(box, falls, "wristband");
  await callingHome(box, gateway, [0, 600], "bench");
  const clients: { readonly id: string; readonly client: MqttClient }[] = [];
  await forEachBounded(devices, 25, async ({ device: { id } }) => {
    clients.push({ id, client: await connectedByWord(box, id) });
  });
  const startedAt = Date.now();
  await Promise.all(
    clients.map(({ id, client }) => {
      const event = { id: "fall-1", type: "fall", at: new Date().toISOString() };
      return client.publishAsync(`anhu/v1/${id}/event`, JSON.stringify(event), { qos: 1 });
    }),
  );
  await expect.poll(() => gateway.taken.length, { timeout: 300_000, interval: 20 }).toBe(falls);
  console.log(`500 falls at once: all called for after ${(Date.now() - startedAt) / 1000} s`);
  expect(new Set(gateway.taken.map(({ id }) => id)).size).toBe(falls);
  const { items } = await get(box, "/api/alerts?state=open");
  const called = new Set(gateway.taken.map(({ id }) => id.split(".")[0]));
  expect(items.filter(({ id }: { id: string }) => !called.has(id))).toEqual([]);
  expect(gateway.forged).toBe(0);
}, 400_000);
