import { beforeEach, expect, test } from "vitest";
import { epochOf } from "../../contracts/iso-time.ts";
import { hour } from "../../domain/model/time.ts";
import type { Box } from "../../local/box.ts";
import { type VirtualClock, virtualClock } from "../../local/clock.ts";
import { anhu } from "../cli/anhu-under-test.ts";
import { connectedByWord, get, heartRates, post, startedBox, telemetry, withDevices } from "./box-under-test.ts";
import { type FaultyEngine, faultyEngine, touches } from "./faulty-engine.ts";

const morning = Date.parse("2026-11-22T10:00:00+08:00");
let faulty: FaultyEngine;
let clock: VirtualClock;
let box: Box;

beforeEach(async () => {
  faulty = faultyEngine();
  clock = virtualClock(morning);
  box = await startedBox({ wrapEngine: faulty.wrap, clock });
  await withDevices(box, "w1");
});

async function lost(kind: "telemetry" | "event", payload: string): Promise<void> {
  const client = await connectedByWord(box, "w1");
  faulty.failWhen = touches(kind === "telemetry" ? "series" : "alerts");
  await client.publishAsync(`anhu/v1/w1/${kind}`, payload, { qos: 1 });
  expect((await waiting()).length).toBe(1);
}

async function waiting(): Promise<readonly { id: string }[]> {
  const { items } = await get(box, "/api/quarantine");
  return items.filter((item: { reason: string; redeliveredAt?: string }) => {
    return item.reason === "dead-letter" && item.redeliveredAt === undefined;
  });
}

const redrive = (...options: readonly string[]) => anhu("redrive", "--data", box.dataFolder, "--json", ...options);

test("a reading that became a dead letter is taken in with the time at which it came", async () => {
  await lost("telemetry", telemetry(71));
  faulty.failWhen = undefined;
  await clock.advanceTo(morning + hour);
  expect((await redrive()).json).toMatchObject({ found: 1, left: 0, queues: [{ delivered: 1 }] });
  expect(await heartRates(box)).toEqual([71]);
  const { series } = await get(box, "/api/residents/r1/observations?code=heart-rate&resolution=raw");
  expect(epochOf(series[0].points[0].at)).toBeLessThan(morning + hour / 60);
});

test("a fall that became a dead letter raises its alert, once however often it is asked", async () => {
  await lost("event", JSON.stringify({ id: "e1", type: "fall" }));
  faulty.failWhen = undefined;
  expect(await redrive()).toMatchObject({ code: 0, json: { found: 1, left: 0 } });
  expect((await redrive()).json).toMatchObject({ found: 0 });
  expect((await get(box, "/api/alerts")).items).toMatchObject([{ kind: "fall" }]);
  expect((await get(box, "/api/quarantine")).items).toMatchObject([{ redeliveredAt: expect.any(String) }]);
});

test("what fails again stays one dead letter, and says why", async () => {
  await lost("telemetry", telemetry(71));
  const failed = await redrive();
  expect(failed).toMatchObject({
    code: 5,
    json: { found: 1, left: 1, queues: [{ failed: [{ why: expect.any(String) }] }] },
  });
  expect((await get(box, "/api/quarantine")).counts["dead-letter"]).toBe(1);
  expect(await waiting()).toHaveLength(1);
});

test("a dry run changes nothing", async () => {
  await lost("telemetry", telemetry(71));
  faulty.failWhen = undefined;
  expect((await redrive("--dry-run")).json).toMatchObject({ dryRun: true, found: 1, left: 0 });
  expect(await heartRates(box)).toEqual([]);
  expect(await waiting()).toHaveLength(1);
});

test("two at once take each letter once", async () => {
  await lost("telemetry", telemetry(71));
  faulty.failWhen = undefined;
  const path = "/api/dead-letters/redeliver";
  const answers = await Promise.all([post(box, path, {}), post(box, path, {})]);
  expect(answers.map(({ body }) => body.delivered).toSorted()).toEqual([0, 1]);
});

test("nobody is shown the whole message", async () => {
  await lost("telemetry", telemetry(71));
  expect((await get(box, "/api/quarantine")).items[0]).not.toHaveProperty("letter");
});

test("another site's page cannot ask for it", async () => {
  const response = await fetch(new URL("/api/dead-letters/redeliver", box.addresses.http), {
    method: "POST",
    headers: { origin: "http://evil.example", "content-type": "application/json" },
    body: "{}",
  });
  expect(response.status).toBe(403);
});
