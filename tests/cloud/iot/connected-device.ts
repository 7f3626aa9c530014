import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { onTestFinished } from "vitest";
import { deviceTopicOf } from "../../../contracts/topics.ts";
import { createKeyAndRequest } from "../../../devices-sim/enrol.ts";
import type { DeviceKind } from "../../../domain/model/device.ts";
import { call } from "../cloud-under-test.ts";
import type { CellUnderTest } from "./cell-under-test.ts";

/** A private key with the certificate that the cell gave for it. */
export interface DeviceCredentials {
  readonly id: string;
  readonly key: string;
  readonly cert: string;
}

/** Enrols a device for resident `r1` through the API. */
export async function enrolled({ cloud }: CellUnderTest, id: string, kind: DeviceKind): Promise<DeviceCredentials> {
  const { keyPem: key, csrPem: csr } = await createKeyAndRequest();
  const { status, body } = await call(cloud, "POST", "/api/devices", { id, kind, residentId: "r1", csr });
  if (status === 201) return { id, key, cert: body.certificate };
  throw new Error(`enrolling ${id}: ${status} ${body.code} ${cloud.logLines("anhu-enrol-device").join("\n")}`);
}

/** Connects over mutual TLS under the device's own name, with the last will that firmware leaves. Ends with the test. */
export async function connected(
  { iot }: CellUnderTest,
  { id, key, cert }: DeviceCredentials,
  options: IClientOptions = {},
): Promise<MqttClient> {
  const offline = Buffer.from(JSON.stringify({ connection: "offline" }));
  const will = { topic: deviceTopicOf(id, "status"), payload: offline, qos: 1, retain: true } as const;
  const usual = { key, cert, ca: iot.caPem, clientId: id, will, reconnectPeriod: 0, connectTimeout: 5_000 };
  const client = await mqtt.connectAsync(iot.mqtts, { ...usual, ...options }, false);
  return endingWithTest(client);
}

/** A page that listens to live changes, with its token as the password. Ends with the test. */
export async function listening({ iot }: CellUnderTest, token: string, clientId = "browser-1"): Promise<MqttClient> {
  const url = `${iot.wss}?x-amz-customauthorizer-name=anhu-live`;
  const options = { username: "anhu", password: token, clientId, ca: iot.caPem, reconnectPeriod: 0 };
  const client = await mqtt.connectAsync(url, options, false);
  return endingWithTest(client);
}

/** Says goodbye, or if its connection was ended already gives up what it still had to say. */
export function endingWithTest(client: MqttClient): MqttClient {
  onTestFinished(() => client.endAsync(!client.connected));
  return client.on("error", () => undefined);
}
