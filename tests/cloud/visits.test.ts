import mqtt, { type MqttClient } from "mqtt";
import { expect, onTestFinished, test } from "vitest";
import { signal } from "../../contracts/signal.ts";
import { signalFilter, signalTopic, signalUserName } from "../../contracts/topics.ts";
import { minute } from "../../domain/model/time.ts";
import { closed } from "../local/box-under-test.ts";
import { call, withResident } from "./cloud-under-test.ts";
import { type CellUnderTest, startedCell } from "./iot/cell-under-test.ts";

const doctor = "doctor";

async function cellWithVisit(inMs?: number): Promise<CellUnderTest> {
  const cell = await startedCell();
  await withResident(cell.cloud);
  const roles = [{ role: "doctor", facilityId: "home" }];
  const licence = { number: "110000000000001", since: "2015-07-01" };
  for (const id of [doctor, "third"])
    expect(await call(cell.cloud, "POST", "/api/people", { id, name: id, roles, licence })).toMatchObject({
      status: 201,
    });
  const at = inMs === undefined ? {} : { scheduledAt: new Date(cell.cloud.clock.now() + inMs).toISOString() };
  const visit = { id: "v1", kind: "contracted-follow-up", residentId: "r1", reason: "血压波动", ...at };
  expect(await call(cell.cloud, "POST", "/api/visits", visit)).toMatchObject({ status: 201 });
  return cell;
}

