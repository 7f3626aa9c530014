import { describe, expect, test } from "vitest";
import { hour, minute, second } from "../../domain/model/time.ts";
import { virtualClock } from "../../local/clock.ts";
import {
  closed,
  connectedByWord,
  get,
  heartRates,
  post,
  quarantined,
  startedBox,
  telemetry,
  withDevices,
} from "./box-under-test.ts";
import { faultyEngine, touches } from "./faulty-engine.ts";

const morning = Date.parse("2026-11-22T10:00:00+08:00");

async function openAlerts(box: Parameters<typeof get>[0]): Promise<readonly string[]> {
  return (await get(box, "/api/alerts")).items.map(({ kind }: { kind: string }) => kind);
}

describe("when tables fail", () => {
  test("a message that always fails becomes a dead letter, is acknowledged, and shows in the box's health", async () => {
    const faulty = faultyEngine();
    const box = await startedBox({ wrapEngine: faulty.wrap });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    faulty.failWhen = touches("series");
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
    expect(await quarantined(box)).toEqual(["dead-letter"]);
    expect(await get(box, "/api/health")).toMatchObject({ status: "degraded", deadLetters: 1 });
    faulty.failWhen = undefined;
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(72), { qos: 1 });
    expect(await heartRates(box)).toEqual([72]);
  });

  test("a request that fails shows in the box's health", async () => {
    const faulty = faultyEngine();
    const box = await startedBox({ wrapEngine: faulty.wrap });
    faulty.failWhen = touches("facilities");
    const facility = { id: "home", name: "颐养院", kind: "care-home", beds: [{ id: "b1", label: "101" }] };
    expect((await post(box, "/api/facilities", facility)).status).toBe(500);
    expect((await get(box, "/api/health")).status).toBe("degraded");
  });

  test("a fall whose alert cannot be written becomes a dead letter too", async () => {
    const faulty = faultyEngine();
    const box = await startedBox({ wrapEngine: faulty.wrap });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    faulty.failWhen = touches("alerts");
    const fall = JSON.stringify({ id: "e1", type: "fall", at: new Date().toISOString() });
    await client.publishAsync("anhu/v1/w1/event", fall, { qos: 1 });
    expect(await quarantined(box)).toEqual(["dead-letter"]);
  });

  test("a short failure is ridden out: the message is stored and nobody notices", async () => {
    const faulty = faultyEngine();
    const box = await startedBox({ wrapEngine: faulty.wrap });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    let failures = 1;
    faulty.failWhen = (writes) => touches("series")(writes) && failures-- > 0;
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
    expect(await heartRates(box)).toEqual([71]);
    expect(await quarantined(box)).toEqual([]);
  });

  test("nothing is acknowledged while nothing at all can be stored; sent again later, it is", async () => {
    const faulty = faultyEngine();
    const box = await startedBox({ wrapEngine: faulty.wrap });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    faulty.failWhen = () => true;
    let isAcknowledged = false;
    client.publish("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 }, (error) => {
      isAcknowledged = error === undefined || error === null;
    });
    await closed(client);
    expect(isAcknowledged).toBe(false);
    expect((await get(box, "/api/health")).status).toBe("degraded");
    faulty.failWhen = undefined;
    const again = await connectedByWord(box, "w1");
    await again.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
    expect(await heartRates(box)).toEqual([71]);
  });
});

