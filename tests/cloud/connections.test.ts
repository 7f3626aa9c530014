import { AttachPolicyCommand } from "@aws-sdk/client-iot";
import mqtt, { type MqttClient } from "mqtt";
import { expect, test } from "vitest";
import { claimParameters } from "../../contracts/provisioning.ts";
import { createKeyAndRequest } from "../../devices-sim/enrol.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import { closed } from "../local/box-under-test.ts";
import { call, withResident } from "./cloud-under-test.ts";
import { basicIngest, heartRate } from "./devices.ts";
import { type CellUnderTest, startedCell } from "./iot/cell-under-test.ts";
import { connected, endingWithTest, enrolled, listening } from "./iot/connected-device.ts";

async function cellWithResident(): Promise<CellUnderTest> {
  const cell = await startedCell();
  await withResident(cell.cloud);
  return cell;
}

/** Nothing was refused, lost or left behind. */
async function expectNoTrouble({ cloud, iot }: CellUnderTest): Promise<void> {
  expect(cloud.denied()).toEqual([]);
  expect(iot.refusals()).toEqual([]);
  expect(iot.troubles()).toEqual([]);
  expect(await cloud.deadLetters()).toEqual([]);
}

async function fall(client: MqttClient, id: string, { cloud, settle }: CellUnderTest): Promise<void> {
  const event = { id: "e1", type: "fall", at: new Date(cloud.clock.now()).toISOString() };
  await client.publishAsync(basicIngest(id, "event"), JSON.stringify(event), { qos: 1 });
  await settle();
}