/** A page of somebody who joined, that hears the others of the visit. */
async function inVisit(cell: CellUnderTest, subject: string) {
  const peerId = `browser-${subject}`;
  const token = await cell.cloud.token(subject);
  const joined = await call(cell.cloud, "POST", "/api/visits/v1/join", { peerId }, token);
  expect(joined.status).toBe(200);
  const client = await page(cell, subject, peerId);
  const heard: string[] = [];
  client.on("message", (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
  await client.subscribeAsync(signalFilter("v1"), { qos: 0 });
  return { client, heard, own: signalTopic("v1", peerId), joined: joined.body };
}

async function page({ cloud, iot }: CellUnderTest, subject: string, clientId: string): Promise<MqttClient> {
  const url = `${iot.wss}?x-amz-customauthorizer-name=anhu-live`;
  const password = await cloud.token(subject);
  const options = {
    clientId,
    username: signalUserName("v1"),
    password,
    protocolVersion: 4,
    reconnectPeriod: 0,
  } as const;
  const client = await mqtt.connectAsync(url, { ...options, ca: iot.caPem }, false);
  onTestFinished(() => void client.end(true));
  client.on("error", () => undefined);
  return client;
}

async function act(cell: CellUnderTest, what: string, body: object, subject = doctor): Promise<void> {
  const answer = await call(cell.cloud, "POST", `/api/visits/v1/${what}`, body, await cell.cloud.token(subject));
  expect(answer, `${what} ${JSON.stringify(answer.body)}`).toMatchObject({ status: 200 });
}

test("a visit from its request to the signed note; its pages hear each other by the cell's broker, and nobody else does", async () => {
  const cell = await cellWithVisit();
  const { cloud, iot } = cell;
  const [nurse, lead] = [await inVisit(cell, "nurse"), await inVisit(cell, doctor)];
  const says = async (from: typeof nurse, to: typeof nurse, said: object) => {
    const text = JSON.stringify({ ...said, to: to.own.split("/").at(-1), generation: 0 });
    await from.client.publishAsync(from.own, text, { qos: 0 });
    await expect.poll(() => to.heard).toContain(`${from.own} ${text}`);
    expect(signal.safeParse(JSON.parse(text)).success).toBe(true);
  };
  // As large as browsers make it.
  const sdp = `v=0\r\n${"a=rtpmap:111 opus/48000/2\r\n".repeat(400)}`;
  await says(nurse, lead, { kind: "description", type: "offer", sdp });
  await says(lead, nurse, { kind: "description", type: "answer", sdp });
  for (let n = 0; n < 8; n += 1)
    for (const [from, to] of [
      [nurse, lead],
      [lead, nurse],
    ] as const)
      await says(from, to, { kind: "candidate", candidate: `candidate:${n} 1 udp 1 192.0.2.${n} 5000 typ host` });
  await expect(page(cell, "third", "browser-third")).rejects.toThrow();
  expect(lead.joined.iceServers).toEqual([]);

  await act(cell, "arrange", { kind: "consent", givenBy: "王秀英", relation: "本人", way: "spoken" }, "nurse");
  const fine = { priorDiagnosis: "高血压", isFirstVisit: false, hasChanged: false, needsExamination: false };
  await act(cell, "conduct", { kind: "assess", ...fine });
  await act(cell, "conduct", { kind: "begin" });
  const parts = { subjective: "好转", objective: "138/80", assessment: "稳定", plan: "复查" };
  await act(cell, "note", { form: "SOAP", parts, version: 0 });
  await act(cell, "conduct", { kind: "order", text: "量血压", role: "nurse", orderId: "o1" });
  const gone = Promise.all([closed(nurse.client), closed(lead.client)]);
  await act(cell, "conduct", { kind: "end" });
  await gone;
  await act(cell, "sign", { version: 1 });
  await act(cell, "addend", { text: "化验已回" });
  await act(cell, "report", { orderId: "o1", isDone: true }, "nurse");
  const shown = await call(cloud, "GET", "/api/visits/v1");
  expect(shown.body).toMatchObject({ visit: { state: "signed" }, note: { addenda: [{ text: "化验已回" }] } });
  expect((await call(cloud, "GET", "/api/visits?state=closed")).body.items).toHaveLength(1);
  expect(cloud.denied()).toEqual([]);
  expect(iot.troubles()).toEqual([]);
  expect(await cloud.deadLetters()).toEqual([]);
});

test("who has a part in the visit no more loses the way to the others at once, hears nothing, and does not come back", async () => {
  const cell = await cellWithVisit();
  const [nurse, lead, third] = [
    await inVisit(cell, "nurse"),
    await inVisit(cell, doctor),
    await inVisit(cell, "third"),
  ];
  const gone = closed(third.client);
  expect(await call(cell.cloud, "POST", "/api/people/third", { roles: [] })).toMatchObject({ status: 200 });
  await gone;
  await lead.client.publishAsync(lead.own, "after", { qos: 0 });
  await expect.poll(() => nurse.heard).toContain(`${lead.own} after`);
  expect(third.heard).toEqual([]);
  await expect(page(cell, "third", "browser-third")).rejects.toThrow();
  const left = closed(nurse.client);
  const token = await cell.cloud.token("nurse");
  const leaving = { peerId: "browser-nurse", isLeaving: true };
  expect((await call(cell.cloud, "POST", "/api/visits/v1/join", leaving, token)).status).toBe(200);
  await left;
  await expect(page(cell, "nurse", "browser-nurse")).rejects.toThrow();
  expect(cell.cloud.denied()).toEqual([]);
});

test("who speaks under another's name loses the connection, by the policy alone", async () => {
  const cell = await cellWithVisit();
  const [nurse, lead] = [await inVisit(cell, "nurse"), await inVisit(cell, doctor)];
  const gone = closed(nurse.client);
  nurse.client.publish(lead.own, "forged", { qos: 0 });
  await gone;
  expect(lead.heard).toEqual([]);
});

test("vital signs stand beside the visit while it is under way; a visit to which nobody comes is missed by its timer", async () => {
  const cell = await cellWithVisit(20 * minute);
  const { cloud } = cell;
  const vitals = () => call(cloud, "GET", "/api/visits/v1/vitals");
  expect(await vitals()).toMatchObject({ status: 409 });
  await cloud.clock.advanceBy(41 * minute);
  await cell.settle();
  expect((await call(cloud, "GET", "/api/visits/v1")).body.visit.state).toBe("no-show");
  await inVisit(cell, doctor);
  expect(await vitals()).toMatchObject({ status: 200, body: { resident: { id: "r1" } } });
  expect(cloud.denied()).toEqual([]);
  expect(await cloud.deadLetters()).toEqual([]);
});
