import { randomUUID } from "node:crypto";
import mqtt, { type MqttClient } from "mqtt";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { signalFilter, signalTopic, signalUserName } from "../../contracts/topics.ts";
import type { Box } from "../../local/box.ts";
import { closed, post, startedBox, withDevices } from "./box-under-test.ts";
import { type IssuerUnderTest, issuerUnderTest } from "./issuer-under-test.ts";

let issuer: IssuerUnderTest;
let box: Box;

beforeEach(async () => {
  issuer = await issuerUnderTest();
  box = await startedBox({ issuer });
  await withDevices(box, "w1");
  for (const id of ["doctor", "doctor-2"])
    await post(box, "/api/people", { id, name: id, roles: [{ role: "doctor", facilityId: "home" }] });
  await post(box, "/api/people", { id: "nurse", name: "nurse", roles: [{ role: "nurse", facilityId: "home" }] });
  await post(box, "/api/people", { id: "boss", name: "boss", roles: [{ role: "operator" }] });
  await post(box, "/api/people", { id: "county", name: "county", roles: [{ role: "health-supervisor" }] });
  for (const id of ["v1", "v2"])
    await post(box, "/api/visits", { id, kind: "ward-round", residentId: "r1", reason: "查房" });
});

async function asked(subject: string, path: string, body: object): Promise<Response> {
  return fetch(`${box.addresses.http}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await issuer.token(subject)}` },
    body: JSON.stringify(body),
  });
}

/** A page of somebody who joined the visit with it. */
async function joined(subject: string, visitId: string): Promise<string> {
  const peerId = `browser-${randomUUID()}`;
  expect((await asked(subject, `/api/visits/${visitId}/join`, { peerId })).status).toBe(200);
  return peerId;
}

async function page(subject: string, clientId: string, username: string): Promise<MqttClient> {
  const client = await mqtt.connectAsync(
    `${box.addresses.http.replace("http", "ws")}/mqtt`,
    { clientId, username, password: await issuer.token(subject), reconnectPeriod: 0 },
    false,
  );
  onTestFinished(() => void client.end(true));
  client.on("error", () => undefined);
  return client;
}

/** A page of the visit that hears the others, and what it hears. */
async function inVisit(subject: string, visitId: string) {
  const peerId = await joined(subject, visitId);
  const client = await page(subject, peerId, signalUserName(visitId));
  const heard: string[] = [];
  client.on("message", (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
  await client.subscribeAsync(signalFilter(visitId));
  return { peerId, client, heard, own: signalTopic(visitId, peerId) };
}

test("two pages of a visit hear each other, and by the topic know who speaks", async () => {
  const [doctor, nurse] = [await inVisit("doctor", "v1"), await inVisit("nurse", "v1")];
  await doctor.client.publishAsync(doctor.own, "offer");
  await nurse.client.publishAsync(nurse.own, "answer");
  await expect.poll(() => nurse.heard).toContain(`${doctor.own} offer`);
  await expect.poll(() => doctor.heard).toContain(`${nurse.own} answer`);
});

test("a description of a call as large as browsers make it gets through", async () => {
  const [doctor, nurse] = [await inVisit("doctor", "v1"), await inVisit("nurse", "v1")];
  const text = "v".repeat(20_000);
  await doctor.client.publishAsync(doctor.own, text);
  await expect.poll(() => nurse.heard).toContain(`${doctor.own} ${text}`);
});

describe("nobody else", () => {
  test.each([
    ["who may join but did not", async () => page("doctor-2", `browser-${randomUUID()}`, signalUserName("v1"))],
    ["who joined another visit", async () => page("doctor-2", await joined("doctor-2", "v2"), signalUserName("v1"))],
    ["who knows another's page", async () => page("doctor-2", await joined("doctor", "v1"), signalUserName("v1"))],
    ["who takes another's page for live changes", async () => page("nurse", await joined("doctor", "v1"), "browser")],
    ["who runs the service", async () => page("boss", `browser-${randomUUID()}`, signalUserName("v1"))],
    ["who asks for a visit that is not there", async () => page("doctor", `browser-${randomUUID()}`, "visit/v9")],
  ])("is let in: somebody %s", async (_who, connecting) => {
    await expect(connecting()).rejects.toThrow();
  });

  test("hears a visit by the connection for live changes, whoever they are", async () => {
    const nurse = await inVisit("nurse", "v1");
    for (const subject of ["nurse", "county", "boss"]) {
      const client = await page(subject, `browser-${randomUUID()}`, "browser");
      for (const filter of [signalFilter("v1"), nurse.own, "anhu/v1/visits/#", "anhu/v1/visits/+/+"])
        await expect(client.subscribeAsync(filter), `${subject} ${filter}`).rejects.toThrow();
    }
  });

  test("a page of one visit hears no other visit, no wildcard and no live changes", async () => {
    const { client } = await inVisit("nurse", "v1");
    for (const filter of [signalFilter("v2"), "anhu/v1/visits/v1/#", "anhu/v1/visits/+/+", "anhu/v1/live/home", "#"])
      await expect(client.subscribeAsync(filter), filter).rejects.toThrow();
  });
});

describe("a page that says what it may not is cut off, and nobody hears it:", () => {
  test.each([
    ["under another's name", (visit: string, other: string) => signalTopic(visit, other)],
    ["to another visit", (_visit: string, _other: string, own: string) => signalTopic("v2", own)],
    ["as a live change", () => "anhu/v1/live/home"],
    ["as a device", () => "anhu/v1/w1/event"],
    ["to a device", () => "anhu/v1/w1/cmd"],
  ])("%s", async (_what, topicOf) => {
    const [doctor, nurse] = [await inVisit("doctor", "v1"), await inVisit("nurse", "v1")];
    const gone = closed(nurse.client);
    nurse.client.publish(topicOf("v1", doctor.peerId, nurse.peerId), "forged");
    await gone;
    await doctor.client.publishAsync(doctor.own, "after");
    await expect.poll(() => doctor.heard).toContain(`${doctor.own} after`);
    expect(doctor.heard.filter((line) => line.includes("forged"))).toEqual([]);
  });

  test.each([
    ["to be kept for others", { retain: true } as const, "x"],
    ["with an answer to wait for", { qos: 1 } as const, "x"],
    ["larger than any call needs", {}, "x".repeat(33_000)],
  ])("%s", async (_what, options, payload) => {
    const nurse = await inVisit("nurse", "v1");
    const gone = closed(nurse.client);
    nurse.client.publish(nurse.own, payload, options);
    await gone;
  });

  test("more than any call needs", async () => {
    const nurse = await inVisit("nurse", "v1");
    const gone = closed(nurse.client);
    for (let at = 0; at < 400; at += 1) nurse.client.publish(nurse.own, "x");
    await gone;
  });
});

describe("the way to the others ends", () => {
  test("when the visit does, at once; and nobody comes back in", async () => {
    const nurse = await inVisit("nurse", "v1");
    const gone = closed(nurse.client);
    expect((await asked("doctor", "/api/visits/v1/conduct", { kind: "stop", cause: "first-visit" })).status).toBe(200);
    await gone;
    await expect(page("nurse", nurse.peerId, signalUserName("v1"))).rejects.toThrow();
  });

  test("when the person's role does", async () => {
    const nurse = await inVisit("nurse", "v1");
    const gone = closed(nurse.client);
    expect((await post(box, "/api/people/nurse", { roles: [] })).status).toBe(200);
    await gone;
  });
});
