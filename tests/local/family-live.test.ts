import { randomUUID } from "node:crypto";
import mqtt, { type MqttClient } from "mqtt";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { noticeVersion } from "../../contracts/joining/notice.ts";
import { familyChanged } from "../../contracts/live.ts";
import { familyTopic, familyUserName } from "../../contracts/topics.ts";
import { minute } from "../../domain/model/time.ts";
import type { Box } from "../../local/box.ts";
import { type VirtualClock, virtualClock } from "../../local/clock.ts";
import { closed, connectedByWord, get, post, startedBox, withDevices } from "./box-under-test.ts";
import { type IssuerUnderTest, issuerUnderTest } from "./issuer-under-test.ts";

/** From the word that takes a consent back to the end of what is heard by it. */
const longestMs = 2_000;

let issuer: IssuerUnderTest;
let clock: VirtualClock;
let box: Box;

beforeEach(async () => {
  issuer = await issuerUnderTest();
  clock = virtualClock(Date.now());
  box = await startedBox({ issuer, clock });
  await withDevices(box, "w1");
  await post(box, "/api/people", { id: "boss", name: "钱主任", roles: [{ role: "operator" }] });
  await post(box, "/api/people", { id: "nurse", name: "陈护士", roles: [{ role: "nurse", facilityId: "home" }] });
});

async function ask(subject: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${await issuer.token(subject)}`, "content-type": "application/json" };
  const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(new URL(path, box.addresses.http), init);
  return { status: response.status, body: await response.json() };
}

/** A daughter who came by a code, as yet without any consent. */
async function joined(): Promise<void> {
  const invitation = { do: "invite", name: "王小梅", relation: "女儿", intended: ["status-light"] };
  const { body } = await ask("nurse", "/api/residents/r1/invitations", invitation);
  const joining = { do: "join", code: body.code, name: "王小梅", birthDate: "1980-05-01", isAdult: true };
  const answer = await ask("child", "/api/me/joinings", { ...joining, accepted: ["relation"], noticeVersion });
  expect(answer.status).toBe(200);
}

async function consent(change: object): Promise<void> {
  const { relatives } = await get(box, "/api/residents/r1/kin");
  const { number } = relatives.find(
    ({ person }: { readonly person: { readonly id: string } }) => person.id === "child",
  );
  const answer = await ask("nurse", "/api/residents/r1/consents", { personId: "child", number, change });
  expect(answer).toMatchObject({ status: 200 });
}

const byResident = { by: "resident", how: "paper", capacity: true };
const granted = { kind: "grant", classes: ["status-light"], given: byResident };

async function page(subject = "child"): Promise<MqttClient> {
  const client = await mqtt.connectAsync(
    `${box.addresses.http.replace("http", "ws")}/mqtt`,
    {
      clientId: `browser-${randomUUID()}`,
      username: familyUserName,
      password: await issuer.token(subject),
      reconnectPeriod: 0,
      wsOptions: { origin: box.addresses.http },
    },
    false,
  );
  onTestFinished(() => void client.end(true));
  client.on("error", () => undefined);
  return client;
}

describe("a relative's page", () => {
  test("hears that something changed of their own resident, and nothing of what", async () => {
    await joined();
    await consent(granted);
    const client = await page();
    const heard: { readonly topic: string; readonly said: unknown }[] = [];
    client.on("message", (topic, payload) => heard.push({ topic, said: JSON.parse(payload.toString()) }));
    await client.subscribeAsync(familyTopic("r1"));
    const fall = { id: "e1", type: "fall" };
    const device = await connectedByWord(box, "w1");
    // Nobody watches yet: nothing is sent, and the next change is.
    await device.publishAsync("anhu/v1/w1/event", JSON.stringify({ id: "e0", type: "sos" }), { qos: 1 });
    expect((await ask("child", "/api/family/r1/live-lease", {})).status).toBe(200);
    await device.publishAsync("anhu/v1/w1/event", JSON.stringify(fall), { qos: 1 });
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    for (const { topic, said } of heard) {
      expect(topic).toBe("anhu/v1/family/r1");
      expect(familyChanged.parse(said)).toEqual(said);
      expect(Object.keys(said as object)).toEqual(["sentAt"]);
    }
    const { body } = await ask("child", "/api/family/r1");
    expect(body.light.state).toBe("emergency");
  });

  test("subscribes to nothing else", async () => {
    await joined();
    await consent(granted);
    const client = await page();
    for (const filter of ["anhu/v1/family/r2", "anhu/v1/family/+", "anhu/v1/family/#", "anhu/v1/live/home", "#"])
      await expect(client.subscribeAsync(filter), filter).rejects.toThrow();
  });

  test.each([
    ["without a consent", async () => joined(), "child"],
    ["of somebody who is no relative", async () => undefined, "nurse"],
  ])("%s is not let in", async (_claim, prepare, subject) => {
    await prepare();
    await expect(page(subject)).rejects.toThrow(/Not authorized/i);
  });

  test("ends with its consent, before its token", async () => {
    await joined();
    await consent({ ...granted, until: new Date(clock.now() + 12 * minute).toISOString() });
    const client = await page();
    await clock.advanceBy(11 * minute);
    expect(client.connected).toBe(true);
    await clock.advanceBy(minute);
    await closed(client);
    await expect(page()).rejects.toThrow(/Not authorized/i);
    expect((await ask("child", "/api/family/r1")).status).toBeGreaterThanOrEqual(403);
  });

  test("ends within two seconds of the consent that is taken back, and hears nothing again", async () => {
    await joined();
    await consent(granted);
    const [phone, tablet] = [await page(), await page()];
    const asked = performance.now();
    const answered = consent({ kind: "revoke", given: byResident });
    await Promise.all([closed(phone), closed(tablet)]);
    const took = performance.now() - asked;
    await answered;
    console.info(`consent taken back: both streams over after ${Math.round(took)} ms`);
    expect(took).toBeLessThan(longestMs);
    await expect(page()).rejects.toThrow(/Not authorized/i);
    expect((await ask("child", "/api/family")).body.items[0]).not.toHaveProperty("light");
  });
});