describe("with time", () => {
  test("a device that falls silent raises its alert when its time is up, by its timer", async () => {
    const clock = virtualClock(morning);
    const box = await startedBox({ clock });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71, morning), { qos: 1 });
    await clock.advanceTo(morning + 9 * minute);
    expect(await openAlerts(box)).toEqual([]);
    await clock.advanceTo(morning + 10 * minute + 2 * second);
    expect(await openAlerts(box)).toEqual(["device-silent"]);
  });

  test("a lost timer is made up for by the sweep", async () => {
    const clock = virtualClock(morning);
    const faulty = faultyEngine();
    faulty.failWhen = touches("timers");
    const box = await startedBox({ clock, wrapEngine: faulty.wrap });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71, morning), { qos: 1 });
    await box.stop();
    faulty.failWhen = undefined;
    const again = await startedBox({ clock, wrapEngine: faulty.wrap, dataFolder: box.dataFolder });
    await clock.advanceTo(morning + 12 * minute);
    expect(await openAlerts(again)).toEqual(["device-silent"]);
  });

  test("a timer that could not be delivered shows in the box's health before the next sweep", async () => {
    const clock = virtualClock(morning + 10 * second);
    const faulty = faultyEngine();
    const box = await startedBox({ clock, wrapEngine: faulty.wrap });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71, clock.now()), { qos: 1 });
    await clock.advanceTo(morning + 10 * minute + 5 * second);
    expect((await get(box, "/api/health")).status).toBe("ok");
    faulty.failWhen = touches("alerts");
    await clock.advanceTo(morning + 10 * minute + 20 * second);
    expect((await get(box, "/api/health")).status).toBe("degraded");
  });

  test("a scheduled run that failed shows in the box's health for an hour", async () => {
    const clock = virtualClock(morning);
    let isBroken = false;
    const box = await startedBox({
      clock,
      wrapEngine: (engine) => ({
        get: (...given) => engine.get(...given),
        getMany: (...given) => engine.getMany(...given),
        write: (...given) => engine.write(...given),
        query: async (table, query) => {
          if (isBroken && table.name === "facilities") throw new Error("the disk is gone");
          return engine.query(table, query);
        },
      }),
    });
    await clock.advanceBy(2 * minute);
    expect((await get(box, "/api/health")).status).toBe("ok");
    isBroken = true;
    await clock.advanceBy(minute);
    isBroken = false;
    expect((await get(box, "/api/health")).status).toBe("degraded");
    await clock.advanceBy(hour + minute);
    expect((await get(box, "/api/health")).status).toBe("ok");
  });

  test("a timer survives a restart", async () => {
    const clock = virtualClock(morning);
    const box = await startedBox({ clock });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71, morning), { qos: 1 });
    await box.stop();
    await clock.advanceTo(morning + hour);
    const again = await startedBox({ clock, dataFolder: box.dataFolder });
    await clock.advanceBy(second);
    expect(await openAlerts(again)).toEqual(["device-silent"]);
  });

  test("readings go when their retention is over, and the disk space with them", async () => {
    const clock = virtualClock(morning);
    const box = await startedBox({ clock });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71, morning), { qos: 1 });
    const path = `/api/residents/r1/observations?from=${encodeURIComponent(new Date(morning - hour).toISOString())}`;
    expect((await get(box, path)).series).toHaveLength(1);
    await box.stop();

    const later = virtualClock(morning + 91 * 24 * hour);
    const again = await startedBox({ clock: later, dataFolder: box.dataFolder });
    await later.advanceBy(2 * minute);
    expect((await get(again, path)).series).toEqual([]);
  });
});

describe("at its harshest: everything through JSON, every delivery twice", () => {
  test("nothing is counted, raised or stored twice", async () => {
    const clock = virtualClock(morning);
    const box = await startedBox({ clock, harshness: { jsonRoundTrip: true, duplicates: { seed: 1, rate: 1 } } });
    await withDevices(box, "w1");
    const client = await connectedByWord(box, "w1");
    await client.publishAsync("anhu/v1/w1/telemetry", telemetry(71), { qos: 1 });
    await client.publishAsync("anhu/v1/w1/telemetry", "{", { qos: 1 });
    await client.publishAsync("anhu/v1/w1/status", '{"connection":"online","batteryPercent":90}', { qos: 1 });
    const sos = JSON.stringify({ id: "e1", type: "sos", at: new Date(morning).toISOString() });
    await client.publishAsync("anhu/v1/w1/event", sos, { qos: 1 });
    expect(await heartRates(box)).toEqual([71]);
    expect(await openAlerts(box)).toEqual(["sos"]);
    expect((await get(box, "/api/quarantine")).counts["not-json"]).toBe(1);
  });
});
