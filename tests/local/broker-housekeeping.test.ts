import { expect, onTestFinished, test, vi } from "vitest";
import { minute } from "../../domain/model/time.ts";
import { connected, get, startedBox, telemetry, withDevices } from "./box-under-test.ts";

test("a device that stays connected for an hour is not taken for a dead one: its last will stays unsaid", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  const box = await startedBox();
  const [device] = await withDevices(box, "w1");
  const will = { topic: "anhu/v1/w1/status", payload: Buffer.from("offline"), qos: 1 as const };
  const client = await connected(box, device, { will, keepalive: 0 });
  await client.publishAsync("anhu/v1/w1/status", "online", { qos: 1 });

  for (let passed = 0; passed < 60; passed += 1) {
    await vi.advanceTimersByTimeAsync(minute);
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(60 + passed), { qos: 1 });
  }
  expect((await get(box, "/api/devices")).items).toMatchObject([{ id: "w1", connection: "online" }]);
});
