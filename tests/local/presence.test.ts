import { describe, expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import { virtualClock } from "../../local/clock.ts";
import { closed, connected, connectedByWord, get, quarantined, startedBox, withDevices } from "./box-under-test.ts";
import { faultyEngine, touches } from "./faulty-engine.ts";

const morning = Date.parse("2026-11-22T10:00:00+08:00");

type AnyBox = Parameters<typeof get>[0];

async function connectionOf(box: AnyBox, id = "w1"): Promise<string | undefined> {
  const { items } = await get(box, "/api/devices");
  return items.find((device: { id: string }) => device.id === id).connection;
}

async function devicesConnected(box: AnyBox): Promise<number> {
  return (await get(box, "/api/health")).devicesConnected;
}

async function openAlerts(box: AnyBox): Promise<readonly string[]> {
  return (await get(box, "/api/alerts")).items.map(({ kind }: { kind: string }) => kind);
}

describe("a device without a last will", () => {
  test("is offline half a minute after its connection broke, and missed two minutes after it", async () => {
    const clock = virtualClock(morning);
    const box = await startedBox({ clock });
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device);
    await expect.poll(() => connectionOf(box)).toBe("online");
    await clock.advanceBy(minute);
    client.stream.destroy();
    await expect.poll(() => devicesConnected(box)).toBe(0);
    await clock.advanceBy(29 * second);
    expect(await connectionOf(box)).toBe("online");
    await clock.advanceBy(second);
    expect(await connectionOf(box)).toBe("offline");
    expect(await openAlerts(box)).toEqual([]);
    await clock.advanceBy(2 * minute);
    expect(await openAlerts(box)).toEqual(["device-silent"]);
  });

  test("that is back within half a minute was never away", async () => {
    const clock = virtualClock(morning);
    const box = await startedBox({ clock });
    const [device] = await withDevices(box, "w1");
    const client = await connected(box, device);
    await expect.poll(() => connectionOf(box)).toBe("online");
    client.stream.destroy();
    await expect.poll(() => devicesConnected(box)).toBe(0);
    await clock.advanceBy(20 * second);
    await connected(box, device);
    const heard: (string | undefined)[] = [];
    for (let step = 0; step < 30; step += 1) {
      await clock.advanceBy(10 * second);
      heard.push(await connectionOf(box));
    }
    expect(new Set(heard)).toEqual(new Set(["online"]));
    expect(await openAlerts(box)).toEqual([]);
  });

  test("that says goodbye is not offline", async () => {
    const clock = virtualClock(morning);
    const box = await startedBox({ clock });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    await expect.poll(() => connectionOf(box)).toBe("online");
    await client.endAsync();
    await expect.poll(() => devicesConnected(box)).toBe(0);
    await clock.advanceBy(5 * minute);
    expect(await connectionOf(box)).toBe("online");
    expect(await openAlerts(box)).toEqual([]);
  });

  test("is there as long as one of its connections is", async () => {
    const clock = virtualClock(morning);
    const box = await startedBox({ clock });
    await withDevices(box, "w1");
    const [first, second_] = [await connectedByWord(box, "w1"), await connectedByWord(box, "w1")];
    await expect.poll(() => connectionOf(box)).toBe("online");
    second_.stream.destroy();
    await closed(second_);
    // By then the box has seen the end as well.
    for (let times = 0; times < 20; times += 1) await devicesConnected(box);
    await clock.advanceBy(minute);
    expect(await connectionOf(box)).toBe("online");
    first.stream.destroy();
    await expect.poll(() => devicesConnected(box)).toBe(0);
    await clock.advanceBy(minute);
    expect(await connectionOf(box)).toBe("offline");
  });

  test("whose connection broke a moment before the box stopped is offline when the box is back", async () => {
    const clock = virtualClock(morning);
    const box = await startedBox({ clock });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    await expect.poll(() => connectionOf(box)).toBe("online");
    client.stream.destroy();
    await expect.poll(() => devicesConnected(box)).toBe(0);
    await box.stop();
    const next = await startedBox({ clock: virtualClock(morning + minute), dataFolder: box.dataFolder });
    expect(await connectionOf(next)).toBe("offline");
  });
});

test("devices that a stopping box disconnects are not offline for it", async () => {
  const box = await startedBox({ clock: virtualClock(morning) });
  await withDevices(box, "w1");
  await connectedByWord(box, "w1");
  await expect.poll(() => connectionOf(box)).toBe("online");
  await box.stop();
  const next = await startedBox({ clock: virtualClock(morning + minute), dataFolder: box.dataFolder });
  expect(await connectionOf(next)).toBe("online");
});

test("that a device came and it could not be written becomes a dead letter, and the box goes on", async () => {
  const faulty = faultyEngine();
  const box = await startedBox({ wrapEngine: faulty.wrap });
  await withDevices(box, "w1");
  faulty.failWhen = touches("devices");
  await connectedByWord(box, "w1");
  await expect.poll(() => quarantined(box)).toEqual(["dead-letter"]);
  faulty.failWhen = () => true;
  const client = await connectedByWord(box, "w1");
  await expect.poll(async () => (await get(box, "/api/health")).status).toBe("degraded");
  expect(client.connected).toBe(true);
});
