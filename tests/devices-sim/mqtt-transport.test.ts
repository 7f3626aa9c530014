import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { Aedes } from "aedes";
import { expect, test } from "vitest";
import { clientOptions, connectDevices } from "../../devices-sim/mqtt-transport.ts";
import { bytesOf } from "../../devices-sim/telemetry.ts";
import { unconfirmed } from "../../devices-sim/transport.ts";
import { deafBroker } from "./deaf-broker.ts";
import { noon } from "./made.ts";

test("what a story cuts off is not missing, and makes room for others; what else is unanswered is missing", async () => {
  const broker = await deafBroker();
  const credentials = [{ deviceId: "cut" }, { deviceId: "kept" }];
  const transport = await connectDevices({ url: broker.url, credentials, mostUnderWay: 3, log: () => undefined });
  const say = (deviceId: string) =>
    transport.publish({ kind: "message", at: noon, deviceId, topicKind: "telemetry", payload: bytesOf([]) });
  await say("cut");
  await say("cut");
  const held = say("kept");
  expect(unconfirmed(transport.counts())).toBe(3);
  transport.change({ kind: "connection", at: noon, deviceId: "cut", state: "cut" });
  await held;
  expect(transport.counts()).toMatchObject({ sent: 3, acked: 0, cutOff: 2 });
  await transport.close(0);
  expect(unconfirmed(transport.counts())).toBe(1);
  await broker.stop();
});

const tls = { certificatePem: "certificate", keyPem: "key", caPem: "enrolment's" };

test("a device connects to AWS IoT Core as to a box: its id, its certificate, and on port 443 the word for MQTT", () => {
  const url = "mqtts://abc-ats.iot.cn-north-1.amazonaws.com.cn:8883";
  const options = clientOptions({ deviceId: "bed-1", tls }, { url, caPem: "Amazon's" });
  expect(options).toMatchObject({
    clientId: "bed-1",
    protocolVersion: 4,
    cert: "certificate",
    key: "key",
    ca: "Amazon's",
  });
  expect(options).not.toHaveProperty("ALPNProtocols");
  expect(clientOptions({ deviceId: "bed-1", tls }, { url }).ca).toBe("enrolment's");
  expect(clientOptions({ deviceId: "bed-1", tls }, { url: url.replace(":8883", ":443") })).toMatchObject({
    ALPNProtocols: ["x-amzn-mqtt-ca"],
  });
});

test.each([
  [true, "$aws/rules/telemetry/anhu/v1/bed-1/telemetry", "$aws/rules/status/anhu/v1/bed-1/status", false],
  [false, "anhu/v1/bed-1/telemetry", "anhu/v1/bed-1/status", true],
])(
  "with basic ingest %j everything goes to its rule, the last will too, and only without it is a status retained",
  async (basicIngest, telemetry, status, isRetained) => {
    const broker = await Aedes.createBroker();
    const server = createServer(broker.handle);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const heard: [string, string, boolean][] = [];
    broker.on("publish", ({ topic, payload, retain }, client) => {
      if (client !== null) heard.push([topic, payload.toString(), retain]);
    });
    const transport = await connectDevices({
      url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: [{ deviceId: "bed-1" }],
      basicIngest,
      mostUnderWay: 10,
      log: () => undefined,
    });
    const message = { kind: "message", at: noon, deviceId: "bed-1" } as const;
    await transport.publish({ ...message, topicKind: "telemetry", payload: Buffer.from("t") });
    await transport.publish({ ...message, topicKind: "status", payload: Buffer.from("s") });
    await expect.poll(() => heard.length).toBe(2);
    transport.change({ kind: "connection", at: noon, deviceId: "bed-1", state: "cut" });
    await expect.poll(() => heard.length).toBe(3);
    expect(heard).toEqual([
      [telemetry, "t", false],
      [status, "s", isRetained],
      [status, '{"connection":"offline"}', isRetained],
    ]);
    await transport.close(0);
    await new Promise<void>((resolve) => broker.close(resolve));
    server.close();
  },
);