async function heard(client: MqttClient): Promise<{ readonly topic: string; readonly payload: string }> {
  return new Promise((resolve) =>
    client.once("message", (topic, payload) => resolve({ topic, payload: payload.toString() })),
  );
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there.
async function deviceView({ cloud }: CellUnderTest, id: string): Promise<any> {
  const { body } = await call(cloud, "GET", "/api/devices");
  return body.items.find((device: { id: string }) => device.id === id);
}

test("from a fall to the page that watches and back to the wristband", async () => {
  const cell = await cellWithResident();
  const { cloud } = cell;
  const device = await connected(cell, await enrolled(cell, "w1", "wristband"));
  await device.subscribeAsync("anhu/v1/w1/cmd", { qos: 1 });
  const page = await listening(cell, await cloud.token("nurse"));
  await page.subscribeAsync("anhu/v1/live/home", { qos: 0 });
  expect(await call(cloud, "POST", "/api/facilities/home/live-lease", { seconds: 120 })).toMatchObject({ status: 200 });

  const change = heard(page);
  await fall(device, "w1", cell);
  const { topic, payload } = await change;
  expect(topic).toBe("anhu/v1/live/home");
  const [alert] = JSON.parse(payload).alerts;
  expect(alert).toMatchObject({ kind: "fall", residentId: "r1" });

  const command = heard(device);
  expect(await call(cloud, "POST", `/api/alerts/${alert.id}/acknowledge`, { by: "李护工" })).toMatchObject({
    status: 200,
  });
  await cell.settle();
  expect(await command).toEqual({
    topic: "anhu/v1/w1/cmd",
    payload: JSON.stringify({ command: "acknowledge", eventId: "e1" }),
  });
  await cloud.clock.advanceBy(minute);
  await expectNoTrouble(cell);
});

test("a device that loses its connection is known to be offline by its last will", async () => {
  const cell = await cellWithResident();
  const device = await connected(cell, await enrolled(cell, "w1", "wristband"));
  await device.publishAsync(basicIngest("w1", "telemetry"), heartRate(70), { qos: 1 });
  await cell.cloud.clock.advanceBy(minute);
  device.stream.destroy();
  await expect.poll(() => cell.iot.connected()).toEqual([]);
  await cell.settle();
  expect(await deviceView(cell, "w1")).toMatchObject({ connection: "offline" });
  await expectNoTrouble(cell);
});

test("one without a last will is known by its presence once that has settled, and one that comes back is not", async () => {
  const cell = await cellWithResident();
  const { clock } = cell.cloud;
  const options = { will: undefined as never };
  const credentials = await enrolled(cell, "w1", "wristband");
  const first = await connected(cell, credentials, options);
  first.stream.destroy();
  await expect.poll(() => cell.iot.connected()).toEqual([]);
  const second = await connected(cell, credentials, options);
  await clock.advanceBy(minute);
  expect(await deviceView(cell, "w1")).toMatchObject({ connection: "online" });
  second.stream.destroy();
  await expect.poll(() => cell.iot.connected()).toEqual([]);
  await clock.advanceBy(minute);
  expect(await deviceView(cell, "w1")).toMatchObject({ connection: "offline" });
  await expectNoTrouble(cell);
});

test("revoking a device ends its connection, and it does not come back", async () => {
  const cell = await cellWithResident();
  const credentials = await enrolled(cell, "w1", "wristband");
  const device = await connected(cell, credentials);
  expect(await call(cell.cloud, "POST", "/api/devices/w1/revoke", {})).toMatchObject({ status: 200 });
  await closed(device);
  await expect(connected(cell, credentials)).rejects.toThrow();
  expect(cell.cloud.denied()).toEqual([]);
});

test("a certificate that its successor replaced is revoked within the hour, by the rights of who ends rotations", async () => {
  const cell = await cellWithResident();
  const { cloud } = cell;
  const former = await enrolled(cell, "w1", "wristband");
  const { keyPem: key, csrPem: csr } = await createKeyAndRequest();
  const { status, body } = await call(cloud, "POST", "/api/devices/w1/rotate", { csr });
  expect(status).toBe(201);
  const device = await connected(cell, { id: "w1", key, cert: body.certificate });
  await cloud.clock.advanceBy(hour);
  await expect(connected(cell, former)).rejects.toThrow();
  expect(device.connected).toBe(true);
  expect(cloud.denied()).toEqual([]);
  expect(await cloud.deadLetters()).toEqual([]);
});

test("a device speaks for itself alone", async () => {
  const cell = await cellWithResident();
  const [one] = await Promise.all([enrolled(cell, "w1", "wristband"), enrolled(cell, "w2", "wristband")]);
  await expect(connected(cell, { ...one, id: "w2" })).rejects.toThrow();
  const device = await connected(cell, one);
  device.publish(basicIngest("w2", "event"), JSON.stringify({ id: "e1", type: "fall" }), { qos: 1 });
  await closed(device);
  await cell.settle();
  expect((await call(cell.cloud, "GET", "/api/alerts?state=open")).body.items).toEqual([]);
});

test("a page is let in by its token until that ends, and says nothing", async () => {
  const cell = await cellWithResident();
  const { clock } = cell.cloud;
  const page = await listening(cell, await cell.cloud.token("nurse", hour));
  await expect(page.subscribeAsync("anhu/v1/w1/cmd")).rejects.toThrow();
  await page.subscribeAsync("anhu/v1/live/home");
  await clock.advanceBy(hour - second);
  expect(page.connected).toBe(true);
  await clock.advanceBy(second);
  await closed(page);

  const mute = await listening(cell, await cell.cloud.token("nurse"), "browser-2");
  mute.publish("anhu/v1/w1/event", "{}", { qos: 1 });
  await closed(mute);
  expect(cell.iot.troubles()).toEqual([]);
});

test.each([
  ["no token", async () => ""],
  ["a token that ends in less than five minutes", (cell: CellUnderTest) => cell.cloud.token("nurse", 4 * minute)],
  ["a token that was tampered with", async (cell: CellUnderTest) => `${await cell.cloud.token("nurse")}x`],
])("with %s nobody listens, and it is no fault", async (_claim, token) => {
  const cell = await startedCell();
  await expect(listening(cell, await token(cell))).rejects.toThrow();
  expect(cell.iot.troubles()).toEqual([]);
});

test("a device's name is no page's, whatever the token", async () => {
  const cell = await startedCell();
  await expect(listening(cell, await cell.cloud.token("nurse"), "w1")).rejects.toThrow();
});

const create = "$aws/certificates/create-from-csr/json";
const provision = "$aws/provisioning-templates/anhu-claim/provision/json";

/** Connects as a device fresh from its maker, with the claim certificate that all of a series have. */
async function claiming({ certificates, registry, iot }: CellUnderTest): Promise<MqttClient> {
  const { keyPem: key, csrPem } = await createKeyAndRequest();
  const { certificatePem: cert, certificateArn: target } = await certificates.createFromCsr(csrPem, true);
  await registry.send(new AttachPolicyCommand({ policyName: "anhu-claim", target }));
  const options = { key, cert, ca: iot.caPem, clientId: "anhu-claim-7", reconnectPeriod: 0 };
  const client = endingWithTest(await mqtt.connectAsync(iot.mqtts, options, false));
  for (const topic of [create, provision]) await client.subscribeAsync([`${topic}/accepted`, `${topic}/rejected`]);
  return client;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there.
async function asked(client: MqttClient, topic: string, question: object): Promise<any> {
  const answer = heard(client);
  await client.publishAsync(topic, JSON.stringify(question), { qos: 1 });
  const { topic: on, payload } = await answer;
  return { outcome: on.slice(topic.length + 1), ...JSON.parse(payload) };
}

test("an expected device claims its own certificate, and what it measures is stored", async () => {
  const cell = await cellWithResident();
  const expected = { devices: [{ id: "sn-1", kind: "wristband", residentId: "r1" }] };
  expect(await call(cell.cloud, "POST", "/api/devices/expected", expected)).toMatchObject({ status: 200 });
  const claim = await claiming(cell);
  const { keyPem, csrPem } = await createKeyAndRequest();
  const created = await asked(claim, create, { certificateSigningRequest: csrPem });
  const question = {
    certificateOwnershipToken: created.certificateOwnershipToken,
    parameters: { [claimParameters.serialNumber]: "sn-1" },
  };
  expect(await asked(claim, provision, question)).toMatchObject({ outcome: "accepted", thingName: "sn-1" });

  const device = await connected(cell, { id: "sn-1", key: keyPem, cert: created.certificatePem });
  await device.publishAsync(basicIngest("sn-1", "telemetry"), heartRate(66), { qos: 1 });
  await cell.cloud.clock.advanceBy(minute);
  const { body } = await call(cell.cloud, "GET", "/api/residents/r1");
  expect(body.vitals).toMatchObject([{ code: "heart-rate", value: 66 }]);
  await expectNoTrouble(cell);
});

test("a device that nobody expects is turned away, and operators see that it knocked", async () => {
  const cell = await cellWithResident();
  const claim = await claiming(cell);
  const { csrPem } = await createKeyAndRequest();
  const { certificateOwnershipToken } = await asked(claim, create, { certificateSigningRequest: csrPem });
  const question = { certificateOwnershipToken, parameters: { [claimParameters.serialNumber]: "stranger" } };
  expect(await asked(claim, provision, question)).toMatchObject({ outcome: "rejected", statusCode: 403 });
  const { body } = await call(cell.cloud, "GET", "/api/quarantine");
  expect(body.items).toMatchObject([{ reason: "claim-refused", deviceId: "stranger" }]);
  await expectNoTrouble(cell);
});
