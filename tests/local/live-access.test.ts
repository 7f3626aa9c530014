import { randomUUID } from "node:crypto";
import mqtt, { type MqttClient } from "mqtt";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import type { Box } from "../../local/box.ts";
import { type VirtualClock, virtualClock } from "../../local/clock.ts";
import { closed, connectedByWord, post, startedBox, telemetry, withDevices } from "./box-under-test.ts";
import { type IssuerUnderTest, issuerUnderTest } from "./issuer-under-test.ts";

/** What the issue asks for; a box needs milliseconds. */
const longestMs = 5_000;

let issuer: IssuerUnderTest;
let clock: VirtualClock;
let box: Box;
/** Called with what the next look-up of somebody found, before it is handed on. */
let onLookUp: ((found: unknown) => Promise<void>) | undefined;

beforeEach(async () => {
  issuer = await issuerUnderTest();
  clock = virtualClock(Date.now());
  onLookUp = undefined;
  const wrapEngine = (engine: TableEngine): TableEngine => ({
    get: async (table, key) => {
      const found = await engine.get(table, key);
      const then = table.name === "people" ? onLookUp : undefined;
      if (then !== undefined) onLookUp = undefined;
      await then?.(found);
      return found;
    },
    getMany: (...given) => engine.getMany(...given),
    query: (...given) => engine.query(...given),
    write: (...given) => engine.write(...given),
  });
  box = await startedBox({ issuer, clock, wrapEngine });
  await withDevices(box, "w1");
  await post(box, "/api/facilities", { id: "home-2", name: "康宁院", kind: "care-home" });
  await post(box, "/api/people", { id: "boss", name: "钱主任", roles: [{ role: "operator" }] });
  await post(box, "/api/people", { id: "nurse", name: "陈护士", roles: [{ role: "nurse", facilityId: "home" }] });
  await post(box, "/api/people", { id: "other", name: "孙护士", roles: [{ role: "nurse", facilityId: "home-2" }] });
  await post(box, "/api/people", { id: "county", name: "卫健委", roles: [{ role: "health-supervisor" }] });
  await post(box, "/api/people", { id: "child", name: "小王", relations: [{ residentId: "r1", relation: "女儿" }] });
  await post(box, "/api/facilities/home/live-lease", {});
});

async function page(token: string, clientId = `browser-${randomUUID()}`): Promise<MqttClient> {
  const client = await mqtt.connectAsync(
    `${box.addresses.http.replace("http", "ws")}/mqtt`,
    { clientId, username: "browser", password: token, reconnectPeriod: 0, wsOptions: { origin: box.addresses.http } },
    false,
  );
  onTestFinished(() => void client.end(true));
  client.on("error", () => undefined);
  return client;
}

const pageOf = async (subject: string) => page(await issuer.token(subject));

function topicsHeard(client: MqttClient): string[] {
  const topics: string[] = [];
  client.on("message", (topic) => topics.push(topic));
  return topics;
}

async function heartRate(value: number): Promise<void> {
  const device = await connectedByWord(box, "w1");
  await device.publishAsync("anhu/v1/w1/telemetry", telemetry(value, clock.now()), { qos: 1 });
}

describe("a page", () => {
  test("hears the facilities where its person may listen", async () => {
    const client = await pageOf("nurse");
    const topics = topicsHeard(client);
    await client.subscribeAsync("anhu/v1/live/home");
    await heartRate(71);
    await expect.poll(() => topics).toContain("anhu/v1/live/home");
  });

  test("subscribes to no other facility and to no wildcard", async () => {
    const client = await pageOf("nurse");
    for (const filter of ["anhu/v1/live/home-2", "anhu/v1/live/+", "anhu/v1/live/#", "#", "anhu/v1/live/"])
      await expect(client.subscribeAsync(filter), filter).rejects.toThrow();
  });

  test("of somebody who may listen everywhere hears all by one filter", async () => {
    const [everywhere, elsewhere] = [await pageOf("county"), await pageOf("other")];
    const [all, others] = [topicsHeard(everywhere), topicsHeard(elsewhere)];
    await everywhere.subscribeAsync("anhu/v1/live/+");
    await elsewhere.subscribeAsync("anhu/v1/live/home-2");
    await heartRate(72);
    await expect.poll(() => all).toContain("anhu/v1/live/home");
    expect(others).toEqual([]);
  });

  test.each([
    ["a relative", () => issuer.token("child")],
    ["somebody whom nobody registered", () => issuer.token("stranger")],
    ["a token that ends too soon", () => issuer.token("nurse", 120)],
    ["a token of another issuer", async () => `${await issuer.token("nurse")}x`],
    ["no token", async () => ""],
  ])("of %s is not let in", async (_who, token) => {
    await expect(page(await token())).rejects.toThrow(/Not authorized/i);
  });

  test("with a name that pages do not have is not let in", async () => {
    const token = await issuer.token("nurse");
    await expect(page(token, "w1")).rejects.toThrow(/Not authorized/i);
  });

  test("ends with its token", async () => {
    const client = await page(await issuer.token("nurse", 600));
    await clock.advanceBy(9 * minute);
    expect(client.connected).toBe(true);
    await clock.advanceBy(minute);
    await closed(client);
  });
});

describe("live connections end", () => {
  test.each([
    ["when a role is taken", async () => post(box, "/api/people/nurse", { roles: [] })],
    ["when the person is disabled", async () => post(box, "/api/people/nurse", { disabled: true })],
    [
      "when the person signs out",
      async () => {
        const authorization = `Bearer ${await issuer.token("nurse")}`;
        return fetch(new URL("/api/me/sign-out", box.addresses.http), { method: "POST", headers: { authorization } });
      },
    ],
  ])("%s, all of that person and nobody else's", async (what, change) => {
    const [desk, phone, colleague] = [await pageOf("nurse"), await pageOf("nurse"), await pageOf("other")];
    const asked = performance.now();
    expect((await change()).status).toBe(200);
    await Promise.all([closed(desk), closed(phone)]);
    const took = performance.now() - asked;
    expect(took).toBeLessThan(longestMs);
    expect(colleague.connected).toBe(true);
    console.info(`${what}: both connections over after ${Math.round(took)} ms`);
  });

  test("and what is taken is not heard again, although the token still holds", async () => {
    const client = await pageOf("nurse");
    await post(box, "/api/people/nurse", { roles: [{ role: "nurse", facilityId: "home-2" }] });
    await closed(client);
    const again = await pageOf("nurse");
    await expect(again.subscribeAsync("anhu/v1/live/home")).rejects.toThrow();
    await again.subscribeAsync("anhu/v1/live/home-2");
    await post(box, "/api/people/nurse", { disabled: true });
    await closed(again);
    await expect(pageOf("nurse")).rejects.toThrow(/Not authorized/i);
  });

  test("that of a page which was just being let in by the rights that were taken", async () => {
    const disabled = Promise.withResolvers<void>();
    const found = Promise.withResolvers<void>();
    onLookUp = async () => {
      found.resolve();
      await disabled.promise;
    };
    const connecting = pageOf("nurse").then(
      (client) => client,
      () => undefined,
    );
    await found.promise;
    expect((await post(box, "/api/people/nurse", { disabled: true })).status).toBe(200);
    disabled.resolve();
    const client = await connecting;
    if (client !== undefined) await closed(client);
  });
});
