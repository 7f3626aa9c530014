import { expect, test } from "vitest";
import { connectDevices } from "../../devices-sim/mqtt-transport.ts";
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
